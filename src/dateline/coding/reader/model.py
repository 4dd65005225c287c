"""The networks of the reader, stored as 8-bit ONNX: the lower half of a small transformer, and two upper halves.

One upper half says which words name acts, of which type and status; the other, asked about one act, who is in it.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from dateline.coding.reader.combination import Combination
from dateline.coding.reader.party_question import MARKS, MENTION_FEATURES, Question
from dateline.coding.reader.reading import Look, Reading
from dateline.coding.reader.windows import Window, cut, windows
from dateline.errors import UsageError
from dateline.language.tokens import Parse

MODELS = Path(__file__).parents[2] / "models"
NETWORKS = ("reader.lower.onnx", "reader.acts.onnx", "reader.parties.onnx")
FILES = (*NETWORKS, "reader.tokenizer.json", "reader.json")
NEEDED = ("encoder", "types", "factuality", "max_pieces", "party_pieces", "marks", "mention_features", "combination")
Floats = npt.NDArray[np.float64]
Singles = npt.NDArray[np.float32]


@dataclass(frozen=True)
class Card:
    """What a model file says of itself.

    Attributes:
        encoder: the network that it was made from.
        types: labels of acts, ``NONE`` first.
        factuality: labels of status.
        max_pieces: the longest window.
        party_pieces: the longest window around an act whose parties are asked for.
    """

    encoder: str
    types: tuple[str, ...]
    factuality: tuple[str, ...]
    max_pieces: int
    party_pieces: int


class ReaderModel:
    """A model that reads a story. Windows are run one by one, so that no answer depends on a neighbour's."""

    def __init__(
        self, sessions: Sequence[Any], tokenizer: Any, card: Card, combination: Combination | None
    ) -> None:  # fmt: skip
        self._lower, self._acts, self._parties = sessions
        self._tokenizer, self.card, self.combination = tokenizer, card, combination

    @staticmethod
    def load(folder: Path = MODELS) -> ReaderModel | None:
        """The model that is shipped, or None where its files or libraries are not there.

        Raises:
            UsageError: the card lacks a field, or names other labels than the network has.
        """
        return _loaded(folder)

    def read(self, parse: Parse) -> Reading:
        """Read a whole story for its acts."""
        story = cut(parse.text, (s.span for s in parse.sentences), self._tokenizer)
        looks = tuple(self._look(w) for w in windows(story, self.card.max_pieces))
        return Reading(self.card.types, self.card.factuality, looks, story)

    def states(self, window: Window) -> Singles:
        """The states of a window's pieces half-way up, [1, T, width]."""
        states: Singles = self._lower.run(None, {"ids": np.array([window.ids], dtype=np.int64)})[0]
        return states

    def _look(self, window: Window) -> Look:
        """What the network says of the acts of one window."""
        types, status = (x[0].astype(np.float64) for x in self._acts.run(None, {"states": self.states(window)}))
        return Look(window, _softmax(types), status)

    def judge(self, question: Question, kind: str, states: Singles) -> tuple[Floats, Floats]:
        """Judge an act of a type.

        Args:
            question: the act and whoever is named near it, M mentions.
            kind: the type.
            states: those of the question's window.

        Returns:
            Log-odds that each mention names the actor (0), the recipient (1), [M, 2]; and that a careful coder would
            code the act (0), that there is such an act (1).
        """
        size = len(question.asked)
        # The network wants a mention; where nobody is named it gets one that stands nowhere.
        rows, width = max(size, 1), len(question.window.ids)
        words, heads = np.zeros((rows, width), np.float32), np.zeros((rows, width), np.float32)
        features = np.zeros((rows, len(MENTION_FEATURES)), np.float32)
        for n, asked in enumerate(question.asked):
            words[n, slice(*asked.pieces)] = 1 / (asked.pieces[1] - asked.pieces[0])
            heads[n, slice(*asked.head)] = 1 / (asked.head[1] - asked.head[0])
            features[n] = asked.features
        given = {
            "states": states, "marks": np.array([question.marks]), "piece": np.array([question.piece]),
            "kind": np.array([self.card.types.index(kind)]), "words": words, "heads": heads, "features": features,
        }  # fmt: skip
        parties, judged = self._parties.run(None, given)
        return parties[:size].astype(np.float64), judged[0].astype(np.float64)


def _softmax(logits: Floats) -> Floats:
    """Shares that sum to 1, row by row."""
    odds: Floats = np.exp(logits - logits.max(-1, keepdims=True))
    shares: Floats = odds / odds.sum(-1, keepdims=True)
    return shares


def read_card(file: Path) -> tuple[Card, Combination | None]:
    """The card of a model, and the combination that was fitted to it (None where none was fitted yet).

    Raises:
        UsageError: it is no card of a reader, or of another version.
    """
    try:
        row = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise UsageError(f"{file}: no model card: {error}") from error
    missing = [name for name in NEEDED if name not in row]
    if missing:
        raise UsageError(f"{file}: the model card lacks {', '.join(missing)}")
    for name, known in (("marks", MARKS), ("mention_features", MENTION_FEATURES)):
        if tuple(row[name]) != known:
            raise UsageError(f"{file}: the network was trained with other {name.replace('_', ' ')}")
    card = Card(
        str(row["encoder"]),
        tuple(row["types"]),
        tuple(row["factuality"]),
        int(row["max_pieces"]),
        int(row["party_pieces"]),
    )
    return card, Combination.of(row["combination"], str(file)) if row["combination"] else None


def _loaded(folder: Path) -> ReaderModel | None:
    """The model of a folder."""
    files = [folder / name for name in FILES]
    if not all(file.is_file() for file in files):
        return None
    try:
        import onnxruntime
        from tokenizers import Tokenizer
    except ImportError:
        return None
    card, combination = read_card(files[-1])
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.use_deterministic_compute = True
    sessions = [
        onnxruntime.InferenceSession(str(file), options, providers=["CPUExecutionProvider"])
        for file in files[: len(NETWORKS)]
    ]
    widths = {o.name: o.shape[2:] for o in sessions[1].get_outputs()}
    wanted = {"types": [len(card.types)], "status": [len(card.factuality) + 1]}
    if any(widths.get(name) != width for name, width in wanted.items()):
        raise UsageError(f"{files[1]}: the network has other labels than its card {files[-1].name} says")
    return ReaderModel(sessions, Tokenizer.from_file(str(files[-2])), card, combination)
