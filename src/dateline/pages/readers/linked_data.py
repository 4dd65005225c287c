"""JSON-LD as news pages write it > articles: broken scripts are mended, nodes that are named by ``@id`` looked up."""

from __future__ import annotations

import html
import json
import re
from collections import deque
from collections.abc import Iterator
from typing import Any

from dateline.pages.blocks import Meta
from dateline.pages.charset import clean

_ARTICLES = ("Article", "NewsArticle", "Report", "BlogPosting", "LiveBlogPosting", "Posting", "LiveBlog")
_MOST = 2_000_000
_MOST_NODES = 5000
_WRAPPING = re.compile(
    r"^\s*(?:/\*\s*)?(?://\s*)?(?:<!\[CDATA\[|<!--)(?:\s*\*/)?|(?:/\*\s*)?(?://\s*)?(?:\]\]>|-->)(?:\s*\*/)?\s*;?\s*$"
)
# A string, kept as it is, or a comma before a closing bracket.
_COMMA = re.compile(r'("(?:[^"\\]|\\.)*")|,(?=\s*[\]}])', re.DOTALL)


def articles(scripts: list[str]) -> list[Meta]:
    """The articles of a page's scripts, in page order."""
    nodes = [node for script in scripts for node in _nodes(_loaded(script))]
    known = {node["@id"]: node for node in reversed(nodes) if isinstance(node.get("@id"), str) and len(node) > 1}
    return [_article(node, known) for node in nodes if _is_article(node)]


def _loaded(text: str | None) -> Any:
    """The value of a script, None where it can't be read."""
    if not text or len(text) > _MOST:
        return None
    bare = _WRAPPING.sub("", _WRAPPING.sub("", text.strip().rstrip(";"))).strip()
    for candidate in (bare, _COMMA.sub(lambda found: found[1] or "", bare)):
        try:
            # Of two objects in one script the first is read, as of one with something behind it.
            return json.JSONDecoder(strict=False).raw_decode(candidate)[0]
        except (ValueError, RecursionError):
            continue
    return None


def _nodes(data: Any) -> Iterator[dict[str, Any]]:
    """All objects of a value, itself first, in reading order of each level."""
    todo, seen = deque([data]), 0
    while todo and seen < _MOST_NODES:
        node = todo.popleft()
        seen += 1
        if isinstance(node, list):
            todo.extendleft(reversed(node[:_MOST_NODES]))
        elif isinstance(node, dict):
            yield node
            todo += [value for value in node.values() if isinstance(value, dict | list)]


def _is_article(node: dict[str, Any]) -> bool:
    kinds = node.get("@type")
    kinds = kinds if isinstance(kinds, list) else [kinds]
    told = any(isinstance(k, str) and k.endswith(_ARTICLES) for k in kinds)
    # A node that only points to an article, or names one beside the page, says nothing of this page's story.
    return told and any(key in node for key in ("headline", "datePublished", "articleBody", "author", "name"))


def _article(node: dict[str, Any], known: dict[str, dict[str, Any]]) -> Meta:
    authors = node.get("author") or node.get("creator") or []
    names = [_name(a, known) for a in (authors if isinstance(authors, list) else [authors])]
    url = node.get("url") or node.get("mainEntityOfPage")
    body = node.get("articleBody")
    return Meta(
        headline=_name(node.get("headline") or node.get("name"), known),
        published=_name(node.get("datePublished") or node.get("dateCreated"), known),
        author=", ".join(dict.fromkeys(n for n in names if n and not n.startswith("http"))) or None,
        outlet=_name(node.get("publisher"), known),
        url=_name(url.get("@id") if isinstance(url, dict) else url, {}),
        body=body if isinstance(body, str) else None,
        updated=_name(node.get("dateModified"), known),
    )


def _name(value: Any, known: dict[str, dict[str, Any]]) -> str | None:
    """The text of a value: a string, the name of an object or of the one it refers to, the first of a list."""
    if isinstance(value, list):
        value = value[0] if value else None
    if isinstance(value, dict):
        said = value.get("@id")
        if "name" not in value and isinstance(said, str) and said in known:
            value = known[said]
        value = value.get("name") or value.get("@value")
        value = value[0] if isinstance(value, list) and value else value
    return unescaped(value) if isinstance(value, str) else None


def unescaped(text: str) -> str | None:
    """A text of metadata, clean; references to characters that were escaped twice are read."""
    return clean(html.unescape(html.unescape(text)) if "&" in text else text) or None
