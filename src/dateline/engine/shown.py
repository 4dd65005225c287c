"""Names of files as text: to be stored, and to be shown on a terminal."""

from __future__ import annotations

import os
import re


def shown(path: str) -> str:
    """A path as text that can be stored, another one for each path: bytes that are no UTF-8 become ``\\xe9``."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")


def unshown(name: str) -> str:
    """The path that ``shown`` made a name of; the name itself where a file is called so."""
    if "\\x" not in name or os.path.lexists(name):
        return name
    raw = re.sub(rb"\\x([0-9a-f]{2})", lambda m: bytes([int(m[1], 16)]), os.fsencode(name))
    return os.fsdecode(raw)


def visible(text: str, keep: str = "") -> str:
    """A text on one line that can't steer a terminal: what is not to be seen is written as Python writes it.

    Args:
        text: a name of a file, or a message that holds one.
        keep: characters that stay all the same, such as line ends.
    """
    return "".join(c if c.isprintable() or c in keep else ascii(c)[1:-1] for c in text)
