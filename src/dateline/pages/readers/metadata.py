"""Metadata of an HTML page: JSON-LD, Open Graph and the usual meta elements."""

from __future__ import annotations

from typing import Any

from dateline.pages.blocks import Meta, Page
from dateline.pages.charset import clean
from dateline.pages.readers.linked_data import articles, unescaped

_DATES = (
    "article:published_time", "og:article:published_time", "og:published_time", "datepublished", "pubdate",
    "publishdate", "publish-date", "publication_date", "parsely-pub-date", "sailthru.date", "dc.date.issued",
    "dcterms.issued", "article.published", "cxenseparse:recs:publishtime", "displaydate", "article:published",
    "rnews:datepublished", "dc.date.published", "original-publish-date", "published_time", "iso-8601-publish-date",
)  # fmt: skip
# Of publication or of the last change, as the site pleases.
_VAGUE = ("dcterms.created", "dc.date.created", "dcterms.date", "dc.date", "date", "datecreated")
_CHANGES = (
    "article:modified_time", "og:updated_time", "datemodified", "lastmod", "last-modified", "dcterms.modified",
    "revised",
)  # fmt: skip


def read_metadata(root: Any, page: Page) -> None:
    """Put what the page's metadata say into ``page``: ``metas``, ``shared`` and ``title``."""
    found = root.find(".//title")
    page.title = clean("".join(found.itertext())) or None if found is not None else None
    scripts = [s.text for s in root.iter("script") if "ld+json" in (s.get("type") or "").lower() and s.text]
    page.metas = articles(scripts)
    tags: dict[str, str] = {}
    for element in root.iter("meta"):
        name = (element.get("property") or element.get("name") or element.get("itemprop") or "").lower()
        value = unescaped(element.get("content") or "")
        if name and value:
            tags.setdefault(name, value)
    link = next((e.get("href") for e in root.iter("link") if (e.get("rel") or "").lower() == "canonical"), None)
    author = tags.get("author") or tags.get("article:author") or tags.get("byl") or tags.get("parsely-author")
    page.shared = Meta(
        headline=tags.get("og:title") or tags.get("twitter:title"),
        published=_first(tags, _DATES) or _marked(root),
        author=None if author and author.startswith("http") else author,
        outlet=tags.get("og:site_name") or tags.get("application-name"),
        url=tags.get("og:url") or clean(link or "") or None,
        updated=_first(tags, _CHANGES),
        dated=_first(tags, _VAGUE),
        language=(root.get("lang") or tags.get("og:locale") or "")[:2].lower() or None,
    )


def _first(tags: dict[str, str], names: tuple[str, ...]) -> str | None:
    """The value of the first of some names that the page has."""
    return next((tags[name] for name in names if name in tags), None)


def _marked(root: Any) -> str | None:
    """The date of an element that microdata mark as that of publication; of several different ones none."""
    found = {
        e.get("datetime") or e.get("content")
        for e in root.iter("time", "span", "div", "p", "abbr")
        if "datePublished" in (e.get("itemprop") or "") or e.get("pubdate") is not None
    }
    found.discard(None)
    return found.pop() if len(found) == 1 else None
