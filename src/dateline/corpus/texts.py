"""Where the texts of annotated documents come from, and how a text is known again."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dateline.corpus.annotation import Annotation
from dateline.errors import InputError


@dataclass(frozen=True, slots=True)
class Text:
    """A document's text with what its row says of it."""

    id: str
    text: str
    headline: str | None = None
    outlet: str | None = None
    url: str | None = None
    published: str | None = None
    license: str | None = None


def digest(text: str) -> str:
    """SHA-256 of a text in UTF-8, as hexadecimal digits."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def read_texts(paths: Iterable[Path]) -> dict[str, Text]:
    """Texts by id: of JSON Lines with ``id`` and ``text``, or of a folder of ``ID.txt`` files.

    Raises:
        InputError: a file can't be read, or a row has no id or text.
    """
    found: dict[str, Text] = {}
    for path in paths:
        found.update((row.id, row) for row in (_folder(path) if path.is_dir() else _rows(path)))
    return found


def content_of(path: Path) -> str:
    """What a file holds, without a byte order mark.

    Raises:
        InputError: it can't be read, or is no UTF-8.
    """
    try:
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(str(path), getattr(error, "strerror", None) or str(error)) from error


def lines_of(path: Path) -> Iterator[tuple[int, str]]:
    """The lines of a file that say something, numbered from 1.

    A text within a line may hold other ends of line (U+2028), at which ``str.splitlines`` would part it.
    """
    for number, line in enumerate(content_of(path).split("\n"), 1):
        if line.strip():
            yield number, line


def object_of(line: str, where: str) -> dict[str, Any]:
    """The JSON object of a line.

    Raises:
        InputError: it is none, or holds half a character (a lone surrogate), which no file can be written with.
    """
    try:
        row = json.loads(line)
        json.dumps(row, ensure_ascii=False).encode()
    except (ValueError, RecursionError) as error:
        raise InputError(where, f"no JSON: {error}") from error
    if not isinstance(row, dict):
        raise InputError(where, f"a row must be an object, this is a {type(row).__name__}")
    return row


def _folder(path: Path) -> list[Text]:
    """Every ``.txt`` file of a folder; its name without the ending is the id."""
    return [Text(file.stem, content_of(file)) for file in sorted(path.glob("*.txt"))]


def _rows(path: Path) -> list[Text]:
    """The rows of a JSON Lines file."""
    made = []
    for number, line in lines_of(path):
        row = object_of(line, f"{path}:{number}")
        for name in ("id", "text"):
            if not isinstance(row.get(name), str) or not row[name].strip():
                raise InputError(f"{path}:{number}", "a row needs an `id` and a `text`")
        said = {name: value for name, value in row.items() if isinstance(value, str) and value}
        made.append(
            Text(
                row["id"], row["text"], said.get("title") or said.get("headline"), said.get("outlet"), said.get("url"),
                said.get("published") or said.get("published_estimate"), said.get("license"),
            )
        )  # fmt: skip
    return made


def text_of(row: Annotation, texts: Mapping[str, Text]) -> Text:
    """The text that an annotation belongs to.

    Raises:
        InputError: there is none, or another one than was annotated.
    """
    held = Text(row.id, row.text, row.headline) if row.text is not None else texts.get(row.id)
    if held is None:
        raise InputError(row.id, "no text of this id; name the file that holds it with --texts")
    if digest(held.text) != row.sha256:
        raise InputError(row.id, "the text is another one than was annotated (its digest differs)")
    return Text(
        row.id, held.text, held.headline or row.headline, held.outlet or row.outlet, held.url or row.url,
        held.published or row.published, held.license or row.license,
    )  # fmt: skip
