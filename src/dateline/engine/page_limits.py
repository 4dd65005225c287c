"""Limits of time and memory for one page. What goes beyond them is set aside with its reason, and the run goes on."""

from __future__ import annotations

import faulthandler
import os
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import FrameType
from typing import TextIO

from dateline.errors import DatelineError, UsageError

MEGABYTE = 1_000_000
# Seconds between two rings: the first one may meet code that lets nothing through.
AGAIN = 1.0
# The most that the limits may be: 30 days, a petabyte.
MOST_SECONDS, MOST_MEGABYTES = 2_592_000, 1_000_000_000
# What faulthandler ends a process with.
STUCK = 1
# What libraries say that report a failed allocation as an error of their own.
SAYS_MEMORY = ("bad_alloc", "bad allocation", "failed to allocate memory", "unable to allocate")


class OverTimeError(BaseException):
    """A page has had its time. No ``Exception``, so that no stage takes it for an error of its own."""


@dataclass(frozen=True, slots=True)
class PageLimits:
    """What one page may take.

    Attributes:
        seconds: of time, 0 for no limit.
        megabytes: of memory beyond what the process had before, 0 for no limit. Held on Linux only.
        grace: seconds that a page gets, beyond its time, to come to a place where it can be stopped.

    Raises:
        UsageError: a limit below 0, or too large to be one.
    """

    seconds: float = 600.0
    megabytes: int = 4_000
    grace: float = 10.0

    def __post_init__(self) -> None:
        """Refuse numbers that no clock and no system takes."""
        if not 0 <= self.seconds <= MOST_SECONDS:
            raise UsageError(f"--page-seconds {self.seconds:g}: 0 (no limit) to {MOST_SECONDS:,} seconds is wanted")
        if not 0 <= self.megabytes <= MOST_MEGABYTES:
            raise UsageError(f"--page-memory {self.megabytes}: 0 (no limit) to {MOST_MEGABYTES:,} MB is wanted")

    def over_time(self) -> str:
        """The reason for a page that took too long."""
        return f"took more than {self.seconds:g} seconds (--page-seconds)"

    def over_memory(self) -> str:
        """The reason for a page that needed too much."""
        return f"needed more than {self.megabytes:,} MB of memory (--page-memory)"

    def reason(self, error: BaseException) -> str | None:
        """Why a page is set aside, where an error says that it went beyond a limit."""
        if isinstance(error, OverTimeError):
            return self.over_time()
        if isinstance(error, DatelineError):
            return None
        text = str(error).lower()
        if isinstance(error, MemoryError) or any(said in text for said in SAYS_MEMORY):
            return self.over_memory() if self.megabytes else "needed more memory than there is"
        return None


@contextmanager
def held(limits: PageLimits, *, alone: bool) -> Iterator[None]:
    """Hold the limits while one page is coded.

    Args:
        limits: what it may take.
        alone: whether this process does nothing else, so that it may be ended where the page can't be stopped.

    Raises:
        OverTimeError: the page has had its time.
        MemoryError: it has had its memory.
    """
    longest = limits.seconds + limits.grace if alone and limits.seconds else 0
    with _ended_when_stuck(longest), _memory(limits.megabytes), _time(limits.seconds):
        yield


@contextmanager
def _time(seconds: float) -> Iterator[None]:
    """Ring when the time is over. Signals only reach the main thread; elsewhere, and on Windows, nothing rings."""
    if not seconds or not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return
    going_on = True

    def ring(number: int, frame: FrameType | None) -> None:
        if going_on:
            raise OverTimeError

    before = signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, seconds, AGAIN)
    try:
        yield
    finally:
        going_on = False
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


@contextmanager
def _memory(megabytes: int) -> Iterator[None]:
    """Let allocations fail beyond the limit, on systems that count what a process holds."""
    now = _data_size()
    if not megabytes or now is None:
        yield
        return
    import resource

    before, hard = resource.getrlimit(resource.RLIMIT_DATA)
    wanted = now + megabytes * MEGABYTE
    bounds = [b for b in (before, hard) if b != resource.RLIM_INFINITY]
    resource.setrlimit(resource.RLIMIT_DATA, (min([wanted, *bounds]), hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_DATA, (before, hard))


def _data_size() -> int | None:
    """Bytes of data that this process holds, None where the system doesn't tell."""
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[5])
    except (OSError, IndexError, ValueError):
        return None
    return pages * os.sysconf("SC_PAGE_SIZE")


@contextmanager
def _ended_when_stuck(seconds: float) -> Iterator[None]:
    """End the process where the page can't even be stopped: library code that never comes back."""
    if not seconds:
        yield
        return
    faulthandler.dump_traceback_later(seconds, exit=True, file=_nowhere())
    try:
        yield
    finally:
        faulthandler.cancel_dump_traceback_later()


@lru_cache(maxsize=1)
def _nowhere() -> TextIO:
    """Where the traceback of a stuck page goes; it stays open."""
    return Path(os.devnull).open("w", encoding="utf-8")
