"""Run the pipeline over many pieces on this machine, in one process or several; results in the order of the input."""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field
from typing import Protocol

from dateline.engine.inputs.piece import Piece
from dateline.engine.page_limits import STUCK, OverTimeError, PageLimits, held
from dateline.engine.work import Outcome, Todo
from dateline.errors import DatelineError, InputError
from dateline.pages.source_and_story import Source
from dateline.record import StoryRecord
from dateline.settings import Settings

# Processes for each core that may still be of use.
A_CORE = 4
Coder = Callable[[bytes, Source], Iterable[StoryRecord]]
# Pieces in flight for each process: enough to keep it busy, few enough to stay small.
AHEAD = 4
# Seconds that the end of the processes is waited for.
PATIENCE = 5.0


@dataclass(frozen=True, slots=True)
class Job:
    """What the processes need to code a piece. ``make_coder`` is a function of a module, so that it can be sent."""

    settings: Settings
    published: str | None = None
    outlet: str | None = None
    make_coder: Callable[[Settings], Coder] | None = None
    limits: PageLimits = field(default_factory=PageLimits)

    def source(self, piece: Piece) -> Source:
        """What is known of a piece before it is read."""
        return Source(
            piece.path, piece.url, self.outlet, self.published, piece.retrieved,
            archive=piece.archive, charset=piece.charset,
        )  # fmt: skip


def pipeline_coder(settings: Settings) -> Coder:
    """The real pipeline, with knowledge and models loaded."""
    from dateline.pipeline import code_page, make_tools

    tools = make_tools(settings)
    return lambda data, source: code_page(data, source, tools)


def code_piece(coder: Coder, piece: Piece, job: Job, *, alone: bool = False) -> Outcome:
    """Code one piece; whatever goes wrong with it stays with it.

    Args:
        coder: what codes it.
        piece: it.
        job: what is known of it, and what it may take.
        alone: whether this process does nothing else and may be ended where a page can't be stopped.

    Raises:
        DatelineError: not the page is wrong but the run (no model, broken knowledge).
    """
    assert piece.data is not None
    try:
        with held(job.limits, alone=alone):
            records = tuple(coder(piece.data, job.source(piece)))
            for record in records:
                _check_characters(record)
    except InputError as error:
        return Outcome(error=error.reason)
    except DatelineError:
        raise
    except (Exception, OverTimeError) as error:
        reason = job.limits.reason(error)
        if reason is not None:
            return Outcome(error=reason)
        return Outcome(error=f"internal error, please report it: {type(error).__name__}: {one_line(error)}")
    return Outcome(records)


def _check_characters(record: StoryRecord) -> None:
    """Raise where a text has half a surrogate pair, which no file or database takes."""
    texts = (record.text, record.headline, record.byline, record.outlet, record.url, *record.captions)
    for text in (*texts, *(actor.name for actor in record.actors)):
        if text:
            text.encode()


def fitting(jobs: int) -> int:
    """So many processes, but not more than are of any use on this machine: each takes hundreds of megabytes."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return max(1, min(jobs, cores * A_CORE))


def one_line(error: BaseException) -> str:
    """An error's message, cut and on one line."""
    return " ".join(str(error).split())[:200]


class Runner(Protocol):
    """Codes pieces."""

    def map(self, pieces: Iterable[tuple[Piece, Todo]]) -> Iterator[tuple[Piece, Todo, Outcome]]:
        """Code those that need it; give all out in the order in which they came."""

    def one(self, piece: Piece) -> Outcome:
        """Code one piece now."""

    def stop(self) -> None:
        """Let go of all that is running."""


class InProcess:
    """One after another, in this process."""

    def __init__(self, job: Job) -> None:
        self.job = job
        self.coder: Coder | None = None

    def one(self, piece: Piece) -> Outcome:
        """Code one piece now."""
        if self.coder is None:
            self.coder = (self.job.make_coder or pipeline_coder)(self.job.settings)
        return code_piece(self.coder, piece, self.job)

    def map(self, pieces: Iterable[tuple[Piece, Todo]]) -> Iterator[tuple[Piece, Todo, Outcome]]:
        """Code those that need it, in order."""
        for piece, todo in pieces:
            yield piece, todo, self.one(piece) if todo is Todo.CODE else Outcome()

    def stop(self) -> None:
        """Nothing runs on."""


