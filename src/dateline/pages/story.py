"""Page > stories: split, read each head, keep the body, add the metadata that are this story's."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace

from dateline.knowledge.page_words import PageWords
from dateline.pages.blocks import Block, Meta, Page
from dateline.pages.language import language_of
from dateline.pages.layout.furniture import Main, backed, body_of
from dateline.pages.layout.header import Head, read_head
from dateline.pages.layout.lines import key, part_of, words_of
from dateline.pages.layout.release_head import ReleaseHead, read_release_head
from dateline.pages.layout.split import SITE, Segment, split
from dateline.pages.page_dates import (
    Published,
    from_address,
    from_markup,
    from_metadata,
    from_vague,
    month_at,
    near_headline,
)
from dateline.pages.published import iso
from dateline.pages.readers import text as text_reader
from dateline.pages.readers.html import paragraphs
from dateline.pages.source_and_story import Source, Story
from dateline.record import Document
from dateline.spans import Span

_SMALL = 25  # words; segments below are teasers where the page has something larger
_UNBACKED = 80  # words; smaller ones are furniture where the page's main text is known to stand elsewhere
_LESS = 0.6  # of the words of the metadata's text; where the markup holds fewer, that text is the story
_HEAD = 6  # blocks at the beginning of one of several stories, where its date is looked for
_SHARE = 0.8
_BETWEEN = "\n\n"  # paragraphs of a text
# A headline is compared word by word with so many of the metadata; with the others it must be the same.
_MOST_ALIKE = 200


def make_stories(
    page: Page, digest: str, source: Source, known: PageWords, split: bool = True, position: int | None = None
) -> tuple[Story, ...]:
    """The stories of a page.

    Args:
        page: the page as a reader gave it.
        digest: what the ids begin with.
        source: what the caller knows of the page.
        known: the lines that are furniture or captions.
        split: whether the page may hold several stories; a feed item or a row is one.
        position: the position to give, where the page is one of several in its file.
    """
    found = [(s, h, b) for s, h, b in _parts(page, split, known) if b]
    found = _drop_repeats(found)
    out = []
    metas = _Metas(page)
    for n, (segment, head, body) in enumerate(found):
        meta = metas.of(head, alone=len(found) == 1)
        one = segment, head, read_release_head(body, known)
        story = _story(page, one, meta, (digest, n), source, position, alone=len(found) == 1)
        told = f"{story.headline or ''}\n{story.text}"
        out.append(replace(story, language=language_of(told, known, meta.language)))
    return tuple(out)


Found = tuple[Segment, Head, list[str]]


def _parts(page: Page, several: bool, known: PageWords) -> list[Found]:
    """The stories of a page, each with its head and body, teasers left out."""
    main = Main.of(page.main)
    blocks = page.blocks
    page.blocks = [b for b in blocks if not b.beside or main.holds(b.text)]
    found = _found(page, several, known, main)
    if len(page.blocks) < len(blocks) and _words_of(found) < _SMALL:
        page.blocks = blocks
        found = _found(page, several, known, main)
    return _fuller(page, found, known, main) if len(found) < 2 else found


def _fuller(page: Page, found: list[Found], known: PageWords, main: Main) -> list[Found]:
    """A story of which the markup holds less than the page's metadata, or than the library found, takes their text."""
    told = page.metas[0].body if page.metas else None
    shown = Main.of("\n".join(block.text for block in page.blocks))
    unseen = sum(len(line) for line in page.main.split("\n") if not shown.holds(line))
    texts = [
        told and "\n\n".join(b.text for b in paragraphs(told, known)),
        page.main if 2 * unseen > len(page.main) else "",
    ]
    best = max((text for text in texts if text), key=len, default="")
    words = words_of(best)
    if words < _SMALL or _words_of(found) >= _LESS * words:
        return found
    whole = Main.of(best)
    lead = [p for _, _, body in found for p in body if not whole.holds(p) and main.holds(p)]
    page.blocks = [*(Block(p) for p in lead), *text_reader.blocks(best.replace("\n", "\n\n"))]
    again = _found(replace(page, markup=False, main=""), False, known, Main.of(""))
    if found and again:
        again[0][1].headline, again[0][1].byline, again[0][1].published = (
            found[0][1].headline, found[0][1].byline, found[0][1].published
        )  # fmt: skip
    return again or found


