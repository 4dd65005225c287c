"""Addresses where paths are taken: ``postgresql://...``, ``s3://bucket/folder``."""

from __future__ import annotations

import re
from pathlib import Path

ADDRESS = re.compile(r"[a-z][a-z0-9+.-]+://", re.IGNORECASE)
# Also one with characters that an address must not have as they are ("p@ss", "pa/ss"): it goes up to the last @.
PASSWORD = re.compile(
    r"(?<=://)(?P<user>[^/@:]*):(?P<plain>[^/?]*|[^/]*|[^?]*)@|(?P<name>password=)(?P<named>[^&\s]*)", re.IGNORECASE
)
HIDDEN = "***"
# Of this system: ``Path`` itself makes one.
_Here: type[Path] = type(Path())


class Address(_Here):  # type: ignore[valid-type,misc]
    """An address that goes where a path goes. As text it is what was given, but for a password.

    Args:
        url: the address.
    """

    url: str

    def __new__(cls, url: str) -> Address:
        """A path would lose slashes: the address is kept beside it."""
        made: Address = super().__new__(cls, url)
        made.url = url
        return made

    def __init__(self, url: str) -> None:
        try:
            super().__init__(url)
        except TypeError:  # Python 3.11 has made all in ``__new__``
            super().__init__()

    def __str__(self) -> str:
        return PASSWORD.sub(lambda m: f"{m['name']}{HIDDEN}" if m["name"] else f"{m['user']}:{HIDDEN}@", self.url)

    def __reduce__(self) -> tuple[type[Address], tuple[str]]:
        """How copies are made, also in other processes."""
        return Address, (self.url,)

    def hide(self, text: str) -> str:
        """A text that may quote the address, without its password."""
        for m in PASSWORD.finditer(self.url):
            text = text.replace(m["plain"] or m["named"] or HIDDEN, HIDDEN)
        return text

    @property
    def is_unclear(self) -> bool:
        """Whether a password in it may be taken for what follows it."""
        return any({"@", "/"} & set(m["plain"] or "") for m in PASSWORD.finditer(self.url))

    @property
    def scheme(self) -> str:
        """What stands before ``://``, in small letters."""
        return self.url.partition("://")[0].lower()


def name_of(path: Path) -> str:
    """A store's name for a reader: that of its file, or its address."""
    return str(path) if isinstance(path, Address) else path.name


def is_there(path: Path) -> bool:
    """Whether there is a file; of an address only who opens it learns that."""
    return isinstance(path, Address) or path.exists()


def place(text: str) -> Path:
    """A path, or an address."""
    return Address(text) if ADDRESS.match(text) else Path(text)
