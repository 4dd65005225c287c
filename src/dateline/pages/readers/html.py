"""Saved HTML > blocks in reading order. Page furniture that the markup names is left out here.

Pages that nest deeper than any browser shows them are read by their block tags alone.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, Literal

from lxml import etree

from dateline.knowledge.page_words import PageWords, word_set
from dateline.pages.blocks import MOST_BLOCKS, Block, Page, TooLargeError
from dateline.pages.charset import clean
from dateline.pages.readers import text as plain
from dateline.pages.readers.main_text import main_text
from dateline.pages.readers.metadata import read_metadata
from dateline.pages.readers.tree import ASIDE, BLOCKS, DROP, NOTHING, Measure, Measures, measure, mended, parse

_MARK = word_set("button menu amp-social-share")
_PICTURES = word_set("img amp-img picture")
_BOLD = word_set("b strong")
_GLUE = word_set("span time a label small em")
_NEVER = word_set("article h1 p figure picture img amp-img")
_BREAK = re.compile(r"\n[ \t\r\f\v]*\n\s*")
_SENTENCE_END = re.compile(r"[.!?…][\"'”’»)\]]*\s*$")
# Marks of boxes, of roles and of what stands beside, behind a tag on the stack.
_MARKS = re.compile("[!?~]")
_OUTSIDE = word_set("navigation banner contentinfo complementary dialog search")
# Longer paragraphs are running text wherever they stand.
_LONG = 200
_ESCAPED = re.compile(r"&(?:amp;)?lt;[a-zA-Z/!]")
_LABEL = re.compile(r"(?:written |words |story )?by:?", re.IGNORECASE)
_TAGGED = re.compile(r"<[a-zA-Z/!]")
Place = Literal["read", "beside", "drop"]


def read(text: str, known: PageWords) -> Page:
    """Read an HTML page.

    Args:
        text: the decoded page.
        known: what class names tell.
    """
    text = mended(text)
    root = parse(text)
    page = Page("text/html", [], markup=True)
    if root is None:
        return page
    read_metadata(root, page)
    measures = measure(root)
    if measures is None:
        page.blocks = flat_blocks(text)
        return page
    page.blocks = _Walk(root, measures, known).run()
    # The walk is over: the library may take the tree apart.
    page.main, page.source = main_text(root, len(text)), text
    return page


def fragment(text: str, known: PageWords) -> list[Block]:
    """The blocks of a piece of HTML, such as the content of a feed item."""
    root = parse(mended(text))
    if root is None:
        return []
    measures = measure(root)
    return _Walk(root, measures, known).run() if measures else flat_blocks(text)


def paragraphs(text: str, known: PageWords) -> list[Block]:
    """The blocks of a text that may or may not be a piece of HTML, escaped up to twice."""
    for _ in range(2):
        if "<" not in text and _ESCAPED.search(text):
            text = html.unescape(text)
    return fragment(text, known) if _TAGGED.search(text) else plain.blocks(html.unescape(text))


def flat_blocks(text: str) -> list[Block]:
    """Blocks of a page whose nesting no parser follows: tags are cut out, block tags part the text."""
    text = re.sub(r"(?is)<(script|style)\b.{0,200000}?</\1\s*>|<!--.{0,200000}?-->", " ", text)
    names = "|".join(sorted(BLOCKS | {"br"}))
    text = re.sub(rf"(?i)</?(?:{names})\b[^<>]*>", "\n", text)
    lines = (clean(html.unescape(re.sub(r"<[^<>]*>", "", line))) for line in text.split("\n"))
    blocks = [Block(line) for line in islice((line for line in lines if line), MOST_BLOCKS + 1)]
    if len(blocks) > MOST_BLOCKS:
        raise TooLargeError
    return blocks


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

    def __init__(self, root: Any, measures: Measures, known: PageWords) -> None:
        self.root, self.known = root, known
        self.measures, self.repeated = measures.of, measures.repeated
        body = root.find("body")
        self.total = self.measures.get(body if body is not None else root, NOTHING).size
        self.blocks: list[Block] = []
        self.now = _State()
        self.stack: list[tuple[Any, str]] = []
        self.links = self.bolds = self.items = self.beside = self.quoting = 0
        self.boxes: list[int] = [0]
        self.opened: set[int] = set()
        self.count = 0
        self.alts: set[str] = set()
        self.roles: dict[tuple[str, str], str | None] = {}

    def run(self) -> list[Block]:
        """Collect the blocks."""
        events = etree.iterwalk(self.root, events=("start", "end"))
        for event, element in events:
            tag = element.tag
            if event == "end":
                self.close(element, tag)
                continue
            role = self.role(element) if tag not in ("html", "body", "main") else None
            place = self.place(element, tag, role)
            if place == "drop":
                events.skip_subtree()
                self.stack.append((element, "skip"))
                continue
            self.open(element, tag, role, element in self.repeated)
            if place == "beside":
                self.beside += 1
                self.stack[-1] = (element, f"{self.stack[-1][1]}~")
        self.flush()
        for block in self.blocks:
            if not block.level and block.text in self.alts and len(block.text.split()) >= 3:
                block.caption = True
        return _labelled(self.blocks)

    def role(self, element: Any) -> str | None:
        """What the class and id of an element tell; a page has few different ones."""
        names = element.get("class", ""), element.get("id", "")
        if names not in self.roles:
            self.roles[names] = self.known.role(" ".join(names)) if any(names) else None
        return self.roles[names]

    def place(self, element: Any, tag: Any, role: str | None) -> Place:
        """Whether an element is read, left out with all that it holds, or read as something beside the story."""
        held = self.measures.get(element, NOTHING)
        large = held.size * 2 > self.total and held.size > 200
        if tag in DROP and not (large and tag in ("button", "menu")):
            self.mark(tag in _MARK)
            return "drop"
        if tag == "template":
            return "read" if element.get("shadowrootmode") else "drop"
        if large and tag != "noscript":
            return "read"
        if tag == "header" and not any(re.match("article|main", t) for _, t in self.stack):
            return "read" if held.h1 and not held.nav else "beside" if held.longest > _LONG else "drop"
        named = role in ("cut", "skip", "tool") and tag not in _NEVER
        if not (named or tag in ASIDE or (_hidden(element) and tag not in _PICTURES)):
            return "read"
        if named and held.h1:
            return "read"
        self.mark(role == "tool" and named)
        return self.aside(element, held, strong=tag == "nav" or (named and role == "cut"))

    def aside(self, element: Any, held: Measure, strong: bool) -> Place:
        """Where something goes whose name says that it is no part of a story: names err, running text doesn't."""
        if strong or not held.prose or (held.asks and held.prose < 2 * _LONG):
            return "drop"
        goes_on = any(self.measures.get(other, NOTHING).prose for other in element.itersiblings())
        return "read" if held.reads() and goes_on else "beside"

    def mark(self, wanted: bool) -> None:
        """Remember that tools stood here."""
        if wanted:
            self.flush()
            self.blocks.append(Block("", box=self.boxes[-1]))

    def open(self, element: Any, tag: Any, role: str | None, repeated: bool) -> None:
        """An element starts."""
        if tag == "br":
            self.now.parts.append("\n")
        elif tag in BLOCKS:
            self.flush()
        # An element whose name holds one of the marks is none that we know.
        kind = tag if isinstance(tag, str) and not _MARKS.search(tag) else ""
        if kind in _PICTURES:
            self.alts.update(clean(v) for v in (element.get("alt"), element.get("title")) if v)
        if kind == "time" and element.get("datetime"):
            self.now.time = self.now.time or element.get("datetime")
        if kind == "a":
            self.links += 1
            self.now.href = self.now.href or element.get("href")
        self.bolds += kind in _BOLD
        self.items += kind == "li"
        self.quoting += kind == "blockquote"
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
            if tag in BLOCKS:
                self.flush()
            self.beside -= kind.endswith("~")
            base = _tag_of(kind)
            self.links -= base == "a"
            self.bolds -= base in _BOLD
            self.items -= base == "li"
            self.quoting -= base == "blockquote"
            if "!" in kind:
                self.boxes.pop()
        self.stack.pop()
        self.add(element.tail)

    def add(self, text: str | None) -> None:
        """Collect some characters."""
        if not text:
            return
        if ("\n" in text or "\r" in text) and not any(kind == "pre" for _, kind in self.stack[-3:]):
            text = text.replace("\n", " ").replace("\r", " ")
        self.now.parts.append(text)
        size = len(text.strip())
        if self.links > 0:
            self.now.linked += size
        if self.bolds > 0:
            self.now.bold += size

    def flush(self) -> None:
        """Make blocks of what was collected."""
        now = self.now
        if not (now.parts or now.time or now.href):
            return
        self.now = _State()
        raw = "".join(now.parts)
        if not raw.strip():
            return
        texts = [clean(piece) for piece in _paragraphs(raw)]
        size = max(1, sum(len(t) for t in texts))
        kinds = [kind for _, kind in self.stack[-6:]]
        level = next((int(k[1]) for k in reversed(kinds) if re.match(r"h[1-6](?![a-z])", k)), 0)
        near = kinds[-4:]
        caption = any(k.startswith("figcaption") or "?caption" in k for k in near) or self.pictured(raw)
        if caption and not level:
            texts = [" ".join(texts)]
        title = any("?title" in k for k in near[-3:]) or now.bold > 0.9 * size
        box = self.boxes[-1]
        for text in texts:
            if not text:
                continue
            opens = box != 0 and box not in self.opened
            self.opened.add(box)
            if len(self.blocks) > MOST_BLOCKS:
                raise TooLargeError
            block = Block(
                text,
                level if len(text) <= _LONG + 100 else 0,
                min(1.0, now.linked / size),
                caption and not level,
                self.items > 0,
            )
            block.title = title and len(text) < 250
            block.box, block.opens, block.sig = box, opens, self.signature()
            block.time, block.href, block.beside = now.time, now.href, self.beside > 0
            block.quoted = self.quoting > 0
            self.blocks.append(block)

    def pictured(self, raw: str) -> bool:
        """Whether short text shares its closest container with a picture."""
        if len(raw) > 400:
            return False
        for element, kind in reversed(self.stack[-4:]):
            if kind.startswith(("p", "h1", "h2", "h3", "h4", "li", "td", "body", "article", "main", "section")):
                return False
            if _tag_of(kind) in BLOCKS:
                return self.measures.get(element, NOTHING).size < 500 and any(c.tag in _PICTURES for c in element)
        return False

    def signature(self) -> str:
        """Element and class of the closest block element."""
        for element, _ in reversed(self.stack):
            if element.tag in BLOCKS:
                return f"{element.tag}.{element.get('class', '')}"[:80]
        return ""


