"""Quotations beside a cue: before it, after it, around it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dateline.attribution.content.tags import opening, tag_end, tag_start
from dateline.attribution.parts.cue import Cue
from dateline.attribution.parts.pieces import Piece
from dateline.attribution.view import View
from dateline.language.labels import Dep, Tag
from dateline.language.tokens import Quote
from dateline.spans import Span

STOP = re.compile(r"[.!?;][\"”’']?\s")
LONG = 24


def quoted_pieces(view: View, cue: Cue) -> list[Piece]:
    """The quotations that a verb of saying introduces or follows."""
    return [*_before(view, cue), *_after(view, cue)]


def _level(view: View, offset: int) -> int:
    return len(view.holders(offset))


def _before(view: View, cue: Cue) -> Iterator[Piece]:
    """The quotation that ends just before a cue: '"...," she said'."""
    tokens = view.tokens
    if cue.source is not None and not cue.source.own:
        return
    first = tag_start(view, cue)
    start = tokens[first].start
    level = _level(view, tokens[cue.token].start)
    sentence = view.sentence(cue.token)
    for q in reversed(view.quotes_between(max(0, start - 4000), start)):
        if q.depth != level or q.span.end > start:
            continue
        if view.text[q.span.end : start].strip(" ,—–-\n") != "":
            return
        if "\n" in view.text[q.span.end : start] or _new_sentence(view, cue, q, first):
            return
        lead = _lead(view, q, sentence.span.start)
        yield Piece(Span(lead, q.span.end), "quote")
        return


def _new_sentence(view: View, cue: Cue, q: Quote, first: int) -> bool:
    """Whether a closed quotation ends its sentence, so that the words behind it are no tag of it."""
    tokens = view.tokens
    closing = q.inner.of(view.text).rstrip("])’' ")[-1:]
    if (
        view.text[q.span.end : tokens[first].start].strip()
        or closing not in {".", "!", "?", "…"}
        or tokens[first].i == cue.token
    ):
        return False
    if closing == "." or (
        tokens[first].text[:1].isupper() and tokens[first].lower not in view.parse.language.capitals.always
    ):
        clause = view.child(cue.token, Dep.COMPLEMENT, Dep.OBJECT, Dep.OPEN_CLAUSE)
        return closing == "." or (clause is not None and clause > cue.token)
    return False


def _lead(view: View, q: Quote, floor: int) -> int:
    """Where the content with a quotation at its end begins: at the mark, or at the clause that it completes."""
    if q.span.start <= floor:
        return q.span.start
    before = view.text[floor : q.span.start]
    cut = [m.end() for m in STOP.finditer(before)]
    start = opening(view, floor + (cut[-1] if cut else 0), q.span.start + 1)
    words = view.text[start : q.span.start]
    return (
        q.span.start
        if not words.strip() or (words.strip()[-1] in ",:" and q.inner.of(view.text)[:1].isupper())
        else start
    )


def _after(view: View, cue: Cue) -> Iterator[Piece]:
    """The quotation that begins behind a cue: 'she said: "..."'; a long one may follow an adjunct."""
    tokens = view.tokens
    end = tag_end(view, cue)
    level = _level(view, tokens[cue.token].start)
    for q in view.quotes_between(end, end + 250):
        if q.depth != level:
            continue
        between = view.text[end : q.span.start]
        if "\n" in between or STOP.search(between):
            return
        bare = between.strip()
        capital = q.inner.of(view.text)[:1].isupper() or q.inner.of(view.text)[:1] in "[."
        direct = bare in {"", ",", ":"} or bare.endswith(":") or (bare.endswith(",") and _adjunct(view, cue, q))
        direct = direct or (
            capital
            and len(q.inner) > LONG
            and len(bare.split()) < 9
            and not bare.endswith("that")
            and _adjunct(view, cue, q)
        )
        if direct and (len(q.inner) > LONG or bare in {"", ",", ":"}) and not _runs_on(view, q):
            lead = _clause_before(view, cue, q) if bare.endswith(":") else q.span.start
            yield Piece(Span(lead, q.span.end), "quote")
            return


def _runs_on(view: View, q: Quote) -> bool:
    """Whether the sentence goes on behind a quotation as if its marks weren't there."""
    inner = q.inner.of(view.text).rstrip("’'\"")
    return bool(re.match(r" [a-z]", view.text[q.span.end : q.span.end + 2])) and inner[-1:] not in {
        ",",
        ".",
        "!",
        "?",
        "…",
        "—",
    }


def _clause_before(view: View, cue: Cue, q: Quote) -> int:
    """Where a colon parts a paraphrase from its proof in quotation marks, the start of the paraphrase."""
    tokens = view.tokens
    clause = next(
        (
            c
            for c in tokens[cue.token].children
            if tokens[c].dep == Dep.COMPLEMENT and cue.last < c and tokens[c].start < q.span.start
        ),
        None,
    )
    if clause is None:
        return q.span.start
    first = next(i for i in view.parse.subtree(clause) if i > cue.last)
    skip = tokens[first].lower in view.words.that
    return tokens[first].end if skip else tokens[first].start


def _adjunct(view: View, cue: Cue, q: Quote) -> bool:
    """Whether only adjuncts of a cue stand between it and a quotation, and nothing that takes the quotation in."""
    if (
        view.child(cue.token, Dep.OBJECT) is not None
        and not any(u.addressee for u in cue.uses)
        and not view.text[: q.span.start].rstrip().endswith((",", ":"))
    ):
        return False
    first = cue.last + 1
    last = view.parse.token_at(q.span.start)
    goes_on = view.reporting.words["speaking-on"]
    return not any(view.tokens[j].tag in Tag.FINITE or view.tokens[j].lower in goes_on for j in range(first, last))
