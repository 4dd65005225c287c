"""One run into a folder of shards: pieces are read here, coded and written by workers, each shard by one task."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Protocol

from dateline.engine.cluster.folder import MANIFEST, ShardFolder
from dateline.engine.cluster.ray_runner import RayRunner, Refused, Sent, coder_of
from dateline.engine.cluster.shards import COUNTED, Form, Result, Shard, code_shard, cut, pack
from dateline.engine.inputs.find import find_files, total_bytes
from dateline.engine.inputs.piece import Piece
from dateline.engine.inputs.read import read_pieces
from dateline.engine.local import Job
from dateline.engine.progress import Progress
from dateline.engine.run import check_date
from dateline.engine.seen import Seen
from dateline.engine.work import Summary, versions_of
from dateline.errors import DatelineError, UsageError
from dateline.layouts.told import World
from dateline.pages.readers.jsonl import Unseen

# Pages of a shard, where the caller doesn't say: a few minutes of one core.
EACH = 500
CHANGED = "this folder holds it from other bytes, and shards are not rewritten: code it into a new folder"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a run into a folder does.

    Attributes:
        job: settings, and what the caller knows of the pages.
        address: the folder.
        world, all_tellings: as in ``Form``.
        each: pages of a shard, on average.
        fail_fast: stop at the first failure.
    """

    job: Job
    address: str
    world: World
    all_tellings: bool = False
    each: int = EACH
    fail_fast: bool = False


class Writers(Protocol):
    """Codes shards and writes them into the folder."""

    def map(self, shards: Iterable[Shard], address: str, form: Form) -> Iterator[tuple[Shard, Result]]:
        """Do all, in order, some ahead."""


class RayWriters:
    """Does it in workers of a Ray cluster.

    Args:
        runner: of the cluster.
    """

    def __init__(self, runner: RayRunner) -> None:
        self.runner = runner
        self.write = runner.remote(write_there)

    def map(self, shards: Iterable[Shard], address: str, form: Form) -> Iterator[tuple[Shard, Result]]:
        """Do all, in order. A shard whose process died is coded page by page, so that it costs the page that did it."""
        given = self.runner.ray.put(form)

        def begin(shard: Shard) -> Any | None:
            return self.write.remote(self.runner.sent, shard, address, given) if shard.pieces else None

        for shard, task in self.runner.each(shards, begin, ahead=2):
            yield shard, Result() if task is None else self.runner.result(task) or self._apart(shard, address, form)

    def _apart(self, shard: Shard, address: str, form: Form) -> Result:
        data, result = pack(((piece, self.runner.one(piece)) for piece in shard.pieces), form)
        folder = ShardFolder(address)
        folder.put(folder.name_of(shard.key), data)
        return result


def write_there(sent: Sent, shard: Shard, address: str, form: Form) -> Result | Refused:
    """Code a shard and write it, in a worker. Done twice it writes the same file twice."""
    coder = coder_of(sent)
    if isinstance(coder, Refused):
        return coder
    try:
        folder = ShardFolder(address)
        data, result = pack(code_shard(coder, shard, sent.job, alone=True), form)
        folder.put(folder.name_of(shard.key), data)
    except DatelineError as error:
        return Refused(str(error))
    return result


def run_shards(paths: Sequence[str], wanted: Wanted, writers: Writers, progress: Progress | None = None) -> Summary:
    """Code all inputs into a folder of shards; what it holds is not coded again.

    Raises:
        UsageError: a wrong option, no model, no knowledge, or a folder of another version.
        StoreError: the folder can't be read or written.
    """
    run = _Run(wanted, progress or Progress())
    files = find_files(paths)
    with run.progress:
        run.progress.start(total_bytes(files))
        pieces = run.planned(read_pieces(files, wanted.job.settings))
        for shard, result in writers.map(cut(pieces, wanted.each), wanted.address, run.form):
            run.take(shard, result)
            if wanted.fail_fast and run.summary.failed:
                return run.summary
    run.end()
    return run.summary