def _words_of(found: list[Found]) -> int:
    """Words of the bodies of some stories."""
    return sum(words_of(p) for _, _, body in found for p in body)


def _found(page: Page, several: bool, known: PageWords, main: Main) -> list[Found]:
    """The stories of a page's blocks."""
    if several:
        segments = split(page, known)
    else:
        parts = [part_of(block, page.markup, known) for block in page.blocks]
        segments = [Segment(page.blocks, parts, None)]
    sure = [backed(segment, main) for segment in segments]
    found = []
    for segment, known_main in zip(segments, sure, strict=True):
        head = read_head(segment, page.markup)
        if not several and page.metas:
            head.headline = page.metas[0].headline
        body = body_of(segment, head, main)
        if not body and len(segments) == 1 and not page.markup:
            body, head = _bare(segment, head)
        if known_main or not any(sure) or _stands_alone(segment, body):
            found.append((segment, head, body))
    sizes = [sum(words_of(p) for p in body) for _, _, body in found]
    largest = max(sizes, default=0)
    return [f for f, size in zip(found, sizes, strict=True) if size >= _SMALL or size * 4 > largest]


def _stands_alone(segment: Segment, body: list[str]) -> bool:
    """Whether a segment that the page's main text knows nothing of is a story: long or with a head of its own."""
    texts = set(body)
    dated = any(part.name == "meta" for part in segment.parts)
    boxed = segment.head is not None and segment.blocks[segment.head].box < 0
    linked = sum(len(b.text) for b in segment.blocks if b.text in texts and b.link > 0.5)
    long = sum(words_of(p) for p in body) >= _UNBACKED
    return (long or dated or boxed) and linked < 0.5 * sum(len(p) for p in body)


def _bare(segment: Segment, head: Head) -> tuple[list[str], Head]:
    """A page of a line or two: all of it is the story."""
    text = [
        b.text
        for b, p in zip(segment.blocks, segment.parts, strict=True)
        if p.name in ("short", "body", "caption") and key(b.text)
    ]
    return text, Head()


def _drop_repeats(found: list[Found]) -> list[Found]:
    """Drop stories that the page has twice, and lines that all stories share."""
    if len(found) < 2:
        return found
    shared = Counter(k for _, _, body in found for k in {key(p) for p in body if len(p.split()) < 40})
    out: list[Found] = []
    seen: set[tuple[str, ...]] = set()
    for segment, head, body in found:
        mark = tuple(key(p) for p in body)
        if mark in seen:
            continue
        seen.add(mark)
        kept = [p for p in body if shared[key(p)] < len(found)]
        out.append((segment, head, kept or body))
    return out


class _Metas:
    """A page's metadata, to be looked up by headline."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.shared = _words(page.shared.headline)
        named = [(_words(m.headline), m) for m in page.metas[:_MOST_ALIKE]]
        self.alike = [(words, m) for words, m in named if words]
        self.same: dict[str, Meta] = {}
        for meta in page.metas:
            self.same.setdefault(key(meta.headline or ""), meta)

    def of(self, head: Head, alone: bool) -> Meta:
        """The metadata of one story: by its headline, or the page's where it is alone."""
        page, title = self.page, _words(head.headline)
        own = alone or _alike(self.shared, title)
        meta = self.same.get(key(head.headline or "")) if title else None
        meta = meta or next((m for words, m in self.alike if _alike(words, title)), None)
        if meta is not None:
            return _merge(meta, page.shared, own)
        if alone and len(page.metas) == 1:
            return _merge(page.metas[0], page.shared, True)
        return _merge(Meta(), page.shared, own)


def _merge(meta: Meta, shared: Meta, own: bool) -> Meta:
    """A story's metadata, filled up with the page's; what differs between stories only where the page is its own."""
    return Meta(
        headline=meta.headline or (shared.headline if own else None),
        published=meta.published or (shared.published if own else None),
        author=meta.author or (shared.author if own else None),
        outlet=meta.outlet or shared.outlet,
        url=meta.url or (shared.url if own else None),
        language=shared.language,
        updated=meta.updated or (shared.updated if own else None),
        dated=meta.dated or (shared.dated if own else None),
    )


def _words(headline: str | None) -> Counter[str]:
    """The words of a headline, to tell whether two are alike."""
    return Counter(key(headline or "").split())


