"""Places that no gazetteer lists: "at the petrol station", "in Upper Marsh", "stormed the royal residence".

In: mentions and a sentence. Out: ``PlaceMention`` whose place has the words as its name and no country. And "the city"
or "the country" of a sentence, where the story has named but one of that kind before.
"""

from __future__ import annotations

from collections.abc import Mapping

from dateline.language.labels import Dep, Tag
from dateline.language.tokens import Parse, Token
from dateline.mentions.mentioned import Mentions, PlaceMention
from dateline.record import Place

Cues = Mapping[str, frozenset[str]]
# Sentences that are looked back over for what "the city" is.
BACK = 4
# What each kind of place is called, and the features that the gazetteer gives it; a town's begin with "PPL".
COUNTRIES = frozenset({"PCLI", "PCLD"})
PROVINCES = frozenset({"ADM1"})
TOWNS = "PPL"
NOUNS = frozenset({"NOUN", "PROPN"})
PLACED = Dep.OBJECTS | Dep.UNDERGOERS
DESCRIBED = Dep.MODIFIERS | {Dep.NUMBER}


def unlisted(mentions: Mentions, sentence: int, cues: Cues) -> list[PlaceMention]:
    """The places of a sentence that the gazetteer doesn't name, in text order.

    Args:
        mentions: the story's mentions.
        sentence: number of the sentence.
        cues: the words of ``places/where.yaml``.
    """
    parse = mentions.parse
    first, last = parse.sentences[sentence].first, parse.sentences[sentence].last
    nouns = (t for t in parse.tokens[first:last] if t.pos in NOUNS and t.dep in PLACED)
    found = (_meant_again(mentions, t, cues) or _site(mentions, t, cues) for t in nouns)
    listed = [p.span for p in mentions.places_by_sentence.get(sentence, ()) if p.form != "demonym"]
    return [p for p in found if p is not None and not any(p.span.touches(span) for span in listed)]


def is_site(parse: Parse, place: PlaceMention) -> bool:
    """Whether a place is known by a common noun alone: "a hotel"."""
    return place.place.country is None and place.place.feature is None and parse.tokens[place.head].pos == "NOUN"


def _site(mentions: Mentions, t: Token, cues: Cues) -> PlaceMention | None:
    """A noun for a place people meet or live at, or a name behind "in" or "at" that is nobody's."""
    parse = mentions.parse
    if t.lemma.lower() in cues["where_scenes"] or t.lemma.lower() in cues["where_parts"]:
        return _as_place(parse, t) if _is_told_apart(parse, t, cues) else None
    if t.pos != "PROPN" or t.dep != Dep.PREP_OBJECT or not t.text[0].isupper():
        return None
    named = parse.tokens[t.head].lower in cues["where_named"] or _heads_a_name(parse, t, cues)
    somebody = mentions.at(t.i)
    if not named or (somebody is not None and mentions.entity(somebody).actor.kind != "other"):
        return None
    return None if any(d.span.holds(t.span) for d in mentions.dates) else _as_place(parse, t)


def _is_told_apart(parse: Parse, t: Token, cues: Cues) -> bool:
    """Whether the text speaks of a certain place: "the residence", "Mill Road", "at a hotel", not "in prison"."""
    before = [parse.tokens[c] for c in t.children if c < t.i and parse.tokens[c].pos != "PUNCT"]
    if t.pos == "PROPN" or t.lemma.lower() in cues["where_parts"]:
        return t.pos == "PROPN" or any(c.dep in DESCRIBED for c in before)
    if t.dep in Dep.UNDERGOERS:
        return any(c.lower in parse.words.definite or c.dep == Dep.POSSESSOR for c in before)
    return bool(before)


def _heads_a_name(parse: Parse, t: Token, cues: Cues) -> bool:
    """Whether a name stands behind the word for what it is: "the hamlet of Upper Marsh"."""
    of = parse.tokens[t.head]
    return of.lower in parse.words.prepositions.part and parse.tokens[of.head].lower in cues["where_scenes"]


def named_behind(parse: Parse, t: Token) -> int | None:
    """The name behind the "of" of a word for what it is: "the port of Upper Marsh", "the state of Alabama"."""
    of = (c for c in t.children if c > t.i and parse.tokens[c].lower in parse.words.prepositions.part)
    named = (parse.child(c, Dep.PREP_OBJECT) for c in of)
    return next((n for n in named if n is not None and parse.tokens[n].pos == "PROPN"), None)


def _as_place(parse: Parse, t: Token) -> PlaceMention:
    first = _first(parse, t)
    name = named_behind(parse, t)
    span = parse.span(first, t.i if name is None else name)
    return PlaceMention(span, t.i, Place(span, span.of(parse.text)))


def _first(parse: Parse, t: Token) -> int:
    """The first word of a noun phrase that isn't its article."""
    tokens, first = parse.tokens, t.i
    start = parse.sentences[t.sent].first
    while first > start and t.i in parse.ancestors(first - 1) and tokens[first - 1].dep not in Dep.CLAUSES_OF_NOUN:
        first -= 1
    while first < t.i and (tokens[first].dep == Dep.DETERMINER or tokens[first].tag in Tag.DETERMINERS):
        first += 1
    return first


def _meant_again(mentions: Mentions, t: Token, cues: Cues) -> PlaceMention | None:
    """ "The city": the only place of its kind that was named within some sentences."""
    parse = mentions.parse
    article = [parse.tokens[c].lower for c in t.children if c < t.i]
    if (
        t.pos != "NOUN"
        or len(article) != 1
        or article[0] not in parse.words.definite
        or any(c > t.i for c in t.children)
    ):
        return None
    kind = next((k for k in ("where_town", "where_province", "where_country") if t.lower in cues[k]), None)
    if kind is None:
        return None
    earlier = [
        p.place
        for sent in range(t.sent, max(t.sent - BACK, -1), -1)
        for p in reversed(mentions.places_by_sentence.get(sent, ()))
        if p.span.end <= t.start and _is_of_kind(p, kind)
    ]
    return PlaceMention(t.span, t.i, earlier[0]) if len({p.geonameid for p in earlier}) == 1 else None


def _is_of_kind(place: PlaceMention, kind: str) -> bool:
    feature = place.place.feature or ""
    if kind == "where_town":
        return feature.startswith(TOWNS)
    return place.form == "name" and feature in (COUNTRIES if kind == "where_country" else PROVINCES)