def _hidden(element: Any) -> bool:
    """Whether a browser doesn't show an element, or its role is that of page furniture."""
    return (
        element.get("hidden") is not None
        or element.get("aria-hidden") == "true"
        or "display:none" in (element.get("style") or "").replace(" ", "")[:200]
        or element.get("role") in _OUTSIDE
    )


def _labelled(blocks: list[Block]) -> list[Block]:
    """Blocks with the label of a byline ("By") that stands alone joined to the name behind it."""
    out: list[Block] = []
    for block in blocks:
        if out and _LABEL.fullmatch(out[-1].text) and 0 < len(block.text) <= 60 and not block.level:
            block.text = f"{out.pop().text} {block.text}"
        out.append(block)
    return out


def _tag_of(kind: str) -> str:
    """The tag of a kind on the stack, without the marks behind it."""
    return kind if kind.isalnum() else _MARKS.split(kind)[0]


def _paragraphs(raw: str) -> list[str]:
    """Cut at empty lines (two line breaks); at single ones where each line ends a sentence."""
    out: list[str] = []
    for piece in _BREAK.split(raw):
        lines = [line for line in piece.split("\n") if line.strip()]
        whole = len(lines) > 1 and all(_SENTENCE_END.search(line) for line in lines) and len(piece) > 60 * len(lines)
        short = len(lines) > 1 and all(len(line) < 100 for line in lines) and len(lines) <= 4
        out += lines if whole or short else [" ".join(lines)]
    return out