def _alike(one: Counter[str], two: Counter[str]) -> bool:
    """Whether two headlines have most words in common."""
    return 2 * (one & two).total() >= _SHARE * (one.total() + two.total()) > 0


def _story(
    page: Page,
    found: tuple[Segment, Head, ReleaseHead],
    meta: Meta,
    ids: tuple[str, int],
    source: Source,
    position: int | None,
    alone: bool,
) -> Story:
    """One story, with the metadata that are its own."""
    digest, number = ids
    segment, head, top = found
    when = _published(page, segment, head, meta, source, alone)
    if when.day is None and top.day:
        when = Published(top.day, "page")
    text = _BETWEEN.join(top.body)
    document = Document(
        source.path, source.url, page.media_type, number if position is None else position, source.retrieved
    )
    return Story(
        id=f"{digest}-{number}", document=document, outlet=meta.outlet or source.outlet or _site(page, head.headline),
        url=meta.url or source.url,
        headline=_headline(page, segment, head, meta, alone), byline=head.byline or meta.author,
        captions=tuple(head.captions),
        dateline=top.dateline, published=when.day, published_from=when.how, language=None, text=text,
        updated=iso(meta.updated), calendar=when.calendar, quoted=_quoted(segment, top.body),
    )  # fmt: skip


def _quoted(segment: Segment, body: list[str]) -> tuple[Span, ...]:
    """Where the paragraphs stand that the markup sets off as quotations; none where it only indents most of a text."""
    marked = {block.text for block in segment.blocks if block.quoted}
    if not marked or 2 * sum(len(p) for p in body if p in marked) > sum(len(p) for p in body):
        return ()
    spans, at = [], 0
    for paragraph in body:
        if paragraph in marked:
            spans.append(Span(at, at + len(paragraph)))
        at += len(paragraph) + len(_BETWEEN)
    return tuple(spans)


def _headline(page: Page, segment: Segment, head: Head, meta: Meta, alone: bool) -> str | None:
    """A story's headline: its own, or the page's where its own is a bold line of another matter."""
    told = meta.headline or (_without_site(page, page.title) if alone and page.title and page.markup else None)
    if head.headline is None or segment.head is None:
        return head.headline or (_without_site(page, told) if told else None)
    block = segment.blocks[segment.head]
    named = _without_site(page, meta.headline) if meta.headline and alone and page.markup else None
    if named and not block.level and not _words(named) & _words(head.headline):
        return named
    return head.headline


def _without_site(page: Page, title: str) -> str:
    """A title without the name of the site before or behind it."""
    site = key(page.shared.outlet or "")
    pieces = SITE.split(title)
    if len(pieces) > 1 and site and key(pieces[-1]) == site:
        return title[: title.rindex(pieces[-1])].rstrip(" |–—·»:-")
    if len(pieces) > 1 and site and key(pieces[0]) == site:
        return title[len(pieces[0]) :].lstrip(" |–—·»:-")
    return title


def _site(page: Page, headline: str | None) -> str | None:
    """The outlet's name at the end of the title element ("Headline | Outlet")."""
    pieces = re.split(r"\s+[|–—·»-]\s+", page.title) if page.title else []
    named = len(pieces) > 1 and len(pieces[-1].split()) <= 5 and key(pieces[0]) == key(headline or "")
    return pieces[-1] if named else None


def _published(page: Page, segment: Segment, head: Head, meta: Meta, source: Source, alone: bool) -> Published:
    """When a story was published: by its metadata, its own lines, and, where it is the page's only one, by the page."""
    blocks = page.blocks if alone else segment.blocks[:_HEAD]
    near = near_headline(blocks, head.headline) if page.markup and not head.published else Published()
    told = from_metadata(meta.published, head.published or near.day)
    if told.day:
        return told
    near = from_vague(meta.dated, Published(head.published, "page") if head.published else near)
    if near.day:
        return near
    if alone and page.markup:
        found = from_address(meta.url or source.url)
        found = found if found.day else from_markup(page.source)
        if found.day and found.day != (iso(meta.updated) or "")[:10]:
            return found
    if meta.updated and (day := iso(meta.updated)) and page.media_type != "text/html":
        return Published(day, "metadata")  # a feed that tells only the last change
    month = month_at(blocks, head.headline) if alone and page.markup else Published()
    return month if month.day else Published(source.published, "given") if source.published else Published()
