"""JSONL > one page a row: ``id, url, outlet, published, title, text, author``, under these names or the caller's."""

from __future__ import annotations

import hashlib
import json
import math
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from dateline.knowledge.page_words import PageWords
from dateline.pages.blocks import Meta, Page
from dateline.pages.charset import clean
from dateline.pages.published import from_number, iso
from dateline.pages.readers import html, text

FIELDS = ("id", "url", "outlet", "published", "title", "text", "author")


@dataclass(frozen=True, slots=True)
class Row:
    """One row, read.

    Attributes:
        digest: of its canonical JSON, so that white space and the order of keys don't count.
        id: the id that it brings along, if any.
        estimated: its date stands under a name that the caller marked as an estimate.
        unread_date: what stands where its date should, and can't be read as one.
    """

    page: Page
    digest: str
    id: str | None
    estimated: bool = False
    unread_date: str | None = None


@dataclass(frozen=True, slots=True)
class Name:
    """The name of a field in a file; ``estimated``: its dates are estimates."""

    key: str
    estimated: bool = False


def names_of(fields: Mapping[str, str], ours: str) -> tuple[Name, ...]:
    """The names under which a field of ours may stand, in the order in which they are looked at.

    Args:
        fields: our name of a field -> the caller's ``"a,b~"``.
        ours: the field.
    """
    given = [name for name in fields.get(ours, ours).split(",") if name]
    return tuple(Name(name.removesuffix("~"), ours == "published" and name.endswith("~")) for name in given)


@dataclass
class Unseen:
    """Which of the names that a caller gave no row has had yet.

    Attributes:
        names: (our name, the name in the file) of those.
        rows: the rows that were looked at.
    """

    names: set[tuple[str, str]]
    rows: int = field(default=0)

    @staticmethod
    def of(fields: Mapping[str, str]) -> Unseen:
        """All names that a caller gives."""
        return Unseen({(ours, name.key) for ours in fields for name in names_of(fields, ours)})

    def look(self, data: bytes) -> None:
        """Look at a piece of an input: a row, a list of rows, or what is none."""
        if not self.names or data.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] not in (b"{", b"["):
            return
        try:
            value = json.loads(data)
        except (ValueError, RecursionError):
            return
        for row in value if isinstance(value, list) else [value]:
            if isinstance(row, dict):
                self.rows += 1
                self.names = {(ours, key) for ours, key in self.names if key not in row}

    def faults(self) -> Iterator[tuple[str, str]]:
        """What was given, and why it is wrong. Where no rows were seen nothing is."""
        for ours, key in sorted(self.names) if self.rows else ():
            yield f"--field {ours}={key}", f"no row has a field {key!r}"


def unseen_names(inputs: Iterable[bytes | None], fields: Mapping[str, str]) -> Unseen:
    """Which of the names that a caller gave none of some inputs has."""
    unseen = Unseen.of(fields)
    for data in inputs:
        unseen.look(data or b"")
    return unseen


def read_row(value: Any, names: dict[str, str], known: PageWords) -> Row:
    """Read a row.

    Args:
        value: the JSON value.
        names: our name of a field -> the names in the file (``names_of``).
        known: what class names tell.

    Raises:
        ValueError: it is no object, or has no text; the message is for the user.
    """
    if not isinstance(value, dict):
        raise ValueError(f"a row must be an object, this is a {type(value).__name__}")
    found = {ours: next(_given(value, names, ours), (None, False))[0] for ours in FIELDS if ours != "published"}
    body = found["text"]
    if isinstance(body, list):
        body = "\n\n".join(part for part in body if isinstance(part, str))
    if not isinstance(body, str) or not body.strip():
        raise ValueError(f"no text in field {' or '.join(repr(n.key) for n in names_of(names, 'text'))}")
    marked = re.search(r"</?(?:p|br|div|h[1-6])\b[^<>]*>", body[:5000], re.IGNORECASE)
    blocks = html.fragment(body, known) if marked else text.blocks(body)
    day, estimated, unread = _day(value, names)
    title, author, outlet, url = (_string(found[name]) for name in ("title", "author", "outlet", "url"))
    page = Page("application/jsonl", blocks, [Meta(title, day, author, outlet, url)], markup=bool(marked))
    digest = hashlib.sha256(canonical(value)).hexdigest()[:12]
    return Row(page, digest, _string(found["id"]), estimated, unread)


def _given(row: dict[str, Any], names: Mapping[str, str], ours: str) -> Iterator[tuple[Any, bool]]:
    """What a row has in a field, by each of its names that isn't empty, and whether it is an estimate."""
    for name in names_of(names, ours):
        value = row.get(name.key)
        if value is not None and value != "":
            yield value, name.estimated


def _day(row: dict[str, Any], names: Mapping[str, str]) -> tuple[str | None, bool, str | None]:
    """A row's date by the first name under which one can be read, whether it is estimated, else what can't be read."""
    unread: str | None = None
    for value, estimated in _given(row, names, "published"):
        told = from_number(value) if isinstance(value, int | float) and not isinstance(value, bool) else None
        day = told or _string(value)
        if iso(day) is not None:
            return day, estimated, None
        unread = unread or _shown(value)
    return None, False, unread


def _shown(value: Any) -> str:
    """A value as a message shows it."""
    return clean(value if isinstance(value, str) else json.dumps(value, ensure_ascii=False))[:60]


def canonical(value: Any) -> bytes:
    """The bytes that a row's id is made from."""
    return json.dumps(value, sort_keys=True, ensure_ascii=True, separators=(",", ":")).encode()


def _string(value: Any) -> str | None:
    """The text of a string or number. True, NaN, lists and objects say nothing."""
    if isinstance(value, bool) or (isinstance(value, float) and not math.isfinite(value)):
        return None
    return clean(str(value)) or None if isinstance(value, str | int | float) else None
