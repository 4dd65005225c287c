"""A feed > the addresses of its items: RSS, Atom, JSON Feed, sitemaps."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import urljoin

from lxml import etree

from dateline.watch.fetch import clean_address

# More items than this are not taken from a feed at once; the next time brings the others.
MOST_ITEMS = 2_000


def items_of(data: bytes, url: str) -> list[str] | None:
    """The addresses of a feed's items, each once, in its order; None where this is no feed.

    Args:
        data: the feed.
        url: its own address, which theirs may be relative to.
    """
    found = _json(data) if data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{") else _xml(data)
    if found is None:
        return None
    addresses = (clean_address(urljoin(url, link.strip())) for link in found if link.strip())
    return list(dict.fromkeys(a for a in addresses if a is not None))[:MOST_ITEMS]


def _json(data: bytes) -> list[str] | None:
    try:
        feed = json.loads(data)
        items = feed["items"]
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
    links = (i.get("url") or i.get("external_url") for i in items if isinstance(i, dict))
    return [link for link in links if isinstance(link, str)]


def _xml(data: bytes) -> list[str] | None:
    parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError):
        return None
    if root is None or _tag(root) not in ("rss", "rdf", "feed", "urlset"):
        return None
    return [link for element in root.iter() for link in _links(element)]


def _tag(element: Any) -> str:
    return element.tag.rpartition("}")[2].lower() if isinstance(element.tag, str) else ""


def _links(element: Any) -> Iterator[str]:
    """The address of an item."""
    kind = _tag(element)
    if kind not in ("item", "entry", "url"):
        return
    for child in element:
        name, text = _tag(child), (child.text or "").strip()
        href = child.get("href") if name == "link" and child.get("rel", "alternate") == "alternate" else None
        if href or (text and name == ("loc" if kind == "url" else "link")):
            yield href or text
            return
    guids = (c for c in element if _tag(c) == "guid" and c.get("isPermaLink", "true").lower() != "false")
    yield from ((c.text or "") for c in guids)
