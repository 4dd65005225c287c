"""Names of the gazetteer among the capitalised words of a parse, longest first, with the places that hold them.

In: Parse and Gazetteer. Out: ``Toponym`` values; ``toponym_evidence.py`` says which of them are places here, and
``toponym_senses.py`` which places they are.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dateline.knowledge.world.gazetteer import Candidate, Gazetteer, normal
from dateline.language.tokens import Parse

LONGEST = 6


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


def matches(parse: Parse, gazetteer: Gazetteer) -> list[Toponym]:
    """Every name of the gazetteer in a story, in text order, none overlapping."""
    found: list[Toponym] = []
    for sentence in parse.sentences:
        found += _matches(parse, sentence.first, sentence.last, gazetteer)
    return _containers(parse, found, gazetteer)


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
        match = None if j == i and _only_sides(parse, i, gazetteer) else _at(text, i, j, gazetteer)
        if match and tokens[i].lower == "the" and j > i:
            longer = _longest(parse, i + 1, end, gazetteer) if tokens[i + 1].text[0].isupper() else None
            if longer is not None and longer.last > j:
                return longer
            return Toponym(i + 1, j, match.key, match.candidates, match.demonym)
        if match:
            return match
    return None


def _only_sides(parse: Parse, i: int, gazetteer: Gazetteer) -> bool:
    """Whether a word only tells the side or part of what is named behind it: "Northern Hills", no region Northern."""
    behind = parse.tokens[i + 1] if i + 1 < len(parse.tokens) else None
    sides = parse.tokens[i].text in gazetteer.cues["modifiers_before_name"]
    return sides and behind is not None and behind.sent == parse.tokens[i].sent and behind.text[0].isupper()


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
