"""How far the two confidences of events can be trusted, on a part of the corpus.

    python benchmarks/confidence.py CORPUS [--part test] [--texts FILE...]

An event exists where it meets an annotated one, required or not; its parties are right as stories are scored. Printed
are calibration errors over ten bins of equal size, shares right by third, and what is kept from which confidence on.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import numpy as np
import numpy.typing as npt

sys.path.insert(0, str(Path(__file__).parent))

import corpus_gold
from dateline.corpus.scoring.events import _judged, _matched
from dateline.corpus.scoring.records import coded
from dateline.corpus.scoring.statements import score_statements
from dateline.corpus.scoring.story import Story
from dateline.corpus.scoring.tally import Tally
from dateline.pipeline import Tools, make_tools
from dateline.settings import Settings
from score import SHARED

Floats = npt.NDArray[np.float64]
STEPS = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9)


def judged(pairs: list[corpus_gold.Pair], tools: Tools) -> Floats:
    """A row an event: its confidence and whether it exists, that of the parties and whether they are right."""
    rows = []
    ontology = tools.knowledge.ontology
    for row, text in pairs:
        story = Story(row, text.text, coded(text, tools))
        said = score_statements(Tally(), story)
        met = {i: n for n, i in _matched(story, said, ontology).items()}
        for i, event in enumerate(story.events):
            gold = row.events[met[i]] if i in met else None
            who = gold is not None and _judged(story, event, gold, said, ontology).who
            rows.append([event.confidence, float(gold is not None), event.confidence_parties or 0.0, float(who)])
    return np.array(rows)


def calibration_error(sure: Floats, right: Floats) -> float:
    """Expected calibration error over ten bins of equal size."""
    bins = np.array_split(np.argsort(sure, kind="stable"), 10)
    return float(sum(abs(sure[b].mean() - right[b].mean()) * len(b) for b in bins) / len(sure))


def main() -> int:
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("corpus", type=Path)
    ask.add_argument("--part", default="test")
    ask.add_argument("--texts", type=Path, nargs="+")
    args = ask.parse_args()
    pairs = corpus_gold.documents(args.corpus, args.part, args.texts or corpus_gold.texts_of(SHARED))
    rows = judged(pairs, make_tools(Settings()))
    known = rows[rows[:, 1] == 1]
    for name, sure, right in (("exists", rows[:, 0], rows[:, 1]), ("parties", known[:, 2], known[:, 3])):
        thirds = [float(right[t].mean()) for t in np.array_split(np.argsort(sure, kind="stable"), 3)]
        print(
            f"{name}: calibration error {calibration_error(sure, right):.3f}, right by third",
            *(f"{t:.3f}" for t in thirds),
        )
    print("from confidence   kept   exist   type and parties right")
    for step in STEPS:
        kept = rows[rows[:, 0] >= step]
        print(f"{step:15.1f}  {len(kept) / len(rows):5.2f}  {kept[:, 1].mean():6.2f}  {kept[:, 3].mean():6.2f}")
    print("from confidence and confidence_parties")
    for step in (0.4, 0.5, 0.6):
        kept = rows[(rows[:, 0] >= 0.6) & (rows[:, 2] >= step)]
        print(
            f"  0.6 and {step:5.1f}  {len(kept) / len(rows):5.2f}  {kept[:, 1].mean():6.2f}  {kept[:, 3].mean():6.2f}"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
