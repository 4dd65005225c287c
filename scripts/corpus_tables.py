"""Make the tables of ``corpus/README.md`` from the annotations beside it.

    python scripts/corpus_tables.py

A test fails where they are stale. Agreement needs the texts, so that its figures are written by hand.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from dateline.corpus.annotation import Annotation
from dateline.corpus.jsonl import read_annotations
from dateline.corpus.stats import Density, by_outlet, density, shares

CORPUS = Path(__file__).parents[1] / "corpus"
PARTS = ("train", "test", "invented", "unseen", "second")
HEAD = ["documents", "words", "tellings", "required", "statements", "identities", "required a 1,000 words"]


def parts() -> dict[str, list[Annotation]]:
    """The annotations by part."""
    return {part: list(read_annotations(CORPUS / f"{part}.jsonl")) for part in (*PARTS, "candidates")}


def _row(name: str, d: Density) -> str:
    counts = (d.documents, d.words, d.tellings, d.required, d.statements, d.identities)
    return f"| {name} | " + " | ".join(f"{n:,}" for n in counts) + f" | {d.required_per_thousand:.1f} |"


def sizes(held: dict[str, list[Annotation]]) -> list[str]:
    """What each part holds, and the real documents by outlet."""
    real = [*held["train"], *held["test"]]
    rows = [_row(f"`{part}.jsonl`", density(part, held[part])) for part in PARTS]
    outlets = [_row(d.name if d.name != "all" else "**real documents**", d) for d in by_outlet(real)]
    return [f"| | {' | '.join(HEAD)} |", "| --- |" + " --- |" * len(HEAD), *rows, *outlets]


def types(held: dict[str, list[Annotation]]) -> list[str]:
    """How often each type was annotated."""
    counts = {part: shares(held[part])["type"] for part in PARTS[:3]}
    whole = counts["train"] + counts["test"]
    rows = [
        f"| {kind} | {n:,} | {counts['train'][kind]:,} | {counts['test'][kind]:,} | {counts['invented'][kind]:,} |"
        for kind, n in sorted(whole.items(), key=lambda item: (-item[1], item[0]))
    ]
    return ["| type | real documents | train | test | invented |", "| --- | --- | --- | --- | --- |", *rows]


def candidates(held: dict[str, list[Annotation]]) -> list[str]:
    """How many candidates were judged, by outlet."""
    rows = held["candidates"]
    groups = {d.name: [r for r in rows if d.name in ("all", r.outlet)] for d in by_outlet(rows)}
    lines = [
        f"| {name} | {len(own):,} | {sum(len(r.events) for r in own):,} | "
        f"{sum(e.required for r in own for e in r.events):,} | {sum(len(r.rejected) for r in own):,} |"
        for name, own in groups.items()
    ]
    return ["| | articles | acts | of these required | no act |", "| --- | --- | --- | --- | --- |", *lines]


def other(held: dict[str, list[Annotation]]) -> list[str]:
    """Factuality, stance and repeated tellings of the real documents."""
    counted = shares([*held["train"], *held["test"]])
    return [
        f"- {name}: " + ", ".join(f"{value} {n:,}" for value, n in counted[name].most_common())
        for name in ("factuality", "stance", "repeats")
    ]


def with_tables(text: str, held: dict[str, list[Annotation]]) -> str:
    """The page with its tables made anew."""
    blocks: dict[str, Iterable[str]] = {"sizes": sizes(held), "types": types(held), "other": other(held),
                                         "candidates": candidates(held)}  # fmt: skip
    for name, rows in blocks.items():
        made = "\n".join([f"<!-- made: {name} -->", *rows, "<!-- end -->"])
        text, count = re.subn(f"<!-- made: {name} -->.*?<!-- end -->", lambda _, made=made: made, text, flags=re.DOTALL)
        assert count == 1, f"no block {name}"
    return text


def main() -> None:
    page = CORPUS / "README.md"
    page.write_text(with_tables(page.read_text("utf-8"), parts()), "utf-8")


if __name__ == "__main__":
    main()
