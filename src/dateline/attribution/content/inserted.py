"""Contents before a tag, and on both sides of one ("A, he said, B")."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dateline.attribution.content.tags import opening, tag_end, tag_start
from dateline.attribution.parts.cue import Cue
from dateline.attribution.parts.pieces import Piece
from dateline.attribution.view import View
from dateline.language.grammar.verb_forms import is_finite
from dateline.language.labels import Dep, Tag
from dateline.spans import Span

STOPS = frozenset({",", ".", "—", "–", "--", '"', "“", ";"})
CLAUSE_OPENERS = frozenset({"as", "after", "before", "while", "when", "if", "although", "though"})
AROUND = frozenset({Dep.PARATAXIS, Dep.COMPLEMENT, Dep.ADVERBIAL})


def before_tag(view: View, cue: Cue, head: int, addressee: int | None) -> Iterator[Piece]:
    """ "S, said X": from the beginning of the clause to the tag."""
    tokens = view.tokens
    stop = tag_start(view, cue)
    inside = [i for i in view.parse.subtree(head) if i < stop]
    if not inside or view.text[tokens[stop - 1].end - 1 : tokens[stop - 1].end] not in tuple(",\"”'’?!—–-"):
        return
    start = opening(view, tokens[inside[0]].start, tokens[stop].start)
    yield Piece(Span(start, tokens[stop].start), "clause", head, addressee)
    rest = [i for i in view.parse.subtree(head) if i > cue.last and tokens[i].start >= tag_end(view, cue)]
    rest_run = _run_from(view, cue, rest)
    if rest_run is not None and tokens[rest_run.start].text == ",":
        yield _rest_piece(view, rest_run, head, addressee)


@dataclass(frozen=True, slots=True)
class _Run:
    start: int
    last: int


def _run_from(view: View, cue: Cue, rest: list[int]) -> _Run | None:
    """The tokens of a clause behind an inserted tag, from its comma on."""
    if not rest:
        return None
    after = view.parse.token_at(tag_end(view, cue) - 1) + 1
    start = rest[0]
    if start > after and view.tokens[start - 1].text == ",":
        start -= 1
    return _Run(start, rest[-1])


def _rest_piece(view: View, run: _Run, head: int, addressee: int | None) -> Piece:
    """The second piece of a clause that a tag parts."""
    return Piece(Span(view.tokens[run.start].start, view.tokens[run.last].end), "clause", head, addressee)


def around_tag(view: View, cue: Cue, addressee: int | None) -> Iterator[Piece]:
    """ "A, he said, B": a tag between commas, or before the sentence's end, that holds no clause of its own."""
    tokens = view.tokens
    if cue.source is None or not cue.source.own or all(u.kind != "speech" or "clause" not in u.takes for u in cue.uses):
        return
    if not is_finite(view.parse, cue.token) or tokens[cue.source.head].tag in Tag.RELATIVE:
        return
    sentence = view.sentence(cue.token)
    first = tag_start(view, cue)
    if first <= sentence.first or tokens[first - 1].text not in {",", "—", "–", '"', "”", "--"}:
        return
    end = tag_end(view, cue)
    following = view.parse.token_at(end - 1) + 1
    # adverbs and dates of the tag
    while following < sentence.last and tokens[following].text not in STOPS and _hangs_on(view, following, cue.token):
        following += 1
    if view.child(cue.token, Dep.OBJECT, Dep.ATTRIBUTE, Dep.PREDICATIVE) is not None and not any(
        u.addressee for u in cue.uses
    ):
        return
    closes = following >= sentence.last or tokens[following].text in {",", ".", "—", "–", "--", ";", '"', "”", "“"}
    if not closes:
        return
    start = _clause_start(view, cue, first, sentence.first)
    goes_on = following < sentence.last - 1 and tokens[following].text in {",", "—", "–", "--"}
    if not goes_on and not any(
        is_finite(view.parse, i) for i in range(start, first) if tokens[i].pos in {"VERB", "AUX"}
    ):
        return
    if tokens[start].lower in CLAUSE_OPENERS | view.reporting.words["asking"] and not goes_on:
        return
    yield Piece(
        Span(opening(view, tokens[start].start, tokens[first].start), tokens[first - 1].end),
        "clause",
        tokens[cue.token].head,
        addressee,
    )
    if goes_on:
        nxt = following + 1
        if not (tokens[nxt].tag == Tag.ING and tokens[nxt].head == cue.token) and tokens[nxt].lower not in {
            "and",
            "but",
            "while",
            "who",
        }:
            yield Piece(
                Span(tokens[nxt].start, tokens[sentence.last - 1].end), "clause", tokens[cue.token].head, addressee
            )


def _hangs_on(view: View, token: int, verb: int) -> bool:
    """Whether a token hangs on a verb, or on something that does."""
    head = view.tokens[token].head
    return verb in (head, view.tokens[head].head)


def _clause_start(view: View, cue: Cue, first: int, floor: int) -> int:
    """Where the clause begins that a tag is put into: at a relative pronoun that the rest needs, or at the sentence."""
    tokens = view.tokens
    if first - 2 >= floor and tokens[first - 2].tag in Tag.RELATIVE:
        return first - 2
    head = tokens[cue.token].head
    if head != cue.token and tokens[cue.token].dep in AROUND:
        return max(view.parse.subtree(head)[0], floor)
    return floor
