"""Signals that ask a command to end: all of them end it as Ctrl-C does, so that what was written is whole."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any

# What a service manager sends, and what a terminal that closes sends; Ctrl-C is Python's own.
NAMES = ("SIGTERM", "SIGHUP")


class Ended(KeyboardInterrupt):
    """A signal ended the command.

    Args:
        number: of the signal.
    """

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


@contextmanager
def signals_end() -> Iterator[None]:
    """While this lasts, the first signal that asks for the end raises ``Ended``; later ones don't disturb the end.

    One that is ignored stays so (``nohup``).
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    present = [getattr(signal, name) for name in NAMES if hasattr(signal, name)]
    before: dict[int, Any] = {n: signal.getsignal(n) for n in present if signal.getsignal(n) != signal.SIG_IGN}

    def end(number: int, frame: FrameType | None) -> None:
        for other in before:
            signal.signal(other, signal.SIG_IGN)
        raise Ended(number)

    for number in before:
        signal.signal(number, end)
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler if handler is not None else signal.SIG_DFL)
