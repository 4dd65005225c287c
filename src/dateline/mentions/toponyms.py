"""Which words of a parse may be place names: gazetteer names among capitalised words, weighed by what stands around.

In: Parse and Gazetteer. Out: ``Toponym`` values that passed, without a decision on which place is meant. No statistical
name recogniser takes part; the parser's part-of-speech tags do.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dateline.knowledge.gazetteer import Candidate, Gazetteer, normal
from dateline.language.types import Parse, Token
from dateline.mentions.people import people_in

LONGEST = 6
THRESHOLD = 1.5
DOUBTFUL = 0.6
DASHES = frozenset({"—", "--", "---", "–", "-", "("})


@dataclass(frozen=True, slots=True)
class Toponym:
    """A stretch of tokens ``first`` to ``last`` (included) that names a place.

    Attributes:
        key: the normalised name.
        candidates: what it may mean.
        demonym: True for "Iraqi", False for "Iraq".
        inside: key of the place that is named right after it ("Paris, Texas"), or None.
        strength: how sure the recognition is.
    """

    first: int
    last: int
    key: str
    candidates: tuple[Candidate, ...]
    demonym: bool = False
    inside: Toponym | None = None
    strength: float = 0.0


def toponyms(parse: Parse, gazetteer: Gazetteer) -> tuple[list[Toponym], list[Toponym]]:
    """Place names and demonyms of a story: those that are surely ones, and those that need the story's other places.

    Returns:
        Two lists in text order; nothing in them overlaps. ``strength`` of the second lies just below the threshold.
    """
    people = people_in(parse, gazetteer)
    found: list[Toponym] = []
    for sentence in parse.sentences:
        found += _matches(parse, sentence.first, sentence.last, gazetteer)
    found = _containers(parse, found, gazetteer)
    weights = [weigh(parse, t, gazetteer, people) for t in found]
    # One sense per story: what is surely a place once lends its weight to the other mentions of the name.
    best: dict[str, float] = {}
    for t, w in zip(found, weights, strict=True):
        best[t.key] = max(best.get(t.key, -9.0), w)
    sure, open_ = [], []
    for t, w in zip(found, weights, strict=True):
        shared = best[t.key] >= THRESHOLD + 0.5 and w > -1.0 and t.candidates[0].feature != "BLDG"
        total = w + (1.0 if shared else 0.0)
        if total >= DOUBTFUL:
            weighed = Toponym(t.first, t.last, t.key, t.candidates, t.demonym, t.inside, total)
            (sure if total >= THRESHOLD else open_).append(weighed)
    return sure, open_


def _matches(parse: Parse, start: int, end: int, gazetteer: Gazetteer) -> list[Toponym]:
    """Longest names first, from left to right, within one sentence."""
    tokens = parse.tokens
    out = []
    i = start
    while i < end:
        t = tokens[i]
        if not t.text[0].isupper() and t.lower not in {"al", "the", "sub", "pan"}:
            i += 1
            continue
        skip = _no_place(parse, i, end, gazetteer)
        match = None if skip else _longest(parse, i, end, gazetteer)
        if match is not None:
            out.append(match)
            skip = match.last + 1
        i = max(skip, i + 1)
    return out


def _no_place(parse: Parse, i: int, end: int, gazetteer: Gazetteer) -> int:
    """The token after a name that is known to be no place, or 0."""
    if parse.tokens[i].lower not in gazetteer.false_starts:
        return 0
    for j in range(min(i + LONGEST, end) - 1, i, -1):
        if parse.text[parse.tokens[i].start : parse.tokens[j].end] in gazetteer.cues["not_places"]:
            return j + 1
    return 0


def _longest(parse: Parse, i: int, end: int, gazetteer: Gazetteer) -> Toponym | None:
    tokens = parse.tokens
    stops = []
    j = i
    while j < end and j < i + LONGEST:
        t = tokens[j]
        if t.text[0].isupper():
            stops.append(j)
        elif t.lower in gazetteer.cues["place_heads_after"] and j > i:
            stops.append(j)
            break
        elif t.lower not in gazetteer.cues["inside_names"]:
            break
        j += 1
    for j in reversed(stops):
        text = parse.text[tokens[i].start : tokens[j].end]
        match = _at(text, i, j, gazetteer)
        if match and tokens[i].lower == "the" and j > i:
            longer = _longest(parse, i + 1, end, gazetteer) if tokens[i + 1].text[0].isupper() else None
            if longer is not None and longer.last > j:
                return longer
            return Toponym(i + 1, j, match.key, match.candidates, match.demonym)
        if match:
            return match
    return None


def _at(text: str, i: int, j: int, gazetteer: Gazetteer) -> Toponym | None:
    nation = gazetteer.demonyms.get(text.lower())
    if nation is not None and text[0].isupper():
        return Toponym(i, j, normal(text), (nation,), True)
    if text[:4] in {"the ", "The "} and text.lower() not in gazetteer.exact:
        return None
    state = gazetteer.states.get(text)
    if state is not None and _stands_alone(text):
        return Toponym(i, j, normal(state.name), (state,))
    key = normal(text)
    capitals = key in gazetteer.capitals_only and text.replace(".", "").isupper()
    if not key or (i == j and key in gazetteer.cues["never"] and not capitals):
        return None
    if i == j and text in gazetteer.cues["name_heads_after"] and key not in gazetteer.written:
        return None
    candidates, _ = gazetteer.find(key)
    if not candidates:
        return None
    if key in gazetteer.capitals_only and not text.replace(".", "").isupper():
        candidates = tuple(c for c in candidates if c.type == "city" and not c.alias and len(key) > 3)
    if len(key) <= 3 and key not in gazetteer.written:
        return None
    return Toponym(i, j, key, candidates) if candidates else None


def _stands_alone(text: str) -> bool:
    """True for abbreviations that can mean nothing else even without a comma before: "N.C.", "Mass.", "Calif."."""
    return text[-1] == "." and (text.count(".") > 1 or len(text) > 4) and text != "Miss."


def _containers(parse: Parse, found: list[Toponym], gazetteer: Gazetteer) -> list[Toponym]:
    """Tie "Paris, Texas" together and read "Paris, Tex." as well.

    A town whose province follows but which the gazetteer has only elsewhere is left out: it isn't that other town.
    """
    start = {t.first: t for t in found}
    out: list[Toponym] = []
    taken = -1
    for t in found:
        if t.first <= taken:
            continue
        outer = _after_comma(parse, t, start, gazetteer)
        if outer is not None and not _holds(outer, t):
            if not _stranger(parse, t, outer):
                out.append(t)
            outer = outer if outer.first not in start else None
        elif outer is None or _is_list(parse, t, outer):
            out.append(t)
            outer = None
        else:
            out.append(Toponym(t.first, t.last, t.key, t.candidates, False, outer))
            outer = outer if outer.first not in start else None
        if outer is not None:
            out.append(outer)
            taken = outer.last
    return out


def _after_comma(parse: Parse, t: Toponym, start: Mapping[int, Toponym], gazetteer: Gazetteer) -> Toponym | None:
    """The place that stands right after a name and a comma or bracket, if any."""
    after = t.last + 1
    tokens = parse.tokens
    if t.demonym or after + 1 >= len(tokens) or tokens[after].text not in {",", "("}:
        return None
    if tokens[after].sent != tokens[t.last].sent:
        return None
    return start.get(after + 1) or _short_state(parse, after + 1, gazetteer)


def _stranger(parse: Parse, t: Toponym, outer: Toponym) -> bool:
    """True for a small town of another province before ", Texas,": the text means one that the gazetteer lacks."""
    state = outer.candidates[0]
    if state.type != "admin1" or state.country not in {"USA", "CAN", "AUS"} or outer.demonym:
        return False
    if any(c.type not in {"city", "admin2"} or c.population > 100_000 for c in t.candidates):
        return False
    before = parse.tokens[t.first - 1].lower if t.first else ""
    return before in {"in", "at", "near", "of", "from", "to", "outside"}


def _is_list(parse: Parse, inner: Toponym, outer: Toponym) -> bool:
    """True for "London, Ontario and Paris": the list goes on, and the famous place is none of the container's."""
    after = outer.last + 1
    if after + 1 >= len(parse.tokens) or parse.tokens[after].lower not in {",", "and"}:
        return False
    if not parse.tokens[after + 1].text[0].isupper():
        return False
    held = [c.population for c in inner.candidates if any(contains(o, c) for o in outer.candidates)]
    return max(c.population for c in inner.candidates) > 50 * max(held, default=0)


