"""Saved HTML > blocks in reading order. Page furniture that the markup names is left out here.

libxml2 repairs unclosed and stray tags. Beyond 2,000 levels it gives up; such pages are read by their block tags alone.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from lxml import etree

from dateline.knowledge.page_words import PageWords, word_set
from dateline.pages.blocks import MOST_BLOCKS, Block, Page, TooLargeError
from dateline.pages.charset import clean, without_halves
from dateline.pages.readers.metadata import read_metadata

_DROP = word_set(
    "script style noscript template svg math iframe object embed canvas select option textarea input datalist audio",
    "video map dialog head amp-ad amp-embed amp-analytics amp-social-share amp-sidebar amp-consent nav aside footer",
    "button menu",
)
_BLOCKS = word_set(
    "address article blockquote body center dd details div dl dt fieldset figcaption figure form h1 h2 h3 h4 h5 h6",
    "header hr html legend li main ol p pre section summary table tbody td tfoot th thead tr ul amp-img",
)
_SIZED = _BLOCKS | _DROP
_LIMIT = 1900
_LONG = 200
_MARK = word_set("button menu amp-social-share")
_PICTURES = word_set("img amp-img picture")
_BOLD = word_set("b strong")
_GLUE = word_set("span time a label small em")
_BREAK = re.compile(r"\n[ \t\r\f\v]*\n\s*")
_SENTENCE_END = re.compile(r"[.!?…][\"'”’»)\]]*\s*$")


def read(text: str, known: PageWords) -> Page:
    """Read an HTML page.

    Args:
        text: the decoded page.
        known: what class names tell.
    """
    root = _parse(text)
    if root is None:
        return Page("text/html", [], markup=True)
    page = Page("text/html", [], markup=True)
    read_metadata(root, page)
    walk = _Walk(root, known)
    if not walk.run():
        page.blocks = flat_blocks(text)
        return page
    page.blocks = walk.blocks
    return page


def fragment(text: str, known: PageWords) -> list[Block]:
    """The blocks of a piece of HTML, such as the content of a feed item."""
    root = _parse(text)
    if root is None:
        return []
    walk = _Walk(root, known)
    return walk.blocks if walk.run() else flat_blocks(text)


def flat_blocks(text: str) -> list[Block]:
    """Blocks of a page whose nesting no parser follows: tags are cut out, block tags part the text."""
    text = re.sub(r"(?is)<(script|style)\b.{0,200000}?</\1\s*>|<!--.{0,200000}?-->", " ", text)
    names = "|".join(sorted(_BLOCKS | {"br"}))
    text = re.sub(rf"(?i)</?(?:{names})\b[^<>]*>", "\n", text)
    lines = (clean(_unescape(re.sub(r"<[^<>]*>", "", line))) for line in text.split("\n"))
    blocks = [Block(line) for line in islice((line for line in lines if line), MOST_BLOCKS + 1)]
    if len(blocks) > MOST_BLOCKS:
        raise TooLargeError
    return blocks


def _unescape(text: str) -> str:
    return html.unescape(text)


def _parse(text: str) -> Any:
    text = without_halves(text.replace("\x00", ""))
    # A declaration of another encoding in the text must not be believed: it has been decoded already.
    text = re.sub(r"\A\s*<\?xml[^>]*\?>", "", text)
    parser = etree.HTMLParser(huge_tree=True, remove_comments=True, remove_pis=True, encoding="utf-8")
    try:
        return etree.fromstring(text.encode("utf-8", "replace"), parser)
    except (etree.XMLSyntaxError, ValueError):
        return None


@dataclass
class _State:
    """What holds for the text that is being collected."""

    parts: list[str] = field(default_factory=list)
    linked: int = 0
    bold: int = 0
    time: str | None = None
    href: str | None = None


class _Walk:
    """One pass over the tree, without recursion."""

    def __init__(self, root: Any, known: PageWords) -> None:
        self.root = root
        self.known = known
        self.blocks: list[Block] = []
        self.now = _State()
        self.stack: list[tuple[Any, str]] = []
        self.links = self.bolds = self.items = 0
        self.boxes: list[int] = [0]
        self.opened: set[int] = set()
        self.count = 0
        self.sizes: dict[Any, int] = {}
        self.alts: set[str] = set()

    def run(self) -> bool:
        """Collect the blocks; False where the page nests too deeply."""
        if not self.measure():
            return False
        body = self.root.find("body")
        self.total = self.sizes.get(body if body is not None else self.root, 0)
        repeated = self.repeated
        events = etree.iterwalk(self.root, events=("start", "end"))
        for event, element in events:
            tag = element.tag
            if event == "start":
                role = self.known.role(_names(element)) if tag not in ("html", "body", "main") else None
                if self.skipped(element, tag, role):
                    events.skip_subtree()
                    self.stack.append((element, "skip"))
                    continue
                self.open(element, tag, role, element in repeated)
            else:
                self.close(element, tag)
        self.flush()
        for block in self.blocks:
            if not block.level and block.text in self.alts and len(block.text.split()) >= 3:
                block.caption = True
        return True

    def measure(self) -> bool:
        """Characters of text below each element, and which siblings look like boxes of the same kind."""
        sizes, depth, totals = self.sizes, 0, [0]
        self.repeated: set[Any] = set()
        self.titled: set[Any] = set()
        self.navs: set[Any] = set()
        self.long: set[Any] = set()
        for event, element in etree.iterwalk(self.root, events=("start", "end")):
            if event == "start":
                depth += 1
                if depth > _LIMIT:
                    return False
                totals.append(len(element.text) if element.text and element.tag not in _DROP else 0)
                continue
            depth -= 1
            size = totals.pop()
            if element.tag in _SIZED or element.keys():
                sizes[element] = size
            totals[-1] += size + (len(element.tail) if element.tail else 0)
            parent = element.getparent()
            if parent is not None:
                if element.tag == "h1" or element in self.titled:
                    self.titled.add(parent)
                if element.tag == "nav" or element in self.navs:
                    self.navs.add(parent)
                if (element.tag == "p" and size >= _LONG) or element in self.long:
                    self.long.add(parent)
        self.repeated.update(_repeated(sizes))
        return True

    def skipped(self, element: Any, tag: Any, role: str | None) -> bool:
        """Whether an element is left out with all that it holds."""
        size = self.sizes.get(element, 0)
        large = size * 2 > self.total and size > 200
        if tag in _DROP:
            if tag in ("nav", "aside", "footer", "button", "menu") and large:
                return False
            self.mark(tag in _MARK)
            return True
        if large:
            return False
        hidden = (
            element.get("hidden") is not None
            or element.get("aria-hidden") == "true"
            or "display:none" in (element.get("style") or "").replace(" ", "")[:200]
            or element.get("role") in ("navigation", "banner", "contentinfo", "complementary", "dialog", "search")
        )
        if hidden and tag not in _PICTURES:
            return True
        if tag == "header" and not any(t in ("article", "main") for _, t in self.stack):
            return element not in self.titled or element in self.navs
        if role in ("cut", "skip", "tool") and tag not in ("article", "h1", "p", "figure", "picture", "img", "amp-img"):
            if element in self.titled or (role == "skip" and element in self.long):
                return False
            self.mark(role == "tool")
            return True
        return False

    def mark(self, wanted: bool) -> None:
        """Remember that tools stood here."""
        if wanted:
            self.flush()
            self.blocks.append(Block("", box=self.boxes[-1]))

    def open(self, element: Any, tag: Any, role: str | None, repeated: bool) -> None:
        """An element starts."""
        if tag == "br":
            self.now.parts.append("\n")
        elif tag in _BLOCKS:
            self.flush()
        # "!" and "?" mark boxes and roles below; an element of such a name is none that we know.
        kind = tag if isinstance(tag, str) and "!" not in tag and "?" not in tag else ""
        if kind in _PICTURES:
            self.alts.update(clean(v) for v in (element.get("alt"), element.get("title")) if v)
        if kind == "time" and element.get("datetime"):
            self.now.time = self.now.time or element.get("datetime")
        if kind == "a":
            self.links += 1
            self.now.href = self.now.href or element.get("href")
        self.bolds += kind in _BOLD
        self.items += kind == "li"
        article = kind == "article" or element.get("role") == "article" or "Article" in (element.get("itemtype") or "")
        if article or (repeated and kind != "p"):
            self.count += 1
            self.boxes.append(self.count if not article else -self.count)
            kind = f"{kind}!"
        if role in ("caption", "title"):
            kind = f"{kind}?{role}"
        if kind in _GLUE and self.now.parts and not self.now.parts[-1][-1:].isspace():
            before = element.getprevious()
            if before is not None and not before.tail and before.tag in _GLUE:
                self.now.parts.append(" ")
        self.stack.append((element, kind))
        self.add(element.text)

    def close(self, element: Any, tag: Any) -> None:
        """An element ends."""
        kind = self.stack[-1][1]
        if kind != "skip":
            if tag in _BLOCKS:
                self.flush()
            base = re.split(r"[!?]", kind)[0]
            self.links -= base == "a"
            self.bolds -= base in _BOLD
            self.items -= base == "li"
            if "!" in kind:
                self.boxes.pop()
        self.stack.pop()
        self.add(element.tail)

    def add(self, text: str | None) -> None:
        """Collect some characters."""
        if not text:
            return
        if not any(kind == "pre" for _, kind in self.stack[-3:]):
            text = text.replace("\n", " ").replace("\r", " ")
        self.now.parts.append(text)
        size = len(text.strip())
        if self.links > 0:
            self.now.linked += size
        if self.bolds > 0:
            self.now.bold += size

    def flush(self) -> None:
        """Make blocks of what was collected."""
        now, self.now = self.now, _State()
        raw = "".join(now.parts)
        if not raw.strip():
            return
        texts = [clean(piece) for piece in _paragraphs(raw)]
        size = max(1, sum(len(t) for t in texts))
        kinds = [kind for _, kind in self.stack[-6:]]
        level = next((int(k[1]) for k in reversed(kinds) if re.match(r"h[1-6](?![a-z])", k)), 0)
        near = kinds[-4:]
        caption = any(k.startswith("figcaption") or k.endswith("?caption") for k in near) or self.pictured(raw)
        if caption and not level:
            texts = [" ".join(texts)]
        title = any(k.endswith("?title") for k in near[-3:]) or now.bold > 0.9 * size
        box = self.boxes[-1]
        for text in texts:
            if not text:
                continue
            opens = box != 0 and box not in self.opened
            self.opened.add(box)
            if len(self.blocks) > MOST_BLOCKS:
                raise TooLargeError
            block = Block(text, level, min(1.0, now.linked / size), caption and not level, self.items > 0)
            block.title = title and len(text) < 250
            block.box, block.opens, block.sig = box, opens, self.signature()
            block.time, block.href = now.time, now.href
            self.blocks.append(block)

    def pictured(self, raw: str) -> bool:
        """Whether short text shares its closest container with a picture."""
        if len(raw) > 400:
            return False
        for element, kind in reversed(self.stack[-4:]):
            if kind.startswith(("p", "h1", "h2", "h3", "h4", "li", "td", "body", "article", "main", "section")):
                return False
            if kind.split("!")[0].split("?")[0] in _BLOCKS:
                return self.sizes.get(element, 0) < 500 and any(c.tag in _PICTURES for c in element)
        return False

    def signature(self) -> str:
        """Element and class of the closest block element."""
        for element, _ in reversed(self.stack):
            if element.tag in _BLOCKS:
                return f"{element.tag}.{element.get('class', '')}"[:80]
        return ""


def _repeated(sizes: dict[Any, int]) -> Iterator[Any]:
    """Elements with a sibling of the same tag and class, both with text enough for a story."""
    for parent in sizes:
        if len(parent) < 2:
            continue
        groups: dict[tuple[str, str], list[Any]] = {}
        for child in parent:
            if child.tag in ("div", "section", "article", "li", "td") and sizes.get(child, 0) >= 300:
                groups.setdefault((child.tag, child.get("class", "")), []).append(child)
        for group in groups.values():
            if len(group) > 1:
                yield from group


def _names(element: Any) -> str:
    return f"{element.get('class', '')} {element.get('id', '')}"


def _paragraphs(raw: str) -> list[str]:
    """Cut at empty lines (two line breaks); at single ones where each line ends a sentence."""
    out: list[str] = []
    for piece in _BREAK.split(raw):
        lines = [line for line in piece.split("\n") if line.strip()]
        whole = len(lines) > 1 and all(_SENTENCE_END.search(line) for line in lines) and len(piece) > 60 * len(lines)
        short = len(lines) > 1 and all(len(line) < 100 for line in lines) and len(lines) <= 4
        out += lines if whole or short else [" ".join(lines)]
    return out
