"""Quotation marks of a body, paired by kind, paragraph by paragraph.

In: text and paragraphs. Out: ``Quote`` values in text order. A mark without a partner costs at most its own sentence,
unless the next paragraph opens with a mark again, as newspapers write a quotation of several paragraphs.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from dateline.language.tokens import Parse, Quote
from dateline.spans import Span

OPENERS = "\"“”„«'‘`("
DOUBLE = re.compile(r"[\"“”„«»]|''|``")
# A single mark opens after white space or an opening mark; it closes before space or punctuation, never in "don't".
SINGLE = re.compile(r"(?:(?<=\s)|(?<=^)|(?<=[\"“(\[—–-]))[‘'](?=\w)|(?<=[\w.,!?…])[’'](?!\w)")
SENTENCE_END = re.compile(r"[.!?…]['’)\]]*(?=\s|$)")


def find_quotes(text: str, paragraphs: Sequence[Span]) -> list[Quote]:
    """All quotations of a body, outer before inner, in text order."""
    found: list[Quote] = []
    open_before = False
    for number, paragraph in enumerate(paragraphs):
        following = paragraphs[number + 1] if number + 1 < len(paragraphs) else None
        goes_on = following is not None and text[following.start : following.start + 1] in tuple('"“„«')
        quotes, left_open = _paragraph(text, paragraph, number, goes_on, open_before)
        outer = [q.span for q in quotes]
        quotes += _singles(text, paragraph, number, outer)
        open_before = left_open
        found += quotes
    return sorted(found, key=lambda q: (q.span.start, -q.span.end))


def with_blocks(quotes: list[Quote], blocks: Sequence[Span], paragraphs: Sequence[Span]) -> list[Quote]:
    """The quotations with the paragraphs that a page sets off as such, where their own marks don't hold them whole."""
    numbers = {p.start: n for n, p in enumerate(paragraphs)}
    whole = {q.span.start for q in quotes if any(b.start == q.span.start and q.span.end >= b.end for b in blocks)}
    added = [Quote(b, b, 0, numbers[b.start]) for b in blocks if b.start in numbers and b.start not in whole]
    return _depths([*quotes, *added]) if added else quotes


# Quotations that lie deeper than that in others are none.
MAX_DEPTH = 8
# More marks without a partner than that in one paragraph are no quotations.
MAX_UNPAIRED = 100


def _paragraph(text: str, area: Span, number: int, goes_on: bool, open_before: bool) -> tuple[list[Quote], bool]:
    """Pair the double marks of one paragraph; also tells whether its last quotation goes on in the next one."""
    stack: list[tuple[int, int]] = []
    found: list[Quote] = []
    for mark in DOUBLE.finditer(text, area.start, area.end):
        if _opens(text, mark.start(), mark.end(), area, bool(stack)):
            stack.append((mark.start(), mark.end()))
        elif stack:
            start, inner = stack.pop()
            found.append(Quote(Span(start, mark.end()), Span(inner, mark.start()), len(stack), number,
                               open_before and start == area.start))  # fmt: skip
    left_open = False
    for depth, (start, inner) in enumerate(stack[:MAX_UNPAIRED]):
        if goes_on and depth == 0:
            end, left_open = area.end, True
        else:
            stop = SENTENCE_END.search(text, inner, area.end)
            end = stop.end() if stop else area.end
        crossing = [q for q in found if q.span.start < end < q.span.end]
        end = min([end, *(q.span.start for q in crossing)])
        if end > inner:
            found.append(Quote(Span(start, end), Span(inner, end), depth, number, open_before and start == area.start))
    return _depths(found), left_open


def _depths(quotes: list[Quote]) -> list[Quote]:
    """Count anew how deep each quotation lies: marks without a partner may have changed it. Drop those too deep."""
    ends: list[int] = []
    out = []
    for q in sorted(quotes, key=lambda q: (q.span.start, -q.span.end)):
        while ends and ends[-1] <= q.span.start:
            ends.pop()
        if len(ends) < MAX_DEPTH:
            out.append(Quote(q.span, q.inner, len(ends), q.paragraph, q.continues))
        ends.append(q.span.end)
    return out


def _opens(text: str, start: int, end: int, area: Span, inside: bool) -> bool:
    """Whether a mark opens a quotation: curly marks say so, straight ones by what stands around them."""
    mark = text[start:end]
    before = text[start - 1] if start > area.start else " "
    after = text[end] if end < area.end else " "
    if mark == "“" and inside and after.isspace() and before in ",.!?…":
        return False  # the wrong mark, set by hand
    if mark in {"“", "„", "«", "``"}:
        return True
    if mark == "»" or mark == "''":
        return False
    if mark == "”":
        # some pages set the closing mark on both sides
        return (not inside) and before.isspace() and not after.isspace()
    if before.isspace() or before in "([{—–-/‘'“":
        return not after.isspace() or not inside
    if after.isspace() or after in ".,;:!?)]}—–-/'’":
        return False
    return not inside


def _singles(text: str, area: Span, number: int, outer: list[Span]) -> list[Quote]:
    """Quotations in single marks, which only count where both ends are found in one sentence or outer quotation."""
    found: list[Quote] = []
    opened: int | None = None
    for mark in SINGLE.finditer(text, area.start, area.end):
        opening = (
            mark.end() < area.end and text[mark.end()].isalnum() and not text[mark.start() - 1 : mark.start()].isalnum()
        )
        opening = opening and (mark.start() == area.start or text[mark.start() - 1] not in ".,!?")
        if opening:
            opened = mark.start()
        elif opened is not None:
            span = Span(opened, mark.end())
            # one kind of mark only, and no outer quotation that begins or ends in between
            same = (text[opened] == "‘") == (text[mark.start()] == "’")
            crosses = any(
                o.start < span.start < o.end < span.end or span.start < o.start < span.end < o.end for o in outer
            )
            if same and not crosses:
                depth = sum(o.holds(span) for o in outer)
                found.append(Quote(span, Span(opened + 1, mark.start()), depth, number))
            opened = None
    return found


def quoted_tokens(parse: Parse) -> list[bool]:
    """Whether each token stands in a quotation in double marks, the opening mark included.

    Single marks tell titles and words that are spoken of apart, seldom who speaks.
    """
    out = [False] * len(parse.tokens)
    for quote in parse.quotes:
        if parse.text[quote.span.start] in "‘'" and quote.inner.start - quote.span.start == 1:
            continue
        for t in parse.tokens[parse.token_at(quote.span.start) :]:
            if t.start >= quote.inner.end:
                break
            out[t.i] = out[t.i] or t.start >= quote.span.start
    return out