def _short_state(parse: Parse, i: int, gazetteer: Gazetteer) -> Toponym | None:
    """A province by its abbreviation, which only counts after a comma."""
    for width in (3, 2, 1):
        j = i + width - 1
        if j >= len(parse.tokens):
            continue
        text = parse.text[parse.tokens[i].start : parse.tokens[j].end]
        state = gazetteer.states.get(text) or gazetteer.states.get(text + ".")
        if state is not None and text[0].isupper():
            return Toponym(i, j, normal(state.name), (state,))
    return None


def _holds(outer: Toponym, inner: Toponym) -> bool:
    return any(contains(o, c) for o in outer.candidates for c in inner.candidates)


def contains(outer: Candidate, inner: Candidate) -> bool:
    """True where ``inner`` lies in ``outer``, by what the gazetteer says of both."""
    if outer is inner or outer.country is None or outer.country != inner.country:
        return False
    if outer.type == "country":
        return inner.type != "country"
    if outer.type == "admin1":
        return (
            inner.type in {"city", "admin2", "other"}
            and inner.admin1 is not None
            and (normal(inner.admin1) == normal(outer.admin1 or outer.name))
        )
    if outer.type == "admin2":
        return inner.type in {"city", "other"} and abs(outer.lat - inner.lat) < 0.7 and abs(outer.lon - inner.lon) < 0.9
    return False


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
    if t.key in gazetteer.cues["brands"]:
        against += 1.5
    if known < 2.0 and (t.key in gazetteer.surnames or t.key in gazetteer.given_names):
        against += 0.8
    return against


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
    reached = 0.8 if last.dep == "dobj" and (act in cues["where_reaches"] or act in cues["where_moves"]) else 0.0
    return _preposition(parse, t, gazetteer) or reached


def _preposition(parse: Parse, t: Toponym, gazetteer: Gazetteer) -> float:
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
