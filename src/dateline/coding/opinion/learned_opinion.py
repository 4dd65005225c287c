"""The learned opinion on a given pair: what a small model says that one does to the other.

A reader of marked pairs in the manner of Baldini Soares et al. (2019, "Matching the Blanks"): the words of source and
target, and in running text of the trigger, stand between markers, and a six-layer transformer, stored as 8-bit ONNX,
gives a probability to each PLOVER type and to NONE. How it was trained, and on what, is told in
``training/MODEL_CARD.md``. Types are folded as PLOVER folds them: planned cooperation is AGREE, a refusal REJECT, an
announced blow THREATEN, a tie that is cut SANCTION.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

MODELS = Path(__file__).parents[2] / "models"
NONE = "NONE"
PLANNED = "PLANNED"  # a label of the model's own: a RETREAT or CONCEDE that is still to come
LIMIT = 700  # characters of a sentence that the model reads, around the marked words (about 150 of its tokens)
NEAR = 340  # the same where a trigger is marked: its clause with a little around it
PAIR = 4  # markers of source and target; those of the trigger follow
Spans = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Marked:
    """A candidate: a sentence and where its source and target stand in it.

    Attributes:
        text: one sentence.
        source: spans of who acts, code points into ``text``; empty where nobody is named.
        target: spans of who or what is acted upon, likewise.
        trigger: the words that name the act, likewise; empty where only the pair is given.
    """

    text: str
    source: Spans = ()
    target: Spans = ()
    trigger: Spans = ()


@dataclass(frozen=True, slots=True)
class Judgement:
    """What the model says of a candidate.

    Attributes:
        probabilities: of the types, calibrated, NONE among them; they sum to 1. A promised release, withdrawal or
            resignation counts as CONCEDE here, as PLOVER has it.
        planned: how much of the probability of CONCEDE goes to such a promise.
    """

    probabilities: dict[str, float]
    planned: float = 0.0

    @property
    def none(self) -> float:
        """How likely it is that the source does nothing to the target that PLOVER has a type for."""
        return self.probabilities[NONE]

    @property
    def folded(self) -> dict[str, float]:
        """Probabilities where promised concessions are AGREE, as sets with 15 root types have it."""
        moved = {"AGREE": self.planned, "CONCEDE": -self.planned}
        return {kind: p + moved.get(kind, 0.0) for kind, p in self.probabilities.items()}

    @property
    def ranking(self) -> list[tuple[str, float]]:
        """Types other than NONE with their probabilities, the likeliest first."""
        rows = ((kind, p) for kind, p in self.probabilities.items() if kind != NONE)
        return sorted(rows, key=lambda row: (-row[1], row[0]))

    @property
    def best(self) -> str:
        """The likeliest type other than NONE."""
        return self.ranking[0][0]


class Opinion:
    """A model that names the type of what one marked actor does to another in a sentence.

    Sentences are run one by one: 8-bit activations are scaled by what else is in a batch, and an answer must not
    depend on that.
    """

    def __init__(
        self, session: Any, tokenizer: Any, labels: Sequence[str], markers: Sequence[str], heat: float
    ) -> None:
        self._session, self._tokenizer = session, tokenizer
        self._labels, self._markers, self._heat = tuple(labels), tuple(markers), heat

    @classmethod
    def load(cls, folder: Path = MODELS) -> Opinion | None:
        """The model that is shipped, or None where its files or its libraries are not there."""
        files = [folder / name for name in ("opinion.onnx", "opinion.tokenizer.json", "opinion.json")]
        if not all(file.is_file() for file in files):
            return None
        try:
            import onnxruntime
            from tokenizers import Tokenizer
        except ImportError:
            return None
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.use_deterministic_compute = True
        session = onnxruntime.InferenceSession(str(files[0]), options, providers=["CPUExecutionProvider"])
        card = json.loads(files[2].read_text(encoding="utf-8"))
        return cls(
            session, Tokenizer.from_file(str(files[1])), card["labels"], card["markers"], float(card["temperature"])
        )

    def judge(self, candidates: Sequence[Marked]) -> list[Judgement]:
        """Probabilities for each candidate, in order."""
        return [self._judge(candidate) for candidate in candidates]

    def _judge(self, candidate: Marked) -> Judgement:
        ids = np.array([self._tokenizer.encode(with_markers(candidate, self._markers)).ids], dtype=np.int64)
        logits: npt.NDArray[np.float64] = self._session.run(None, {"ids": ids})[0][0].astype(np.float64) / self._heat
        odds = np.exp(logits - logits.max())
        shares = dict(zip(self._labels, (odds / odds.sum()).tolist(), strict=True))
        planned = shares.pop(PLANNED, 0.0)
        shares["CONCEDE"] += planned
        return Judgement(shares, planned)


def with_markers(candidate: Marked, markers: Sequence[str]) -> str:
    """The sentence with markers round the words of source, target and trigger, cut to what is near them."""
    start, end = _window(candidate)
    cuts: list[tuple[int, int, str]] = []
    for spans, (opens, closes), order in (
        (candidate.source, markers[:2], 1),
        (candidate.target, markers[2:PAIR], 1),
        (candidate.trigger, markers[PAIR:] or ("", ""), 2),
    ):
        for a, b in spans:
            if opens and start <= a < b <= end:
                cuts += [(a, order, f" {opens} "), (b, 1 - order, f" {closes} ")]
    pieces, at = [], start
    for place, _, mark in sorted(cuts):
        pieces += [candidate.text[at:place], mark]
        at = place
    return "".join([*pieces, candidate.text[at:end]])


def _window(candidate: Marked) -> tuple[int, int]:
    """The stretch of a sentence that the model reads, around the marked words."""
    size, limit = len(candidate.text), NEAR if candidate.trigger else LIMIT
    if size <= limit:
        return 0, size
    spans = candidate.trigger or sorted((*candidate.source[:1], *candidate.target[:1])) or [(0, 0)]
    first, last = spans[0][0], max(end for _, end in spans)
    slack = max(0, limit - (last - first)) // 2
    start = min(max(0, first - slack), max(0, size - limit))
    end = max(last, min(size, start + limit)) if last - first <= limit else min(size, start + limit)
    if candidate.trigger:  # at a word's edge
        start = max(candidate.text.find(" ", start, first), start - 1) + 1
        end = end if end == size or (edge := candidate.text.rfind(" ", last, end)) < 0 else edge
    return start, end
