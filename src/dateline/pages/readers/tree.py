"""HTML text > tree, as browsers build it, and how much running text each element holds.

libxml2 repairs unclosed and stray tags, but drops what stands after an early ``</html>`` and lets a heading run on to
the end tag of its own level; the HTML standard does neither. Both are mended in the text before it is parsed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from lxml import etree
from lxml.html import HTMLParser

from dateline.knowledge.page_words import word_set
from dateline.pages.charset import without_halves

DROP = word_set(
    "script style svg math iframe object embed canvas select option textarea input datalist audio video map dialog",
    "head amp-ad amp-embed amp-analytics amp-social-share amp-sidebar amp-consent button menu",
)
# Left out too, but where a page has no other text they are read: what they hold may be all that there is.
ASIDE = word_set("nav aside footer noscript template")
BLOCKS = word_set(
    "address article blockquote body center dd details div dl dt fieldset figcaption figure form h1 h2 h3 h4 h5 h6",
    "header hr html legend li main ol p pre section summary table tbody td tfoot th thead tr ul amp-img",
    "aside footer nav noscript template",
)
_SIZED = BLOCKS | DROP
_ENDS = re.compile(r"</(?:html|body)\s*>", re.IGNORECASE)
_HEADINGS = re.compile(r"<(/?)h([1-6])(?=[\s>])", re.IGNORECASE)
_LIMIT = 1900
_PROSE = 80
_FORMS = word_set("form input button select textarea")


def mended(text: str) -> str:
    """The text of a page so that the parser builds what browsers build from it."""
    text = without_halves(text.replace("\x00", ""))
    # A declaration of another encoding in the text must not be believed: it has been decoded already.
    text = re.sub(r"\A\s*<\?xml[^>]*\?>", "", text)
    return _closed_headings(_ENDS.sub("", text))


def parse(text: str) -> Any:
    """The root element of a mended page or piece of one, None where there is none."""
    # Of the class that trafilatura reads, so that no page is parsed twice.
    parser = HTMLParser(huge_tree=True, remove_comments=True, remove_pis=True, encoding="utf-8")
    try:
        return etree.fromstring(text.encode("utf-8", "replace"), parser)
    except (etree.XMLSyntaxError, ValueError):
        return None


def _closed_headings(text: str) -> str:
    """Let any heading's end tag close the heading that is open, as the HTML standard has it."""
    level = ""

    def mend(found: re.Match[str]) -> str:
        nonlocal level
        if not found[1]:
            level = found[2]
            return found[0]
        closed, level = level or found[2], ""
        return f"</h{closed}"

    return _HEADINGS.sub(mend, text)


@dataclass(slots=True)
class Measure:
    """What an element holds.

    Attributes:
        size: characters of text.
        linked: those of them in links.
        prose: those in paragraphs of running text, 80 characters or more, few of them linked.
        longest: characters of the longest of these paragraphs.
        h1, nav, asks: whether it holds a main heading, a menu, a thing to fill in or press.
    """

    size: int = 0
    linked: int = 0
    prose: int = 0
    longest: int = 0
    h1: bool = False
    nav: bool = False
    asks: bool = False
    loose: int = field(default=0, repr=False)
    loose_linked: int = field(default=0, repr=False)

    def reads(self) -> bool:
        """Whether it holds mostly running text, and nothing to fill in: what a name alone doesn't make furniture."""
        return self.prose >= 0.6 * self.size and self.linked <= 0.3 * self.size and not self.asks and self.prose > 0


@dataclass(slots=True)
class Measures:
    """Measures of the elements of a page that are blocks or have attributes, and boxes of the same kind in a row."""

    of: dict[Any, Measure]
    repeated: set[Any]


NOTHING = Measure()


def measure(root: Any) -> Measures | None:
    """Measure the elements of a page; None where it nests too deeply to be walked."""
    kept: dict[Any, Measure] = {}
    stack = [Measure()]
    links = 0
    for event, element in etree.iterwalk(root, events=("start", "end")):
        tag = element.tag
        if event == "start":
            if len(stack) > _LIMIT:
                return None
            links += tag == "a"
            own = Measure()
            _count(own, element.text if tag not in DROP else None, links)
            stack.append(own)
            continue
        own = stack.pop()
        links -= tag == "a"
        if tag in BLOCKS and own.loose >= _PROSE and own.loose_linked <= 0.3 * own.loose:
            own.prose += own.loose
            own.longest = max(own.longest, own.loose)
        if tag in _SIZED or element.keys():
            kept[element] = own
        _add(stack[-1], own, tag)
        _count(stack[-1], element.tail, links)
    return Measures(kept, set(_repeated(kept)))


def _count(own: Measure, text: str | None, links: int) -> None:
    """Add some text of an element itself."""
    if not text:
        return
    size = len(text) if not text.isspace() else 0
    own.size += size
    own.loose += size
    if links:
        own.linked += size
        own.loose_linked += size


def _add(parent: Measure, own: Measure, tag: Any) -> None:
    """Add a child to its parent. What stands in a block of its own is no part of the parent's own paragraph."""
    if tag in DROP:
        parent.asks = parent.asks or tag in _FORMS
        return
    parent.size += own.size
    parent.linked += own.linked
    parent.prose += own.prose
    parent.longest = max(parent.longest, own.longest)
    parent.h1 = parent.h1 or own.h1 or tag == "h1"
    parent.nav = parent.nav or own.nav or tag == "nav"
    parent.asks = parent.asks or own.asks or tag in _FORMS
    if tag not in BLOCKS and tag != "br":
        parent.loose += own.loose
        parent.loose_linked += own.loose_linked


def _repeated(kept: dict[Any, Measure]) -> list[Any]:
    """Elements with a sibling of the same tag and class, both with text enough for a story."""
    found = []
    for parent in kept:
        if len(parent) < 2:
            continue
        groups: dict[tuple[str, str], list[Any]] = {}
        for child in parent:
            if child.tag in ("div", "section", "article", "li", "td") and kept.get(child, NOTHING).size >= 300:
                groups.setdefault((child.tag, child.get("class", "")), []).append(child)
        found += [child for group in groups.values() if len(group) > 1 for child in group]
    return found
