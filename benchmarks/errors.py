"""Event types that go wrong on a PLV file: rows, right ones, and the commonest wrong answers of each type.

    python benchmarks/errors.py SHARED/data/plover/dev.jsonl [--no-model] [--pairs N]

Two tables in Markdown: with the pair given, and bare (the answers of the events that join the gold pair). Types are
folded as ``score_events.py --fold-factuality`` folds them. ``--pairs`` lists N wrong rows of each type by their ids.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))

import exports
from dateline.settings import Settings
from dateline.tools import Tools, make_tools
from score import SHARED

sys.path.insert(0, str(SHARED / "tools"))

Answers = Iterator[tuple[dict[str, Any], list[str]]]


def given(file: Path, tools: Tools) -> Answers:
    """Gold rows with the type that is named when the pair is given."""
    import score_events

    for row, answer in zip(exports.rows_of(file), exports.plover_pair(file, tools), strict=True):
        kind = score_events.root(json.loads(answer), True)
        yield dict(row, root=score_events.root(row)), [kind or "nothing"]


def bare(file: Path, tools: Tools) -> Answers:
    """Gold rows with the types of the events that join their pair; without one, what was wrong."""
    import score_events

    for row, answer in zip(exports.rows_of(file), exports.plover(file, tools), strict=True):
        row["root"] = score_events.root(row)
        found = [(score_events.root(e, True), e) for e in json.loads(answer)["events"]]
        found = [(kind, e) for kind, e in found if kind]
        joined = [kind for kind, e in found if score_events.joins(row, dict(e, root=kind))]
        missed = "type, other pair" if row["root"] in [kind for kind, _ in found] else "nothing"
        yield row, joined or [missed]


def table(name: str, answers: Answers, listed: int) -> None:
    rows: Counter[str] = Counter()
    right: Counter[str] = Counter()
    wrong: dict[str, Counter[str]] = defaultdict(Counter)
    ids: dict[str, list[str]] = defaultdict(list)
    for row, kinds in answers:
        kind = row["root"]
        rows[kind] += 1
        right[kind] += kind in kinds
        if kind not in kinds:
            wrong[kind][kinds[0]] += 1
            ids[kind].append(row["id"])
    print(f"\n| {name} | rows | right | commonest wrong answers |\n| --- | --- | --- | --- |")
    for kind in sorted(rows):
        worst = ", ".join(f"{other} {n}" for other, n in wrong[kind].most_common(4))
        print(f"| {kind} | {rows[kind]} | {right[kind]} | {worst} |")
        if listed:
            print(f"| | | | {' '.join(ids[kind][:listed])} |")


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("file", type=Path)
    ask.add_argument("--no-model", action="store_true", help="without the learned parts")
    ask.add_argument("--pairs", type=int, default=0, help="list so many wrong rows of each type")
    args = ask.parse_args()
    tools = make_tools(Settings(opinion=not args.no_model))
    table("pair given", given(args.file, tools), args.pairs)
    table("bare", bare(args.file, tools), args.pairs)


if __name__ == "__main__":
    main()
