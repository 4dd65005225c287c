"""What is to be done with each piece: code it, skip it, or note that its bytes are known."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from dataclasses import dataclass, field
from enum import Enum
from functools import lru_cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from dateline.engine.inputs.piece import Piece
from dateline.engine.seen import Seen
from dateline.knowledge.files import layers_over
from dateline.plugins import version_of
from dateline.record import StoryRecord
from dateline.settings import Settings
from dateline.sinks.resume.resumed import ResumedSink
from dateline.sinks.sink import Pages
from dateline.store.care.reasons import kind_of
from dateline.store.rows.typed_rows import DocumentRow, RunVersions


class Todo(Enum):
    """What a piece needs."""

    CODE = "code"
    SKIP = "skip"
    SAME = "same"
    KEPT = "kept"
    FAIL = "fail"
    READ = "read"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a piece: its records, or why there are none."""

    records: tuple[StoryRecord, ...] = ()
    error: str | None = None


@dataclass(slots=True)
class Inputs:
    """What a run read: pages and rows, their bytes, and one digest of all their names and digests in order."""

    pieces: int = 0
    bytes: int = 0
    digest: Any = field(default_factory=hashlib.sha256)

    def add(self, piece: Piece) -> None:
        """Count a piece."""
        self.pieces += 1
        self.bytes += len(piece.data) if piece.data is not None else 0
        self.digest.update(f"{piece.digest} {piece.name}\n".encode("utf-8", "surrogateescape"))


@dataclass(slots=True)
class Summary:
    """What a run did.

    Attributes:
        pages: pages coded; ``stories``, ``statements`` and ``events`` are those that the output got.
        words: of the stories coded.
        skipped: pages that the output holds unchanged.
        kept: pages that a broken-off run had coded, taken up.
        same: pages with the bytes of another one.
        undated: stories that don't say when they were published.
        unread: stories of rows with a date that can't be read.
        unseen: which names of fields no row had, and how they were given.
        failures: (name, reason) pairs, the first ``KEPT`` of them.
        reasons: failures by kind.
        not_coded: stories that were kept but not coded (of another language).
        inputs: what was read.
        versions: with which it was coded.
    """

    KEPT = 1_000

    pages: int = 0
    stories: int = 0
    statements: int = 0
    events: int = 0
    words: int = 0
    skipped: int = 0
    kept: int = 0
    same: int = 0
    failed: int = 0
    undated: int = 0
    unread: int = 0
    unseen: list[str] = field(default_factory=list)
    failures: list[tuple[str, str]] = field(default_factory=list)
    reasons: Counter[str] = field(default_factory=Counter)
    not_coded: int = 0
    inputs: Inputs = field(default_factory=lambda: Inputs())
    versions: RunVersions = field(default_factory=lambda: RunVersions("", "", ""))

    def fail(self, name: str, reason: str) -> None:
        """Count a failure."""
        self.failed += 1
        self.reasons[kind_of(reason)] += 1
        if len(self.failures) < self.KEPT:
            self.failures.append((name, reason))

    def count(self, records: tuple[StoryRecord, ...], *, kept: bool = False) -> None:
        """Count a page that was coded, now or by the run that this one takes up."""
        self.pages += not kept
        self.kept += kept
        self.stories += len(records)
        self.not_coded += sum(r.not_coded is not None for r in records)
        self.statements += sum(len(r.statements) for r in records)
        self.events += sum(len(r.first_tellings) for r in records)
        self.words += 0 if kept else sum(len(r.text.split()) for r in records)
        self.undated += sum(r.published is None for r in records)
        self.unread += sum(any(limit.what == "published" for limit in r.limits) for r in records)


def counters(summary: Summary) -> dict[str, int]:
    """The numbers of a run, for machines."""
    names = (
        "pages", "kept", "skipped", "same", "failed", "stories", "not_coded", "statements", "events", "words",
    )  # fmt: skip
    return {name: getattr(summary, name) for name in names} | {"bytes": summary.inputs.bytes}


def package_version(package: str) -> str | None:
    """The version of a package, None where it isn't installed."""
    try:
        return version(package)
    except PackageNotFoundError:
        return None


@lru_cache(maxsize=1)
def code_version() -> str:
    """Dateline's version and a digest of its code and models."""
    number = package_version("dateline") or "0"
    package = Path(__file__).parents[1]
    digest = hashlib.sha256()
    for path in sorted(p for p in package.rglob("*") if p.suffix in {".py", ".onnx"}):
        digest.update(path.relative_to(package).as_posix().encode())
        digest.update(path.read_bytes())
    return f"{number}+{digest.hexdigest()[:8]}"


def versions_of(settings: Settings, published: str | None, outlet: str | None) -> RunVersions:
    """The versions of a run.

    Raises:
        UsageError: a folder of knowledge is missing.
    """
    knowledge = layers_over(settings.knowledge, settings.language).version()
    code = code_version()
    parser = (settings.language, settings.model)
    options = [code, knowledge, parser, settings.opinion, sorted(settings.fields.items()), published, outlet]
    options += [settings.all_actors] if settings.all_actors else []
    options += [[name, version_of("readers", name)] for name in settings.readers]
    return RunVersions(code, knowledge, hashlib.sha256(json.dumps(options).encode()).hexdigest()[:16])


class Plan:
    """Decides what each piece needs, by what the store knows of it and what this run has seen."""

    def __init__(
        self, store: Pages | None, versions: RunVersions, *, recode: bool = False, resumed: ResumedSink | None = None
    ) -> None:
        self.store = store
        self.versions = versions
        self.recode = recode
        self.resumed = resumed
        self.seen = Seen()
        self.failed: dict[bytes, str] = {}

    def todo(self, piece: Piece) -> Todo:
        """What the piece needs. Sinks that are no store code all, the same bytes once."""
        digest = piece.digest
        if digest is None:
            return Todo.FAIL if piece.error is not None else Todo.READ
        twin = not self.seen.add(digest)
        if self.store is None or self.recode:
            return Todo.SAME if twin else Todo.KEPT if self._is_kept(piece.name, digest) else Todo.CODE
        own, owner = self.store.document(piece.name), self.store.same_bytes(digest)
        if owner is None or owner.coded_with != self.versions.fingerprint:
            return Todo.SAME if twin else Todo.CODE
        known = own is not None and own.status == "done" and own.digest == digest
        return Todo.SKIP if known and own and own.coded_with == self.versions.fingerprint else Todo.SAME

    def _is_kept(self, name: str, digest: str) -> bool:
        """Has a broken-off run coded this page?"""
        if self.resumed is None or self.recode:
            return False
        return self.resumed.knows(name, digest, self.versions.fingerprint)

    def row(self, piece: Piece, outcome: Outcome) -> DocumentRow:
        """The row of a piece in the table of documents."""
        first = outcome.records[0] if outcome.records else None
        return DocumentRow(
            name=piece.name, status="failed" if outcome.error else "done", path=piece.path,
            url=first.document.url if first else None, digest=piece.digest,
            size=len(piece.data) if piece.data is not None else None,
            media_type=first.document.media_type if first else None, reason=outcome.error,
            coded_with=self.versions.fingerprint, code_version=self.versions.code,
            knowledge_version=self.versions.knowledge,
        )  # fmt: skip