class Processes:
    """Several processes. One that dies costs the piece that killed it, nothing else."""

    def __init__(self, job: Job, jobs: int) -> None:
        self.job = job
        self.jobs = jobs
        self.pool: ProcessPoolExecutor | None = None
        self.apart: ProcessPoolExecutor | None = None

    def _new(self, size: int) -> ProcessPoolExecutor:
        spawn = multiprocessing.get_context("spawn")
        return ProcessPoolExecutor(size, mp_context=spawn, initializer=_start, initargs=(self.job,))

    def _submit(self, piece: Piece) -> Future[Outcome]:
        if self.pool is None:
            self.pool = self._new(self.jobs)
        try:
            return self.pool.submit(_code, piece)
        except BrokenProcessPool:
            self.pool = self._new(self.jobs)
            return self.pool.submit(_code, piece)

    def one(self, piece: Piece) -> Outcome:
        """Code one piece in a process where nothing else runs, so that its death is its own."""
        if self.apart is None:
            self.apart = self._new(1)
        running: list[multiprocessing.process.BaseProcess] = []
        try:
            future = self.apart.submit(_code, piece)
            running = list((getattr(self.apart, "_processes", None) or {}).values())
            return future.result()
        except BrokenProcessPool:
            self.apart = None
            return Outcome(error=self._why_dead(running))

    def _why_dead(self, running: list[multiprocessing.process.BaseProcess]) -> str:
        """Why a process ended while it coded a page."""
        for process in running:
            process.join(PATIENCE)
        if any(p.exitcode == STUCK for p in running) and self.job.limits.seconds:
            return self.job.limits.over_time()
        return "the process that coded it died (out of memory?)"

    def _result(self, piece: Piece, future: Future[Outcome] | None) -> Outcome:
        if future is None:
            return Outcome()
        try:
            return future.result()
        except BrokenProcessPool:
            return self.one(piece)

    def map(self, pieces: Iterable[tuple[Piece, Todo]]) -> Iterator[tuple[Piece, Todo, Outcome]]:
        """Code those that need it, in order, some pieces ahead."""
        flying: deque[tuple[Piece, Todo, Future[Outcome] | None]] = deque()
        for piece, todo in pieces:
            flying.append((piece, todo, self._submit(piece) if todo is Todo.CODE else None))
            while len(flying) >= self.jobs * AHEAD:
                first, what, future = flying.popleft()
                yield first, what, self._result(first, future)
        while flying:
            first, what, future = flying.popleft()
            yield first, what, self._result(first, future)

    def stop(self) -> None:
        """End the processes without waiting for what they do."""
        for pool in (self.pool, self.apart):
            if pool is not None:
                running = list((getattr(pool, "_processes", None) or {}).values())
                manager = getattr(pool, "_executor_manager_thread", None)
                pool.shutdown(wait=False, cancel_futures=True)
                for process in running:
                    with contextlib.suppress(OSError, ValueError):
                        process.terminate()
                if manager is not None:
                    # Left running, it may close its pipe while Python, ending, writes to it: "Bad file descriptor".
                    manager.join(timeout=PATIENCE)
                for process in running:
                    with contextlib.suppress(OSError, ValueError):
                        process.kill()
        self.pool = self.apart = None


_coder: Coder | DatelineError | None = None
_job: Job | None = None


def _start(job: Job) -> None:
    """Make a process ready. Errors wait for the first piece: a pool can't tell what broke its start."""
    global _coder, _job
    _end_with_parent()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent ends us
    _job = job
    try:
        _coder = (job.make_coder or pipeline_coder)(job.settings)
    except DatelineError as error:
        _coder = error


def _end_with_parent() -> None:
    """End this process when its parent does, however that came about: killed, it can't tell anybody."""
    parent = multiprocessing.parent_process()

    def wait() -> None:
        assert parent is not None
        parent.join()
        os._exit(1)

    if parent is not None:
        threading.Thread(target=wait, name="waits for the parent", daemon=True).start()


def _code(piece: Piece) -> Outcome:
    assert _job is not None and _coder is not None
    if isinstance(_coder, DatelineError):
        raise _coder
    return code_piece(_coder, piece, _job, alone=True)
