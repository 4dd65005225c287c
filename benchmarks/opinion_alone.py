"""Measure the learned opinion on a given pair without any frames on a PLOVER relation set whose pairs are given.

    python benchmarks/opinion_alone.py ../shared/data/plover/dev.jsonl [--model DIR] [--errors]

Prints the shared scorer's table, F1 by type, how often the model would rather say NONE, and the expected calibration
error (Guo et al. 2017, ten bins) of the type that it puts first.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

from dateline.coding.opinion.learned_opinion import MODELS, Judgement, Marked, Opinion

SHARED = Path(os.environ.get("DATELINE_SHARED", Path(__file__).resolve().parents[2] / "shared"))
ROOT = {"CONCEDE": "YIELD", "RETREAT": "YIELD"}


def answer_of(judgement: Judgement) -> tuple[str, float]:
    """The likeliest of the 15 root types and its share among them."""
    shares: Counter[str] = Counter()
    for kind, p in judgement.folded.items():
        if kind != "NONE":
            shares[ROOT.get(kind, kind)] += p  # type: ignore[assignment]
    kind, p = max(shares.items(), key=lambda row: (row[1], row[0]))
    return kind, p / max(1e-9, sum(shares.values()))


def by_type(gold: list[str], said: list[str]) -> None:
    for kind in sorted(set(gold)):
        right = sum(g == s == kind for g, s in zip(gold, said, strict=True))
        n, m = gold.count(kind), said.count(kind)
        wrong = Counter(s for g, s in zip(gold, said, strict=True) if g == kind != s).most_common(3)
        print(f"{kind:10}{n:5} P {right / max(1, m):.2f} R {right / n:.2f} F1 {2 * right / (n + m):.2f}  {wrong}")


def calibration_error(right: list[bool], sure: list[float]) -> float:
    bins: dict[int, list[int]] = {}
    for i, p in enumerate(sure):
        bins.setdefault(min(9, int(p * 10)), []).append(i)
    return sum(abs(sum(right[i] for i in part) - sum(sure[i] for i in part)) for part in bins.values()) / len(sure)


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("file", type=Path)
    ask.add_argument("--model", type=Path, default=MODELS)
    ask.add_argument("--errors", action="store_true")
    args = ask.parse_args()
    opinion = Opinion.load(args.model)
    if opinion is None:
        ask.error(f"no model in {args.model}")
    rows = [json.loads(row) for row in args.file.read_text(encoding="utf-8").splitlines() if row.strip()]
    marked = [Marked(r["text"], *(tuple(map(tuple, r[k])) for k in ("source_spans", "target_spans"))) for r in rows]
    judged = opinion.judge(marked)
    answers = [answer_of(j) for j in judged]
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as out:
        lines = (json.dumps({"id": r["id"], "event_type": kind}) for r, (kind, _) in zip(rows, answers, strict=True))
        out.write("\n".join(lines))
        out.flush()
        scorer = [sys.executable, str(SHARED / "tools/score_events.py"), str(args.file), out.name, "--mode", "relation"]
        subprocess.run(scorer, check=True)
    print(f"would rather say NONE: {sum(j.none > max(p for _, p in j.ranking) for j in judged) / len(judged):.3f}")
    if rows[0]["event_type"] is None:
        return
    gold = [ROOT.get(r["event_type"], r["event_type"]) for r in rows]
    by_type(gold, [kind for kind, _ in answers])
    right = [g == kind for g, (kind, _) in zip(gold, answers, strict=True)]
    print(f"expected calibration error {calibration_error(right, [p for _, p in answers]):.3f}")
    if args.errors:
        for row, truth, (kind, p) in zip(rows, gold, answers, strict=True):
            if truth != kind:
                print(f"{truth} > {kind} {p:.2f} | {row['source']} | {row['target']} | {row['text'][:300]}")


if __name__ == "__main__":
    main()
