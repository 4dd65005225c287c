"""How far a run is: a bar on a terminal, log lines elsewhere, always on standard error."""

from __future__ import annotations

import json
import sys
import time
from datetime import UTC, datetime
from types import TracebackType
from typing import TextIO

from dateline.engine.shown import visible
from dateline.engine.work import Summary, counters

# Seconds between two log lines.
EVERY = 15.0


class Progress:
    """Says nothing. The parent of those that do."""

    def __enter__(self) -> Progress:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        return None

    def start(self, total: int | None) -> None:
        """The work has this many bytes, None where that isn't known."""

    def step(self, size: int, summary: Summary) -> None:
        """A piece of ``size`` bytes is dealt with."""

    def fail(self, name: str, reason: str) -> None:
        """A piece failed."""


class Lines(Progress):
    """Log lines."""

    def __init__(self, out: TextIO) -> None:
        self.out = out
        self.total: int | None = None
        self.done = 0
        self.began = self.last = time.monotonic()

    def start(self, total: int | None) -> None:
        """Begin to count."""
        self.total = total

    def step(self, size: int, summary: Summary) -> None:
        """A line now and then."""
        self.done += size
        now = time.monotonic()
        if now - self.last >= EVERY:
            self.last = now
            self._tell(now - self.began, summary)

    def _tell(self, took: float, summary: Summary) -> None:
        """Say how far the run is after so many seconds."""
        rate = (summary.pages + summary.failed) / took
        noun = "page" if summary.pages == 1 else "pages"
        share = f" ({min(self.done / self.total, 1):.0%} of the bytes)" if self.total else ""
        left = f", {seconds(took * (self.total / self.done - 1))} left" if self.total and self.done else ""
        print(f"dateline: {summary.pages:,} {noun}{share}, {rate:.1f} a second{left}", file=self.out, flush=True)

    def fail(self, name: str, reason: str) -> None:
        """One line a failure."""
        print(f"dateline: {visible(name)}: {visible(reason)}", file=self.out, flush=True)


class JsonLines(Lines):
    """Log lines that are JSON objects: ``time``, ``event`` (start, progress, failure) and what belongs to it."""

    def start(self, total: int | None) -> None:
        """Say how much there is to do."""
        super().start(total)
        json_line(self.out, "start", bytes=total)

    def _tell(self, took: float, summary: Summary) -> None:
        done, of = self.done, self.total
        json_line(self.out, "progress", bytes_done=done, of=of, seconds=round(took, 3), **counters(summary))

    def fail(self, name: str, reason: str) -> None:
        """One line a failure."""
        json_line(self.out, "failure", name=name, reason=reason)


def json_line(out: TextIO, event: str, **more: object) -> None:
    """A line of the log as a JSON object."""
    when = datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    print(json.dumps({"time": when, "event": event, **more}), file=out, flush=True)


class Bar(Progress):
    """A bar with rate and time left."""

    def __init__(self) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, TextColumn, TimeRemainingColumn
        from rich.progress import Progress as RichProgress

        self.bar = RichProgress(
            TextColumn("coding"), BarColumn(), TextColumn("{task.percentage:>3.0f} %"),
            TextColumn("{task.fields[pages]:,} pages, {task.fields[rate]:.1f}/s"), TimeRemainingColumn(),
            console=Console(stderr=True), transient=True,
        )  # fmt: skip
        self.task = self.bar.add_task("coding", total=None, pages=0, rate=0.0)
        self.began = time.monotonic()

    def __enter__(self) -> Progress:
        self.bar.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.bar.stop()

    def start(self, total: int | None) -> None:
        """Set the bar's length."""
        self.bar.update(self.task, total=total)

    def step(self, size: int, summary: Summary) -> None:
        """Move the bar on."""
        rate = (summary.pages + summary.failed) / max(time.monotonic() - self.began, 1e-3)
        self.bar.update(self.task, advance=size, pages=summary.pages, rate=rate)

    def fail(self, name: str, reason: str) -> None:
        """One line above the bar."""
        line = f"{visible(name)}: {visible(reason)}"
        self.bar.console.print(line, style="red", markup=False, highlight=False, soft_wrap=True)


def make_progress(*, as_json: bool = False) -> Progress:
    """A bar where standard error is a terminal, else log lines; lines of JSON where these are wanted."""
    if as_json:
        return JsonLines(sys.stderr)
    return Bar() if sys.stderr.isatty() else Lines(sys.stderr)


def seconds(number: float) -> str:
    """A time for readers: 1:05 or 2:00:00."""
    minutes, rest = divmod(round(number), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
