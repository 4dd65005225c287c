"""Code pieces on a Ray cluster. The same pipeline function as in ``local``; results in the order of the input.

Ray (``pip install 'dateline[ray]'``) is imported when a runner is made and not before.
"""

from __future__ import annotations

import contextlib
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, TypeVar

from dateline.engine.inputs.piece import Piece
from dateline.engine.local import Coder, Job, code_piece, one_line, pipeline_coder
from dateline.engine.work import Outcome, Todo, code_version
from dateline.errors import DatelineError, UsageError

# Tasks in flight for each worker: enough to keep it busy, few enough to stay small.
AHEAD = 4
AUTO, HERE = "auto", "local"
DIED = "the process that coded it died (out of memory?)"
Given = TypeVar("Given")


@dataclass(frozen=True, slots=True)
class Refused:
    """Not a page is wrong but the run; errors of ours don't cross Ray as what they are, texts do."""

    reason: str


@dataclass(frozen=True, slots=True)
class Sent:
    """What workers need beside the pieces: the job, and the version of the code that sends them."""

    job: Job
    code: str


_held: list[tuple[Sent, Coder | Refused]] = []


def coder_of(sent: Sent) -> Coder | Refused:
    """What codes in this process, made with its first task."""
    if not _held or _held[0][0] != sent:
        _held[:] = [(sent, _make_coder(sent))]
    return _held[0][1]


def _make_coder(sent: Sent) -> Coder | Refused:
    found = code_version()
    if found != sent.code:
        return Refused(f"a worker of the cluster has Dateline {found}, this is {sent.code}: install the same on all")
    try:
        return (sent.job.make_coder or pipeline_coder)(sent.job.settings)
    except DatelineError as error:
        return Refused(str(error))


def code_there(sent: Sent, piece: Piece) -> Outcome | Refused:
    """Code one piece in a worker."""
    coder = coder_of(sent)
    if isinstance(coder, Refused):
        return coder
    try:
        return code_piece(coder, piece, sent.job, alone=True)
    except DatelineError as error:
        return Refused(str(error))


class RayRunner:
    """Codes pieces in workers of a cluster; one that dies costs the piece that killed it, nothing else.

    Args:
        job: what workers need to code a piece.
        address: of the cluster; ``auto`` finds the one of this machine, ``local`` starts one for this run.
        jobs: tasks that run at a time; None for as many as the cluster has cores.

    Raises:
        UsageError: Ray isn't installed, or there is no cluster.
    """

    def __init__(self, job: Job, address: str = AUTO, jobs: int | None = None) -> None:
        self.ray = _ray()
        self.started = not self.ray.is_initialized()
        if self.started:
            _connect(self.ray, address, jobs)
        cores = int(self.ray.cluster_resources().get("CPU", 1))
        self.workers = max(1, min(jobs or cores, cores))
        self.sent = self.ray.put(Sent(job, code_version()))
        self.code = self.remote(code_there)

    def remote(self, function: Callable[..., Any]) -> Any:
        """A function as a task: of one core, and never begun again by Ray itself, so that nothing is done twice."""
        return self.ray.remote(num_cpus=1, max_retries=0)(function)

    def each(
        self, things: Iterable[Given], begin: Callable[[Given], Any | None], ahead: int = AHEAD
    ) -> Iterator[tuple[Given, Any | None]]:
        """Begin a task for each thing that needs one, some ahead; give out things with their tasks, in order."""
        flying: deque[tuple[Given, Any | None]] = deque()
        for thing in things:
            flying.append((thing, begin(thing)))
            while len(flying) >= self.workers * ahead:
                yield flying.popleft()
        yield from flying

    def result(self, task: Any) -> Any:
        """What a task gives; None where its process died.

        Raises:
            UsageError: no worker can code.
        """
        try:
            found = self.ray.get(task)
        except self.ray.exceptions.RayTaskError as error:
            raise UsageError(f"--engine ray: {one_line(error.cause or error)}") from error
        except self.ray.exceptions.RayError:
            return None
        if isinstance(found, Refused):
            raise UsageError(f"--engine ray: {found.reason}")
        return found

    def map(self, pieces: Iterable[tuple[Piece, Todo]]) -> Iterator[tuple[Piece, Todo, Outcome]]:
        """Code those that need it, in order, some pieces ahead."""

        def begin(planned: tuple[Piece, Todo]) -> Any | None:
            return self.code.remote(self.sent, planned[0]) if planned[1] is Todo.CODE else None

        for (piece, todo), task in self.each(pieces, begin):
            yield piece, todo, Outcome() if task is None else self.result(task) or self.one(piece)

    def one(self, piece: Piece) -> Outcome:
        """Code one piece now. A node may have gone with a task that was no cause of it: this is its second try."""
        found: Outcome | None = self.result(self.code.remote(self.sent, piece))
        return found or Outcome(error=DIED)

    def stop(self) -> None:
        """Leave the cluster, which ends what this run has there."""
        if self.started:
            with contextlib.suppress(Exception):
                self.ray.shutdown()


def _ray() -> Any:
    # Ray reports home unless it is told not to before it is imported.
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")
    try:
        import ray
        import ray.exceptions
    except ImportError:
        raise UsageError("--engine ray needs Ray: pip install 'dateline[ray]'") from None
    return ray


def _connect(ray: Any, address: str, jobs: int | None) -> None:
    """Connect to a cluster. Ray takes SIGTERM for itself, which is ours: it ends a run as Ctrl-C does."""
    cores = {"num_cpus": jobs} if address == HERE and jobs else {}
    main = threading.current_thread() is threading.main_thread()
    before = signal.getsignal(signal.SIGTERM) if main else None
    try:
        ray.init(
            address=address, include_dashboard=False, logging_level="ERROR", log_to_driver=False,
            configure_logging=False, **cores,
        )  # fmt: skip
    except (ConnectionError, ValueError, RuntimeError) as error:
        advice = "`ray start --head` starts one, --address local one for this run alone"
        raise UsageError(f"--address {address}: no Ray cluster ({one_line(error)}); {advice}") from error
    finally:
        if main:
            signal.signal(signal.SIGTERM, before)
