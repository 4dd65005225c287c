"""Which names are places here: what the name is, weighed with what stands around it.

In: Parse and Gazetteer. Out: the ``Toponym`` values that pass. No statistical name recogniser takes part; the parser's
part-of-speech tags and the cue words of ``knowledge/data/en/places/cues.yaml`` do.
"""

from __future__ import annotations

from collections.abc import Mapping

from dateline.knowledge.world.gazetteer import Candidate, Gazetteer, normal
from dateline.language.labels import Dep
from dateline.language.tokens import Parse, Token
from dateline.mentions.places.people_names import people_in
from dateline.mentions.places.toponyms import Toponym, matches

THRESHOLD = 1.5
DOUBTFUL = 0.6
DASHES = frozenset({"—", "--", "---", "–", "-", "("})


def toponyms(parse: Parse, gazetteer: Gazetteer) -> tuple[list[Toponym], list[Toponym]]:
    """Place names and demonyms of a story: those that are surely ones, and those that need the story's other places.

    Returns:
        Two lists in text order; nothing in them overlaps. ``strength`` of the second lies just below the threshold.
    """
    people = people_in(parse, gazetteer)
    found = matches(parse, gazetteer)
    weights = [weigh(parse, t, gazetteer, people) for t in found]
    # One sense per story: what is surely a place once lends its weight to the other mentions of the name.
    best: dict[str, float] = {}
    for t, w in zip(found, weights, strict=True):
        best[t.key] = max(best.get(t.key, -9.0), w)
    sure: list[Toponym] = []
    open_: list[Toponym] = []
    for t, w in zip(found, weights, strict=True):
        shared = best[t.key] >= THRESHOLD + 0.5 and w > -1.0 and t.candidates[0].feature != "BLDG"
        total = w + (1.0 if shared else 0.0)
        if total >= DOUBTFUL:
            weighed = Toponym(t.first, t.last, t.key, t.candidates, t.demonym, t.inside, total)
            (sure if total >= THRESHOLD else open_).append(weighed)
    return sure, open_


def weigh(parse: Parse, t: Toponym, gazetteer: Gazetteer, people: Mapping[int, str]) -> float:
    """How likely the words name a place here: what the name is, plus what stands around it."""
    known = max(map(_prior, t.candidates))
    if t.demonym:
        return 3.0
    last = parse.tokens[t.last].text
    if t.first < t.last and last in gazetteer.cues["units"]:
        return 2.6 + min(0.0, _person(parse, t, gazetteer, people))
    if t.candidates[0].feature == "BLDG":
        return _before(parse, t, gazetteer) + 0.4
    if t.first == t.last:
        known -= 1.5 if _is_word(t, gazetteer) else 0.0
        known -= _doubts(parse, t, gazetteer, known)
    else:
        known += 0.6
    if t.inside is not None:
        return known + 3.0 + min(0.0, _person(parse, t, gazetteer, people))
    if _is_dateline(parse, t):
        return known + 2.0
    return known + _before(parse, t, gazetteer) + _after(parse, t, gazetteer) + _person(parse, t, gazetteer, people)


def _doubts(parse: Parse, t: Toponym, gazetteer: Gazetteer, known: float) -> float:
    """What speaks against a single word: a verb, an acronym, a make, a common surname."""
    word = parse.tokens[t.first]
    against = 0.0
    if known < 2.4 and word.pos not in {"PROPN", "NOUN", "ADJ"}:
        against += 2.0
    if word.text.isupper() and len(word.text) < 6 and t.key not in gazetteer.written and not _is_dateline(parse, t):
        against += 1.5
    if word.text.isupper() and t.key not in gazetteer.written and _shouted(parse, t):
        against += 1.5
    if t.key in gazetteer.cues["brands"]:
        against += 1.5
    if (
        known < 2.0
        and t.key not in gazetteer.written
        and (t.key in gazetteer.surnames or t.key in gazetteer.given_names)
    ):
        against += 0.8
    return against


def _shouted(parse: Parse, t: Toponym) -> bool:
    """True where the words on one side are in capitals too: a headline in capitals has no proper names to see."""
    for i in (t.first - 1, t.last + 1):
        if 0 <= i < len(parse.tokens) and parse.tokens[i].sent == parse.tokens[t.first].sent:
            near = parse.tokens[i].text
            if len(near) > 2 and near.isalpha() and near.isupper():
                return True
    return False


def _is_dateline(parse: Parse, t: Toponym) -> bool:
    """True for a name in capitals before a dash or bracket: "CAIRO (AP) -"."""
    after = t.last + 1
    if after >= len(parse.tokens) or not parse.text[parse.tokens[t.first].start : parse.tokens[t.last].end].isupper():
        return False
    return parse.tokens[after].text in DASHES


