"""The network of the reader, stored as 8-bit ONNX: a small transformer with heads for acts, status and parties."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from dateline.coding.reader.combine import Combination
from dateline.coding.reader.reading import Look, Reading
from dateline.coding.reader.windows import Window, windows
from dateline.errors import UsageError
from dateline.language.tokens import Parse

MODELS = Path(__file__).parents[2] / "models"
FILES = ("reader.onnx", "reader.tokenizer.json", "reader.json")
NEEDED = ("encoder", "types", "factuality", "arc", "party_bias", "max_pieces", "distance", "combination")
Floats = npt.NDArray[np.float64]
FINE = 6  # pieces up to which each distance has a bucket of its own


@dataclass(frozen=True)
class Card:
    """What a model file says of itself.

    Attributes:
        encoder: the network that it was made from.
        types: labels of acts, ``NONE`` first.
        factuality: labels of status.
        arc: width of the vectors of parties.
        party_bias: what is added to the score of an actor and of a recipient.
        max_pieces: the longest window.
        distance: what the distance of a piece from the trigger adds to these scores, by bucket.
    """

    encoder: str
    types: tuple[str, ...]
    factuality: tuple[str, ...]
    arc: int
    party_bias: tuple[float, float]
    max_pieces: int
    distance: tuple[tuple[float, ...], ...]


class ReaderModel:
    """A model that reads a story. Windows are run one by one, so that no answer depends on a neighbour's."""

    def __init__(
        self, session: Any, tokenizer: Any, card: Card, combination: Combination | None
    ) -> None:  # fmt: skip
        self._session, self._tokenizer, self.card, self.combination = session, tokenizer, card, combination
        self._near = _nearness(card)

    @staticmethod
    def load(folder: Path = MODELS) -> ReaderModel | None:
        """The model that is shipped, or None where its files or libraries are not there.

        Raises:
            UsageError: the card lacks a field, or names other labels than the network has.
        """
        return _loaded(folder)

    def read(self, parse: Parse) -> Reading:
        """Read a whole story."""
        cut = windows(parse.text, (s.span for s in parse.sentences), self._tokenizer, self.card.max_pieces)
        return Reading(self.card.types, self.card.factuality, tuple(self._look(w) for w in cut))

    def _look(self, window: Window) -> Look:
        """Run the network over one window."""
        ids = np.array([window.ids], dtype=np.int64)
        types, status, heads, tails = (x[0].astype(np.float64) for x in self._session.run(None, {"ids": ids}))
        heads, tails = heads / np.sqrt(self.card.arc), tails.transpose(1, 0, 2)
        bias, size = np.array(self.card.party_bias), len(window.ids)

        def arcs(piece: int) -> Floats:
            """Scores of all pieces as parties of an act at one."""
            scores: Floats = np.stack([tails[side] @ heads[piece, side] for side in (0, 1)], -1)
            scores += bias + self._near[piece, :size]
            return scores

        return Look(window.spans, _softmax(types), status, arcs)


def _softmax(logits: Floats) -> Floats:
    """Shares that sum to 1, row by row."""
    odds: Floats = np.exp(logits - logits.max(-1, keepdims=True))
    shares: Floats = odds / odds.sum(-1, keepdims=True)
    return shares


def _nearness(card: Card) -> Floats:
    """What distance adds to the score of piece j as a party of the act at piece i: [i, j, 2], longest window."""
    at = np.arange(card.max_pieces)
    apart = at[None, :] - at[:, None]
    reach = len(card.distance[0]) // 2
    size = np.abs(apart).astype(np.float64)
    steps = np.where(size <= FINE, size, FINE + 2 * np.log2(np.maximum(size, FINE) / FINE))
    buckets = np.minimum(np.round(steps), reach).astype(np.int64)
    rows: Floats = np.array(card.distance)[:, np.where(apart < 0, reach - buckets, reach + buckets)].transpose(1, 2, 0)
    return rows


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
    card = Card(
        str(row["encoder"]), tuple(row["types"]), tuple(row["factuality"]), int(row["arc"]),
        (float(row["party_bias"][0]), float(row["party_bias"][1])), int(row["max_pieces"]),
        tuple(tuple(map(float, side)) for side in row["distance"]),
    )  # fmt: skip
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
    card, combination = read_card(files[2])
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.use_deterministic_compute = True
    session = onnxruntime.InferenceSession(str(files[0]), options, providers=["CPUExecutionProvider"])
    widths = {o.name: o.shape[2:] for o in session.get_outputs()}
    wanted = {"types": [len(card.types)], "status": [len(card.factuality) + 1]}
    if any(widths.get(name) != width for name, width in wanted.items()):
        raise UsageError(f"{files[0]}: the network has other labels than its card {files[2].name} says")
    return ReaderModel(session, Tokenizer.from_file(str(files[1])), card, combination)
