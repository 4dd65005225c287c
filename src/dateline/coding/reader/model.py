"""The networks of the reader, stored as 8-bit ONNX: a small transformer that reads a story once, and markers upon it.

The encoder says which words name acts, of which type and status; the markers of one act, which look at what the encoder
read, who is in it. Half-way up it is seen whether any word of a window may name an act at all; one without is not read
on.
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
from dateline.coding.reader.reading import Look, Memory, Reading, idle
from dateline.coding.reader.windows import Window, cut, windows
from dateline.errors import UsageError
from dateline.language.tokens import Parse

MODELS = Path(__file__).parents[2] / "models"
NETWORKS = ("reader.lower.onnx", "reader.upper.onnx", "reader.parties.onnx")
FILES = (*NETWORKS, "reader.tokenizer.json", "reader.json")
NEEDED = ("encoder", "types", "factuality", "max_pieces", "context_pieces", "marks", "mention_features", "combination")
SEEN = tuple(f"{side}{layer}" for layer in range(3) for side in ("keys", "values"))
"""What markers look at, layer by layer."""
Floats = npt.NDArray[np.float64]
Singles = npt.NDArray[np.float32]

IDLE = 0.02  # share of an act below which a window has none
OWN = 2  # markers that every question has: of the act, and of the window
NO_FEATURES = (0.0,) * len(MENTION_FEATURES)


@dataclass(frozen=True)
class Card:
    """What a model file says of itself.

    Attributes:
        encoder: the network that it was made from.
        types: labels of acts, ``NONE`` first.
        factuality: labels of status.
        max_pieces: the longest window.
        context_pieces: the longest sentence before a window's own that is read with them.
    """

    encoder: str
    types: tuple[str, ...]
    factuality: tuple[str, ...]
    max_pieces: int
    context_pieces: int


class ReaderModel:
    """A model that reads a story. Windows are run one by one, so that no answer depends on a neighbour's."""

    def __init__(
        self, sessions: Sequence[Any], tokenizer: Any, card: Card, combination: Combination | None
    ) -> None:  # fmt: skip
        self._lower, self._upper, self._parties = sessions
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
        looks = map(self._look, windows(story, self.card.max_pieces, self.card.context_pieces))
        return Reading(self.card.types, self.card.factuality, tuple(looks))

    def _look(self, window: Window) -> Look:
        """What the network says of the acts of one window, and what markers will want of it."""
        states, acts = self._lower.run(None, {"ids": np.array(window.ids, dtype=np.int64)})
        if not (acts[window.own] > 0).any():
            return idle(window, len(self.card.types), len(self.card.factuality))
        types, status, *seen = self._upper.run(None, {"states": states})
        shares = _softmax(types.astype(np.float64))
        # Kept for as long as the story is: of windows alone where anybody will ask for them.
        kept = Memory(states, tuple(seen)) if (shares[1:-1, 0] < 1 - IDLE).any() else None
        return Look(window, shares, status.astype(np.float64), kept)

    def memory(self, look: Look) -> Memory:
        """What markers see of a window."""
        if look.memory is not None:
            return look.memory
        states, _ = self._lower.run(None, {"ids": np.array(look.window.ids, dtype=np.int64)})
        return Memory(states, tuple(self._upper.run(list(SEEN), {"states": states})))

    def judge(self, question: Question, kind: str, memory: Memory) -> tuple[Floats, Floats]:
        """Judge an act of a type.

        Args:
            question: the act and whoever is named near it, M mentions.
            kind: the type.
            memory: that of the question's window.

        Returns:
            Log-odds that each mention names the actor (0), the recipient (1), [M, 2]; and that a careful coder would
            code the act (0), that there is such an act (1).
        """
        asked = question.asked
        # The network wants a mention; where nobody is named it gets one that stands nowhere.
        first = np.zeros((OWN + max(len(asked), 1), memory.states.shape[1]), np.float32)
        first[:OWN] = memory.states[[question.piece, 0]]
        for n, head in enumerate(question.heads):
            own = memory.states[head.start : head.stop]
            first[OWN + n] = own[0] if len(own) == 1 else own.mean(0)
        given = {
            "first": first, "kind": np.array([self.card.types.index(kind)]),
            "marks": np.array([row.mark for row in asked] or [0]),
            "features": np.array([row.features for row in asked] or [NO_FEATURES], np.float32),
            **dict(zip(SEEN, memory.seen, strict=True)),
        }  # fmt: skip
        parties, judged = self._parties.run(None, given)
        return parties[: len(asked)].astype(np.float64), judged[0].astype(np.float64)


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
        int(row["context_pieces"]),
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
        # One fused step is slower than the two that it stands for (a sum, a normalisation): 18 % of the whole network.
        onnxruntime.InferenceSession(
            str(file), options, providers=["CPUExecutionProvider"], disabled_optimizers=["SkipLayerNormFusion"]
        )
        for file in files[: len(NETWORKS)]
    ]
    widths = {o.name: o.shape[1:] for o in sessions[1].get_outputs()}
    wanted = {"types": [len(card.types)], "status": [len(card.factuality) + 1]}
    if any(widths.get(name) != width for name, width in wanted.items()):
        raise UsageError(f"{files[1]}: the network has other labels than its card {files[-1].name} says")
    return ReaderModel(sessions, Tokenizer.from_file(str(files[-2])), card, combination)
