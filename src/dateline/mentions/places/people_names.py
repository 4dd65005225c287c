"""Which words are names of people, so far as place names must be kept apart from them."""

from __future__ import annotations

from dateline.knowledge.world.gazetteer import Gazetteer, normal
from dateline.language.labels import Tag
from dateline.language.tokens import Parse, Token


def people_in(parse: Parse, gazetteer: Gazetteer) -> dict[int, str]:
    """Token index -> ``person`` (full name, or after a title) or ``surname`` (a person's of the story, alone)."""
    marks: dict[int, str] = {}
    surnames: set[str] = set()
    i = 0
    tokens = parse.tokens
    while i < len(tokens):
        end = (
            _name_end(parse, i, gazetteer)
            if tokens[i].text[0].isupper() or tokens[i].lower in gazetteer.cues["titles"]
            else 0
        )
        if end <= i:
            i += 1
            continue
        first = i if tokens[i].lower.rstrip(".") not in gazetteer.cues["titles"] else i + 1
        marks.update((n, "person") for n in range(first, end))
        surnames.add(tokens[end - 1].text)
        i = end
    for t in tokens:
        if t.text in surnames and t.i not in marks:
            marks[t.i] = "surname"
    return marks


def _name_end(parse: Parse, i: int, gazetteer: Gazetteer) -> int:
    """The token after a person's name that starts at ``i`` (with its title), or 0 where none starts."""
    tokens, cues = parse.tokens, gazetteer.cues
    t = tokens[i]
    titled = t.lower.rstrip(".") in cues["titles"]
    if not titled and not _is_given(t, gazetteer):
        return 0
    j = i + 1
    while j < len(tokens) and j <= i + 4 and tokens[j].sent == t.sent and _can_be_name(tokens[j], gazetteer):
        j += 1
    length = j - i - (1 if titled else 0)
    if j < len(tokens) and tokens[j].text in cues["name_heads_after"] and tokens[j].sent == t.sent:
        return 0
    if titled:
        return j if length >= 1 else 0
    if length < 2 or normal(parse.text[t.start : tokens[j - 1].end]) in gazetteer.written:
        return 0
    if (
        gazetteer.find(normal(parse.text[t.start : tokens[i + 1].end]))[0]
        and i > 0
        and tokens[i - 1].lower in cues["strong_prepositions"]
    ):
        return 0
    return j


def _is_given(t: Token, gazetteer: Gazetteer) -> bool:
    return t.lower in gazetteer.given_names and t.pos in {"PROPN", "NOUN", "ADJ"}


def _can_be_name(t: Token, gazetteer: Gazetteer) -> bool:
    cues = gazetteer.cues
    if not t.text[0].isupper() or t.tag == Tag.NAME_PLURAL or t.pos not in {"PROPN", "NOUN", "ADJ", "X"}:
        return False
    low = t.lower.rstrip(".")
    return not (
        t.text in cues["name_heads_after"]
        or low in cues["street_words"]
        or low in cues["never"]
        or low in gazetteer.demonyms
    )
