"""Signals as an ordinary child process has them, also where the tests run in the background or under nohup."""

import signal


def as_usual() -> None:
    """Let SIGINT and SIGHUP end a child: what started the tests may have told its children to ignore them."""
    for number in (signal.SIGINT, signal.SIGHUP):
        signal.signal(number, signal.SIG_DFL)