class _Run:
    def __init__(self, wanted: Wanted, progress: Progress) -> None:
        check_date(wanted.job.published)
        job = wanted.job
        self.progress = progress
        versions = versions_of(job.settings, job.published, job.outlet)
        self.summary = Summary(versions=versions)
        told = (versions.fingerprint, versions.code, versions.knowledge)
        self.form = Form(told, wanted.world, wanted.all_tellings)
        self.folder = ShardFolder(wanted.address)
        self.unseen = Unseen.of(job.settings.fields)
        self.seen = Seen()
        self.names, self.digests = self._held()

    def _held(self) -> tuple[dict[str, str], set[str]]:
        """The pages that the folder holds: the bytes of each name, and all bytes.

        Raises:
            UsageError: they were coded by another version or with other options.
        """
        names: dict[str, str] = {}
        for file, told in self.folder.told().items():
            if any(told.get(key) != value for key, value in self.form.told.items()):
                raise UsageError(
                    f"-o {self.folder.address}: {file} was coded by another version or with other options "
                    f"(Dateline {told.get('code')}); name a new folder"
                )
            names.update(told["held"])
        return names, set(names.values())

    def planned(self, pieces: Iterable[Piece]) -> Iterator[tuple[Piece, bool]]:
        """All pieces, each with whether it is to be coded; those that aren't are counted."""
        for piece in pieces:
            self.unseen.look(piece.data or b"")
            if piece.data is not None or piece.error is not None:
                self.summary.inputs.add(piece)
            yield piece, self._is_wanted(piece)

    def _is_wanted(self, piece: Piece) -> bool:
        digest = piece.digest
        if digest is None:
            if piece.error is not None:
                self._fail(piece.name, piece.error)
            return False
        twin = not self.seen.add(digest)
        known = self.names.get(piece.name)
        if known == digest:
            self.summary.skipped += 1
        elif twin or digest in self.digests:
            self.summary.same += 1
        elif known is not None:
            self._fail(piece.name, CHANGED)
        else:
            return True
        return False

    def take(self, shard: Shard, result: Result) -> None:
        """Count what became of a shard."""
        for name in COUNTED:
            setattr(self.summary, name, getattr(self.summary, name) + result.counts[name])
        for name, reason in result.failures:
            self._fail(name, reason)
        if shard.pieces and not self.folder.holds(shard.key):
            raise UsageError(f"-o {self.folder.address}: workers write elsewhere; name a place that all machines share")
        self.progress.step(shard.size, self.summary)

    def _fail(self, name: str, reason: str) -> None:
        self.summary.fail(name, reason)
        self.progress.fail(name, reason)

    def end(self) -> None:
        """Say in the manifest what is there."""
        self.summary.unseen += [f"{name}: {reason}" for name, reason in self.unseen.faults()]
        parts = [{"file": file, **{name: told[name] for name in COUNTED}} for file, told in self.folder.told().items()]
        sums: dict[str, int] = {name: sum(int(p[name]) for p in parts) for name in COUNTED}
        told = {"form": "parquet", "whole": True, **self.form.told, **sums, "parts": parts}
        self.folder.put(MANIFEST, (json.dumps(told, indent=1) + "\n").encode())


def run_on_ray(
    paths: Sequence[str], wanted: Wanted, connect: Callable[[Job], RayRunner], progress: Progress | None = None
) -> Summary:
    """``run_shards`` on a Ray cluster, which is left at the end.

    Raises:
        UsageError, StoreError: as ``run_shards`` and ``RayRunner`` do.
    """
    runner = connect(wanted.job)
    try:
        return run_shards(paths, wanted, RayWriters(runner), progress)
    finally:
        runner.stop()


def connected(address: str, jobs: int | None) -> Callable[[Job], RayRunner]:
    """What connects a job to the cluster of an address."""
    return partial(RayRunner, address=address, jobs=jobs)
