"""RSS and Atom with full text > one page a story."""

from __future__ import annotations

import re
from typing import Any

from lxml import etree

from dateline.knowledge.page_words import PageWords
from dateline.pages.blocks import Block, Meta, Page
from dateline.pages.charset import clean, without_halves
from dateline.pages.readers import html

_BODIES = ("encoded", "content", "description", "summary")
_DATES = ("pubdate", "published", "date", "issued", "created")


def read(source: str, known: PageWords) -> list[Page]:
    """Read a feed; every item that has text becomes a page of its own.

    Args:
        source: the decoded feed.
        known: what class names tell.
    """
    raw = re.sub(r"\A\s*<\?xml[^>]*\?>", "", without_halves(source.replace("\x00", "")))
    parser = etree.XMLParser(recover=True, huge_tree=True, resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(raw.encode("utf-8", "replace"), parser)
    except (etree.XMLSyntaxError, ValueError):
        return []
    if root is None:
        return []
    channel = next((e for e in root.iter() if _tag(e) in ("channel", "feed")), root)
    outlet = next((_text(e) for e in channel if _tag(e) == "title"), None)
    kind = "application/atom+xml" if _tag(root) == "feed" else "application/rss+xml"
    pages = [_item(e, kind, outlet, known) for e in root.iter() if _tag(e) in ("item", "entry")]
    return [page for page in pages if page.blocks]


def read_json(data: dict[str, Any], known: PageWords) -> list[Page]:
    """Read a JSON Feed (https://www.jsonfeed.org/version/1.1/)."""
    items = data.get("items")
    pages = (
        [_json_item(item, data, known) for item in items if isinstance(item, dict)] if isinstance(items, list) else []
    )
    return [page for page in pages if page.blocks]


def _json_item(item: dict[str, Any], data: dict[str, Any], known: PageWords) -> Page:
    """One item of a JSON Feed as a page."""
    told = (item.get(name) for name in ("content_html", "content_text", "summary"))
    body = next((value for value in told if isinstance(value, str) and value.strip()), "")
    authors = item.get("authors") or data.get("authors") or [item.get("author")]
    names = [_string(a.get("name")) for a in authors if isinstance(a, dict)] if isinstance(authors, list) else []
    meta = Meta(
        headline=_string(item.get("title")), published=_string(item.get("date_published")),
        author=", ".join(n for n in names if n) or None, outlet=_string(data.get("title")),
        url=_string(item.get("url")), updated=_string(item.get("date_modified")),
    )  # fmt: skip
    blocks = html.paragraphs(body, known)
    return Page("application/feed+json", blocks, [meta], Meta(outlet=meta.outlet), markup=any(b.sig for b in blocks))


def _string(value: Any) -> str | None:
    return clean(value) or None if isinstance(value, str) else None


def _item(element: Any, kind: str, outlet: str | None, known: PageWords) -> Page:
    """One item as a page: the longest of its texts, its own metadata."""
    fields: dict[str, Any] = {}
    for child in element:
        fields.setdefault(_tag(child), child)
    bodies = [_blocks(fields[name], known) for name in _BODIES if name in fields]
    blocks = max(bodies, key=lambda found: sum(len(b.text) for b in found), default=[])
    author = fields.get("creator", fields.get("author"))
    names = [e for e in author if _tag(e) == "name"] if author is not None else []
    meta = Meta(
        headline=_text(fields.get("title")),
        published=next((_text(fields[name]) for name in _DATES if name in fields), None),
        author=_text(names[0] if names else author),
        outlet=outlet,
        url=_link(element),
        updated=_text(fields.get("updated", fields.get("modified"))),
    )
    return Page(kind, blocks, [meta], Meta(outlet=outlet), markup=any(b.sig for b in blocks))


def _blocks(element: Any, known: PageWords) -> list[Block]:
    """The blocks of a text, with or without markup."""
    if len(element):  # Atom's xhtml content
        return html.fragment(etree.tostring(element, encoding="unicode", with_tail=False), known)
    return html.paragraphs(element.text or "", known)


def _link(element: Any) -> str | None:
    for child in element:
        if _tag(child) == "link" and child.get("rel", "alternate") == "alternate":
            return clean(child.get("href") or "") or _text(child)
    return None


def _text(element: Any) -> str | None:
    if element is None:
        return None
    value = "".join(element.itertext())
    return clean(re.sub(r"<[^<>]{1,200}>", "", value)) or None


def _tag(element: Any) -> str:
    """An element's name without its namespace, also where the prefix was never declared."""
    return re.split(r"[}:]", element.tag)[-1].lower() if isinstance(element.tag, str) else ""
