"""Metadata of an HTML page: JSON-LD, Open Graph and the usual meta elements."""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Iterator
from typing import Any

from dateline.pages.blocks import Meta, Page
from dateline.pages.charset import clean

_ARTICLES = ("Article", "NewsArticle", "Report", "BlogPosting", "LiveBlogPosting", "Posting")
_DATES = (
    "article:published_time", "og:article:published_time", "og:published_time", "datepublished", "pubdate",
    "publishdate", "publish-date", "publication_date", "parsely-pub-date", "sailthru.date", "dc.date.issued",
    "dcterms.created", "dcterms.date", "dc.date", "date", "article.published", "cxenseparse:recs:publishtime",
    "displaydate",
)  # fmt: skip
_MOST = 2_000_000


def read_metadata(root: Any, page: Page) -> None:
    """Put what the page's metadata say into ``page``: ``metas``, ``shared`` and ``title``."""
    found = root.find(".//title")
    page.title = clean("".join(found.itertext())) or None if found is not None else None
    page.metas = [
        m for script in root.iter("script") if "ld+json" in (script.get("type") or "") for m in _linked(script.text)
    ]
    tags: dict[str, str] = {}
    for element in root.iter("meta"):
        name = (element.get("property") or element.get("name") or element.get("itemprop") or "").lower()
        value = clean(element.get("content") or "")
        if name and value:
            tags.setdefault(name, value)
    link = next((e.get("href") for e in root.iter("link") if (e.get("rel") or "").lower() == "canonical"), None)
    author = tags.get("author") or tags.get("article:author") or tags.get("byl") or tags.get("parsely-author")
    page.shared = Meta(
        headline=tags.get("og:title") or tags.get("twitter:title"),
        published=next((tags[name] for name in _DATES if name in tags), None),
        author=None if author and author.startswith("http") else author,
        outlet=tags.get("og:site_name") or tags.get("application-name"),
        url=tags.get("og:url") or clean(link or "") or None,
        language=(root.get("lang") or tags.get("og:locale") or "")[:2].lower() or None,
    )


def _linked(text: str | None) -> Iterator[Meta]:
    """Articles of one JSON-LD script."""
    if not text or len(text) > _MOST:
        return
    try:
        data = json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return
    todo, seen = deque([data]), 0
    while todo and seen < 5000:
        node = todo.popleft()
        seen += 1
        if isinstance(node, list):
            todo.extendleft(reversed(node[:5000]))
        elif isinstance(node, dict):
            kinds = node.get("@type")
            kinds = kinds if isinstance(kinds, list) else [kinds]
            if any(isinstance(k, str) and k.endswith(_ARTICLES) for k in kinds):
                yield _article(node)
            todo += [node[k] for k in ("@graph", "itemListElement", "item", "mainEntity", "hasPart") if k in node]


def _article(node: dict[str, Any]) -> Meta:
    authors = node.get("author") or []
    names = [_name(a) for a in (authors if isinstance(authors, list) else [authors])]
    url = node.get("url") or node.get("mainEntityOfPage")
    return Meta(
        headline=_name(node.get("headline") or node.get("name")),
        published=_name(node.get("datePublished") or node.get("dateCreated")),
        author=", ".join(n for n in names if n) or None,
        outlet=_name(node.get("publisher")),
        url=_name(url.get("@id") if isinstance(url, dict) else url),
        body=node["articleBody"] if isinstance(node.get("articleBody"), str) else None,
    )


def _name(value: Any) -> str | None:
    """The text of a value: a string, the name of an object, the first of a list. Any other type says nothing."""
    if isinstance(value, list):
        value = value[0] if value else None
    if isinstance(value, dict):
        value = value.get("name") or value.get("@value")
    return clean(value) or None if isinstance(value, str) else None
