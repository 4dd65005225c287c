"""One run: paths in, records in a sink, a summary out."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, fields, replace
from datetime import UTC, datetime
from pathlib import Path

from dateline.engine.inputs.find import find_files, total_bytes
from dateline.engine.inputs.piece import Piece
from dateline.engine.inputs.read import read_pieces
from dateline.engine.local import InProcess, Job, Processes, Runner, fitting
from dateline.engine.progress import Progress
from dateline.engine.work import Outcome, Plan, Summary, Todo, versions_of
from dateline.errors import UsageError
from dateline.pages.published import is_iso, is_known
from dateline.pages.readers.jsonl import Unseen
from dateline.pages.source_and_story import DATE_WANTED
from dateline.settings import Settings
from dateline.sinks.resume.resumed import ResumedSink
from dateline.sinks.sink import PagesSink, Sink
from dateline.store.opening.held_files import identity


@dataclass(frozen=True, slots=True)
class Options:
    """How a run goes.

    Attributes:
        job: settings, and what the caller knows of the pages.
        jobs: number of processes, at most as many as are of use; the results are the same whatever it is.
        recode: code also what the store has unchanged.
        fail_fast: stop at the first failure.
        leave_out: files that are never input (the store itself).
        wanted: whether a piece of this name is to be looked at; None for all.
        runner: makes what codes the pieces, where that is not this machine.
    """

    job: Job
    jobs: int = 1
    recode: bool = False
    fail_fast: bool = False
    leave_out: tuple[Path, ...] = ()
    wanted: Callable[[str], bool] | None = None
    runner: Callable[[Job], Runner] | None = None


def run(paths: Sequence[str], sink: Sink, options: Options, progress: Progress | None = None) -> Summary:
    """Code all inputs into a sink, which is closed at the end, or discarded where the run breaks off.

    Raises:
        UsageError: a wrong option, no model, no knowledge.
        StoreError: the sink can't be written.
    """
    return _Run(sink, options, progress or Progress()).go(paths)


def run_pieces(pieces: Iterable[Piece], sink: Sink, options: Options, progress: Progress | None = None) -> Summary:
    """Code pieces as they come, from wherever; otherwise as ``run``. Each is written before the next is asked for.

    Raises:
        UsageError: a wrong option, no model, no knowledge.
        StoreError: the sink can't be written.
    """
    return _Run(sink, replace(options, jobs=1), progress or Progress()).over(lambda: (pieces, None))


def check_date(value: str | None) -> None:
    """Is this an ISO date or date-time?

    Raises:
        UsageError: it isn't.
    """
    if value is not None and not (is_iso(value) and is_known(value)):
        raise UsageError(f"--published {value}: {DATE_WANTED}")


def _check_apart(files: Sequence[tuple[str, str | None]], outputs: Sequence[Path]) -> None:
    """Is no input, asked for by name, what this run would replace?

    Raises:
        UsageError: one is.
    """
    written = {identity(p) for p in outputs} - {None}
    for path, _ in files:
        if written and identity(path) in written:
            raise UsageError(f"{path}: it is among the inputs, and what this run writes would replace it")


class _Run:
    def __init__(self, sink: Sink, options: Options, progress: Progress) -> None:
        self.sink = sink
        self.options = options
        self.progress = progress
        self.summary = Summary()
        self.unseen = Unseen.of(options.job.settings.fields)
        self.store = sink.pages if isinstance(sink, PagesSink) else None
        self.resumed = sink if isinstance(sink, ResumedSink) else None

    def go(self, paths: Sequence[str]) -> Summary:
        """Code what is behind paths."""

        def find() -> tuple[Iterable[Piece], int | None]:
            files = find_files(paths, self.options.leave_out)
            if self.store is None:
                _check_apart(files, self.options.leave_out)
            return read_pieces(files, self.options.job.settings), total_bytes(files)

        return self.over(find)

    def over(self, find: Callable[[], tuple[Iterable[Piece], int | None]]) -> Summary:
        """Code pieces, with the bytes that there are of them in all, if that is known."""
        runner: Runner | None = None
        try:
            options, job = self.options, self.options.job
            check_date(job.published)
            self.versions = versions_of(job.settings, job.published, job.outlet)
            self.summary.versions = self.versions
            self.plan = Plan(self.store, self.versions, recode=options.recode, resumed=self.resumed)
            runner = self._runner()
            pieces, total = find()
            self._begin()
            with self.progress:
                self.progress.start(total)
                for piece, todo, outcome in runner.map(self._planned(pieces)):
                    self._take(piece, todo, outcome, runner)
                    self.progress.step(piece.size, self.summary)
                    if options.fail_fast and self.summary.failed:
                        break
                else:
                    self._name_unseen()
            self._end()
            if options.fail_fast and self.summary.failed:
                self.sink.discard()
            else:
                self.sink.close()
        except BaseException:
            self.sink.discard()
            raise
        finally:
            if runner is not None:
                runner.stop()
        return self.summary

    def _runner(self) -> Runner:
        job, jobs = self.options.job, fitting(self.options.jobs)
        if self.options.runner is not None:
            return self.options.runner(job)
        return InProcess(job) if jobs == 1 else Processes(job, jobs)

    def _planned(self, pieces: Iterable[Piece]) -> Iterator[tuple[Piece, Todo]]:
        wanted = self.options.wanted
        for piece in pieces:
            if wanted is not None and not wanted(piece.name):
                continue
            self.unseen.look(piece.data or b"")
            if piece.data is not None or piece.error is not None:
                self.summary.inputs.add(piece)
            todo = self.plan.todo(piece)
            # What is skipped needs its bytes no more; they may be many.
            yield (replace(piece, data=None) if todo in (Todo.SKIP, Todo.KEPT) else piece), todo

    def _take(self, piece: Piece, todo: Todo, outcome: Outcome, runner: Runner) -> None:
        """Write down what became of a piece."""
        if todo is Todo.SKIP:
            self.summary.skipped += 1
        elif todo is Todo.READ:
            if self.store is not None:
                self.store.mend(piece.name)
        elif todo is Todo.FAIL:
            self._fail(piece, Outcome(error=piece.error))
        elif todo is Todo.KEPT and self.resumed is not None:
            self._take_up(self.resumed, piece.name)
        elif todo is Todo.SAME and self._is_same(piece):
            self.summary.same += 1
        else:
            # A piece that was the same as another one is coded after all where that one has changed meanwhile.
            self._write(piece, outcome if todo is Todo.CODE else runner.one(piece))

    def _write(self, piece: Piece, outcome: Outcome) -> None:
        if outcome.error is not None:
            self.plan.failed[bytes.fromhex(piece.digest or "")] = outcome.error
            self._fail(piece, outcome)
            return
        if self.store is not None:
            self.store.put(self.plan.row(piece, outcome), outcome.records)
        elif self.resumed is not None:
            self.resumed.write_page(self.plan.row(piece, outcome), outcome.records)
        else:
            for record in outcome.records:
                self.sink.write(record)
        self.summary.count(outcome.records)

    def _take_up(self, resumed: ResumedSink, name: str) -> None:
        """Write what a broken-off run has coded of a page."""
        records = resumed.kept(name)
        for record in records:
            resumed.write(record)
        self.summary.count(records, kept=True)

    def _fail(self, piece: Piece, outcome: Outcome) -> None:
        reason = outcome.error or "unknown"
        if self.store is not None:
            before = self.store.document(piece.name) if piece.data is None else None
            if before and before.status == "done":
                # Its stories stay: that a file can't be read today says nothing against what it held.
                self.store.note(piece.name, f"kept as it was coded before; now: {reason}")
            else:
                self.store.put(self.plan.row(piece, Outcome(error=reason)))
        self.summary.fail(piece.name, reason)
        self.progress.fail(piece.name, reason)

    def _name_unseen(self) -> None:
        """A field that no row has is a mistake of the caller, which would leave every story without it."""
        self.summary.unseen += [f"{name}: {reason}" for name, reason in self.unseen.faults()]

    def _is_same(self, piece: Piece) -> bool:
        """Are the bytes of a piece dealt with under another name? Then note it."""
        digest = piece.digest or ""
        error = self.plan.failed.get(bytes.fromhex(digest))
        if error is not None:
            self._fail(piece, Outcome(error=error))
            return True
        if self.store is None:
            return True
        owner = self.store.same_bytes(digest)
        if owner is None or owner.coded_with != self.versions.fingerprint or owner.name == piece.name:
            return False
        row = self.plan.row(piece, Outcome())
        self.store.put(
            replace(
                row, note=f"same bytes as {owner.name}", same_as=owner.name, media_type=owner.media_type, url=owner.url
            )
        )
        return True

    def _begin(self) -> None:
        """Note in the output, if it keeps pages, that a run is under way."""
        if self.store is not None:
            options = json.dumps(options_as_json(self.options.job), sort_keys=True)
            self.key = self.store.begin_run(_now(), self.versions, options)

    def _end(self) -> None:
        if self.store is not None:
            s = self.summary
            numbers = (s.pages, s.stories, s.events, s.statements, s.skipped + s.same, s.failed)
            self.store.end_run(self.key, _now(), numbers)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def options_as_json(job: Job) -> dict[str, object]:
    """The options that a coding depends on, so that pages can be coded again in the same way."""
    settings = {f.name: getattr(job.settings, f.name) for f in fields(Settings)}
    settings["knowledge"] = [str(folder) for folder in job.settings.knowledge]
    return {"settings": settings, "published": job.published, "outlet": job.outlet}


def job_of(options: str | None, job: Job) -> Job:
    """The job with the options of an earlier run, where they are known.

    Args:
        options: what ``options_as_json`` gave, as JSON.
        job: what else is to be done; its own options where those of the earlier run are not known.
    """
    if options is None:
        return job
    known = json.loads(options)
    return replace(job, settings=Settings(**known["settings"]), published=known["published"], outlet=known["outlet"])