def _is_word(t: Toponym, gazetteer: Gazetteer) -> bool:
    return (
        gazetteer.find(t.key)[1]
        and t.key not in gazetteer.written
        and t.candidates[0].type in {"city", "admin2", "admin1"}
    )


def _prior(c: Candidate) -> float:
    """How likely a name is this place before its story is looked at, as a score: states first, then by size."""
    if c.type == "country" or c.type == "region":
        return 3.0
    if c.type == "other" or (c.type == "admin1" and c.population):
        return 2.6
    if c.type in {"admin1", "admin2"}:
        return 1.2 if c.type == "admin1" else 1.0
    size = (
        2.4
        if c.population >= 1_000_000
        else 1.9
        if c.population >= 200_000
        else 1.2
        if c.population >= 30_000
        else 0.6
        if c.population >= 3000
        else 0.3
    )
    return size - (0.4 if c.alias else 0.0)


def _before(parse: Parse, t: Toponym, gazetteer: Gazetteer) -> float:
    """What the words before a name say for a place."""
    tokens, cues = parse.tokens, gazetteer.cues
    last = tokens[t.last]
    act = tokens[last.head].lemma
    reached = 0.8 if last.dep == Dep.OBJECT and (act in cues["where_reaches"] or act in cues["where_moves"]) else 0.0
    return _preposition(parse, t, gazetteer) or reached


def _preposition(parse: Parse, t: Toponym, gazetteer: Gazetteer) -> float:
    """What stands before a name says of it: "in X" for a place, a capitalised word for the tail of a longer name."""
    tokens, cues = parse.tokens, gazetteer.cues
    first = parse.sentence_of(t.first).first
    i = t.first - 1
    if i < first:
        return 0.0
    if (
        tokens[i].text[0].isupper()
        and tokens[i].pos == "PROPN"
        and i >= first
        and tokens[i].text not in cues["modifiers_before_name"]
    ):
        # The tail of a longer name ("John Houston"), unless what stands before is a place, a title or a demonym itself.
        return _tail(tokens[i], gazetteer)
    while i >= first and (tokens[i].lower in cues["between_preposition_and_place"] or tokens[i].pos == "ADJ"):
        i -= 1
    if i < first:
        return 0.0
    word = tokens[i].lower
    if word == "of" and i > first and tokens[i - 1].lower in cues["place_heads_before"]:
        return 2.5
    if word in cues["strong_prepositions"]:
        return 1.5
    if word in cues["weak_prepositions"]:
        return 0.8
    if word in {",", "("} and tokens[i - 1].text[0].isupper():
        return 0.5
    return 0.0


def _tail(before: Token, gazetteer: Gazetteer) -> float:
    if before.lower in gazetteer.demonyms or normal(before.text) in gazetteer.written:
        return -0.3
    return -2.5


def _after(parse: Parse, t: Toponym, gazetteer: Gazetteer) -> float:
    """What stands behind a name says of it: "X Province" for a place, "X Street" or "X said" against one."""
    tokens, cues = parse.tokens, gazetteer.cues
    i = t.last + 1
    if i >= len(tokens) or tokens[i].sent != tokens[t.last].sent:
        return 0.0
    nxt = tokens[i]
    if nxt.lower.rstrip(".") in cues["street_words"] and nxt.text[0].isupper():
        beyond = tokens[min(i + 1, len(tokens) - 1)]
        return -2.5 if not (beyond.text[0].isupper() and beyond.pos == "PROPN") else 0.0
    if t.key.startswith("saint ") and (nxt.text in {"'s", "’s"} or nxt.text in cues["saint_heads_after"]):
        return -2.0
    if nxt.text in cues["company_heads_after"] and max(map(_prior, t.candidates)) < 2.4:
        return -1.5
    if nxt.text in cues["name_heads_after"] or (nxt.text in {"'s", "’s"} and _prior(t.candidates[0]) > 1):
        return 1.2
    if nxt.lower in cues["place_heads_after"]:
        return 1.2
    if nxt.text[0].isupper() and nxt.pos == "PROPN" and nxt.lower not in gazetteer.cues["never"]:
        return -1.2 if max(map(_prior, t.candidates)) < 2.5 else -0.6
    if nxt.lower in cues["speech_verbs"]:
        return -0.7
    return 0.0


def _person(parse: Parse, t: Toponym, gazetteer: Gazetteer, people: Mapping[int, str]) -> float:
    marks = {people.get(i) for i in range(t.first, t.last + 1)} - {None}
    if "person" in marks:
        return -5.0
    if "surname" in marks:
        return -2.5 if _before(parse, t, gazetteer) < 1.5 else -1.0
    return 0.0
