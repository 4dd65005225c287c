"""Shards: pieces that are coded by one task and written as one file, so that each is there whole or not at all."""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from dateline.engine.inputs.piece import Piece
from dateline.engine.local import Coder, Job, code_piece
from dateline.engine.work import Outcome, Summary
from dateline.layouts.table import Table
from dateline.layouts.told import World
from dateline.record import StoryRecord
from dateline.sinks.formats.parquet_sink import RowGroups

# Bytes after which a shard ends: they travel to a worker together.
LARGEST = 64_000_000
# Many times the pages that were asked for, a shard ends whatever its digests say.
LONGEST = 4
# What a file of rows says of itself, in its footer.
TOLD = b"dateline"
COUNTED = ("pages", "stories", "not_coded", "statements", "events", "words", "undated", "unread")


@dataclass(frozen=True, slots=True)
class Form:
    """How rows are written, and by which versions they were coded.

    Attributes:
        versions: fingerprint, version of the code, version of the knowledge.
        world: what of the knowledge rows are filled from.
        all_tellings: a row for each telling of an event.
    """

    versions: tuple[str, str, str]
    world: World
    all_tellings: bool = False

    @property
    def told(self) -> dict[str, Any]:
        """What must be the same in all files of a folder."""
        return {"fingerprint": self.versions[0], "all_tellings": self.all_tellings}


@dataclass(frozen=True, slots=True)
class Shard:
    """Pieces that are coded together.

    Attributes:
        pieces: those that are to be coded.
        size: bytes of the input that are dealt with once it is, those of pieces that are known already too.
    """

    pieces: tuple[Piece, ...]
    size: int

    @property
    def key(self) -> str:
        """Made of names and bytes: the same pages give the same file, however often they are coded."""
        digest = hashlib.sha256()
        for piece in self.pieces:
            digest.update(f"{piece.digest} {piece.name}\n".encode("utf-8", "surrogateescape"))
        return digest.hexdigest()[:16]


@dataclass(slots=True)
class Result:
    """What became of a shard: how many there are of each of ``COUNTED``, and (name, reason) of what failed."""

    counts: dict[str, int] = field(default_factory=lambda: dict.fromkeys(COUNTED, 0))
    failures: list[tuple[str, str]] = field(default_factory=list)


def cut(pieces: Iterable[tuple[Piece, bool]], each: int) -> Iterator[Shard]:
    """Pieces > shards of about ``each`` of them.

    Where one ends depends on the bytes of its last page, not on how many came before: a page that is new somewhere
    changes the shard that it falls into, and no other.

    Args:
        pieces: all of the input in order, each with whether it is to be coded.
        each: pages of a shard, on average.
    """
    held: list[Piece] = []
    seen = size = data = 0
    for piece, wanted in pieces:
        seen, size, data = seen + 1, size + piece.size, data + len(piece.data or b"")
        if wanted:
            held.append(piece)
        ends = int((piece.digest or "1")[:8], 16) % each == 0
        if ends or seen >= each * LONGEST or data >= LARGEST:
            yield Shard(tuple(held), size)
            held, seen, size, data = [], 0, 0, 0
    if held or size:
        yield Shard(tuple(held), size)


def code_shard(coder: Coder, shard: Shard, job: Job, *, alone: bool = False) -> Iterator[tuple[Piece, Outcome]]:
    """Code the pieces of a shard, one after another."""
    for piece in shard.pieces:
        yield piece, code_piece(coder, piece, job, alone=alone)


def pack(coded: Iterable[tuple[Piece, Outcome]], form: Form) -> tuple[bytes, Result]:
    """The file of a shard, and what became of it. The file says which pages it holds; those that failed it doesn't."""
    out, result = io.BytesIO(), Result()
    table = Table(world=form.world, all_tellings=form.all_tellings)
    groups, pages = RowGroups(out, table), list[tuple[str, str | None]]()
    for piece, outcome in coded:
        if outcome.error is not None:
            result.failures.append((piece.name, outcome.error))
            continue
        pages.append((piece.name, piece.digest))
        _count(result, outcome.records)
        for record in outcome.records:
            groups.add(table.rows(record))
    told = {**form.told, "code": form.versions[1], "knowledge": form.versions[2], "held": pages, **result.counts}
    groups.writer.add_key_value_metadata({TOLD: json.dumps(told, sort_keys=True)})
    groups.end()
    return out.getvalue(), result


def _count(result: Result, records: tuple[StoryRecord, ...]) -> None:
    summary = Summary()
    summary.count(records)
    for name in COUNTED:
        result.counts[name] += getattr(summary, name)
