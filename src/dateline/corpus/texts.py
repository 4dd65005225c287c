"""Where the texts of annotated documents come from, and how a text is known again."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from dateline.corpus.types import Annotation
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
        try:
            rows = _folder(path) if path.is_dir() else _rows(path)
        except (OSError, UnicodeDecodeError) as error:
            raise InputError(str(path), getattr(error, "strerror", None) or str(error)) from error
        found.update((row.id, row) for row in rows)
    return found


def _folder(path: Path) -> list[Text]:
    """Every ``.txt`` file of a folder; its name without the ending is the id."""
    return [Text(file.stem, file.read_text(encoding="utf-8")) for file in sorted(path.glob("*.txt"))]


def _rows(path: Path) -> list[Text]:
    """The rows of a JSON Lines file."""
    made = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        try:
            row = json.loads(line) if line.strip() else None
        except ValueError as error:
            raise InputError(f"{path}:{number}", f"no JSON: {error}") from error
        if row is None:
            continue
        if not isinstance(row, dict) or not isinstance(row.get("id"), str) or not isinstance(row.get("text"), str):
            raise InputError(f"{path}:{number}", "a row needs an `id` and a `text`")
        known = {name: row.get(name) or None for name in ("outlet", "url", "license")}
        when = row.get("published") or row.get("published_estimate") or None
        made.append(Text(row["id"], row["text"], row.get("title") or row.get("headline"), published=when, **known))
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
