"""JSONL > one page a row: ``id, url, outlet, published, title, text``, under these names or the caller's."""

from __future__ import annotations

import hashlib
import json
import math
import re
from dataclasses import dataclass
from typing import Any

from dateline.knowledge.page_words import PageWords
from dateline.pages.blocks import Meta, Page
from dateline.pages.charset import clean
from dateline.pages.published import from_number
from dateline.pages.readers import html, text

FIELDS = ("id", "url", "outlet", "published", "title", "text", "author")


@dataclass(frozen=True, slots=True)
class Row:
    """One row, read.

    Attributes:
        digest: of its canonical JSON, so that white space and the order of keys don't count.
        id: the id that it brings along, if any.
    """

    page: Page
    digest: str
    id: str | None


def read_row(value: Any, names: dict[str, str], known: PageWords) -> Row:
    """Read a row.

    Args:
        value: the JSON value.
        names: our name of a field -> the name in the file.
        known: what class names tell.

    Raises:
        ValueError: it is no object, or has no text; the message is for the user.
    """
    if not isinstance(value, dict):
        raise ValueError(f"a row must be an object, this is a {type(value).__name__}")
    found = {name: value.get(names.get(name, name)) for name in FIELDS}
    body = found["text"]
    if isinstance(body, list):
        body = "\n\n".join(part for part in body if isinstance(part, str))
    if not isinstance(body, str) or not body.strip():
        raise ValueError(f"no text in field {names.get('text', 'text')!r}")
    marked = re.search(r"</?(?:p|br|div|h[1-6])\b[^<>]*>", body[:5000], re.IGNORECASE)
    blocks = html.fragment(body, known) if marked else text.blocks(body)
    published = found["published"]
    if isinstance(published, int | float) and not isinstance(published, bool):
        found["published"] = from_number(published) or published
    meta = Meta(*(_string(found[name]) for name in ("title", "published", "author", "outlet", "url")))
    page = Page("application/jsonl", blocks, [meta], markup=bool(marked))
    return Row(page, hashlib.sha256(canonical(value)).hexdigest()[:12], _string(found["id"]))


def canonical(value: Any) -> bytes:
    """The bytes that a row's id is made from."""
    return json.dumps(value, sort_keys=True, ensure_ascii=True, separators=(",", ":")).encode()


def _string(value: Any) -> str | None:
    """The text of a string or number. True, NaN, lists and objects say nothing."""
    if isinstance(value, bool) or (isinstance(value, float) and not math.isfinite(value)):
        return None
    return clean(str(value)) or None if isinstance(value, str | int | float) else None
