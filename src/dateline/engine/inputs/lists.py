"""Small files that name or hold several pages: sitemaps of files, JSON Feed."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

from lxml import etree

from dateline.engine.inputs.piece import ROW, Opened, Piece, too_large
from dateline.engine.shown import shown

_JSON_FEED = re.compile(rb'\s*\{.*?"version"\s*:\s*"https?://(?:www\.)?jsonfeed\.org/version/', re.DOTALL)
_SITEMAP = re.compile(rb"\s*(?:<\?xml[^>]*\?>\s*)?(?:<!--.*?-->\s*)*<(?:\w+:)?(?:urlset|sitemapindex)\b", re.DOTALL)
# Fields of a JSON Feed's item, by our names for a row; ours are tried from the left.
ITEM = {
    "id": ("id",), "url": ("url", "external_url"), "title": ("title",), "text": ("content_html", "content_text"),
    "published": ("date_published", "date_modified"),
}  # fmt: skip


def is_json_feed(head: bytes) -> bool:
    """Does a file begin as a JSON Feed does?"""
    return _JSON_FEED.match(head[:8192].removeprefix(b"\xef\xbb\xbf")) is not None


def is_sitemap(head: bytes) -> bool:
    """Does a file begin as a sitemap does?"""
    return _SITEMAP.match(head[:8192].removeprefix(b"\xef\xbb\xbf")) is not None


def read_json_feed(opened: Opened) -> Iterator[Piece]:
    """The items of a JSON Feed, as rows."""
    data = _whole(opened)
    if data is None:
        yield opened.fault(too_large(opened.settings.max_page_bytes))
        return
    try:
        feed = json.loads(data)
        items = feed["items"]
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        yield opened.fault(f"this JSON Feed can't be read: {type(error).__name__}: {error}")
        return
    seen: set[str] = set()
    for number, item in enumerate(items if isinstance(items, list) else [], 1):
        row = _row(feed, item) if isinstance(item, dict) else {}
        label = str(row.get("id") or number)
        label = label if label not in seen else f"{label}+{number}"
        seen.add(label)
        name = f"{opened.name}{ROW}{label}".encode("utf-8", "backslashreplace").decode()
        if not row.get("text"):
            yield Piece(name, opened.path, None, "no text in it")
            continue
        names = opened.settings.fields
        mapped = {names.get(ours, ours): value for ours, value in row.items()}
        yield Piece(name, opened.path, json.dumps(mapped, ensure_ascii=False).encode("utf-8", "surrogatepass"))


def _row(feed: dict[str, object], item: dict[str, object]) -> dict[str, object]:
    """An item as a row of JSONL, with what the feed says of all of them."""
    row: dict[str, object] = {"outlet": feed.get("title")}
    for ours, theirs in ITEM.items():
        row[ours] = next((item[name] for name in theirs if item.get(name)), None)
    authors = item.get("authors") or [item.get("author")]
    first = authors[0] if isinstance(authors, list) and authors else None
    row["author"] = first.get("name") if isinstance(first, dict) else None
    return {name: value for name, value in row.items() if value is not None}


def _whole(opened: Opened) -> bytes | None:
    """All bytes of a small file; None where it is larger than a page may be."""
    limit = opened.settings.max_page_bytes
    data = opened.stream.read(limit + 1)
    return data if len(data) <= limit else None


def read_sitemap(opened: Opened, read_file: Callable[[str, int], Iterator[Piece]]) -> Iterator[Piece]:
    """The files that a sitemap lists, below its own folder; what it lists on the web is not fetched.

    Args:
        opened: the sitemap.
        read_file: reads a file, by its path and the number of containers that it lies in.
    """
    data = _whole(opened)
    if data is None or opened.path is None or opened.depth > 2:
        yield opened.fault("a sitemap that is too large, in an archive or from a pipe can't be followed")
        return
    parser = etree.XMLParser(recover=True, huge_tree=False, resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        yield opened.fault(f"this sitemap can't be read: {error}")
        return
    on_web = 0
    for place in _places(root):
        path = _path(place, Path(opened.path).parent)
        if path is None:
            on_web += 1
        elif isinstance(path, str):
            yield Piece(f"{opened.name}{ROW}{place}", opened.path, None, path)
        else:
            yield from read_file(os.fspath(path), opened.depth + 1)
    if on_web:
        yield opened.fault(f"{on_web:,} of its pages are on the web, which is not asked; `dateline watch` fetches")
        return
    yield Piece(opened.name, opened.path, None)


def _places(root: object) -> Iterator[str]:
    for element in root.iter() if root is not None else ():  # type: ignore[attr-defined]
        if isinstance(element.tag, str) and element.tag.rpartition("}")[2] == "loc" and (element.text or "").strip():
            yield shown(element.text.strip())


def _path(place: str, folder: Path) -> Path | str | None:
    """The file that a sitemap lists; why it is not read; or None where it is on the web."""
    parts = urlsplit(place) if "://" in place[:12] else None
    if parts is not None and parts.scheme != "file":
        return None
    path = folder / unquote(parts.path if parts is not None else place)
    if not path.resolve().is_relative_to(folder.resolve()):
        return "it lies outside of the folder of the sitemap"
    return path if path.is_file() else "no such file"
