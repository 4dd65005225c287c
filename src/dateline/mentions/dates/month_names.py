"""Names of people that are names of months and days, too: "Mrs May", "April Jones", "Mr Friday"."""

from __future__ import annotations

from dateline.knowledge.load import Knowledge
from dateline.language.labels import Dep
from dateline.language.tokens import Parse, Token

# What a person is in a clause, and a bare time hardly ever.
NAMED = Dep.SUBJECTS | Dep.RECEIVERS | {Dep.POSSESSOR}


def people_of_the_calendar(parse: Parse, knowledge: Knowledge) -> frozenset[int]:
    """The tokens that are words of the calendar and stand for somebody.

    They follow a title or a first name, or go before a surname; afterwards the surname stands alone, too, wherever a
    person stands rather than a time ("May said").
    """
    words = knowledge.words.shapes["calendar"]
    places = [t for t in parse.tokens if t.lower in words and t.text[0].isupper()]
    full = {t.i for t in places if _behind_name(parse, t, knowledge)}
    surnames = {parse.tokens[i].text for i in full}
    first = {t.i for t in places if t.i not in full and _before_surname(parse, t, knowledge)}
    alone = {t.i for t in places if t.text in surnames and _like_a_person(parse, t)}
    return frozenset(full | first | alone)


def _behind_name(parse: Parse, t: Token, knowledge: Knowledge) -> bool:
    """ "Mrs May", "Theresa May"; no name before a number ("Theresa, May 5")."""
    if not t.i or parse.tokens[t.i - 1].sent != t.sent or _number_at(parse, t.i + 1):
        return False
    before = parse.tokens[t.i - 1]
    if before.lower.rstrip(".") in knowledge.words.shapes["address"]:
        return True
    given = knowledge.register.persons.is_given(before.text) and before.lower not in knowledge.words.shapes["calendar"]
    return given and before.text[0].isupper() and t.lower in knowledge.words.shapes["month_surnames"]


def _before_surname(parse: Parse, t: Token, knowledge: Knowledge) -> bool:
    """ "April Jones": a first name before a surname, with no preposition before it."""
    if t.i + 1 >= len(parse.tokens) or t.lower not in knowledge.words.shapes["month_surnames"]:
        return False
    behind, before = parse.tokens[t.i + 1], parse.tokens[t.i - 1] if t.i else None
    opens = before is None or before.sent != t.sent or before.pos not in {"ADP", "ADJ", "DET"}
    return opens and behind.text[0].isupper() and behind.lower in knowledge.gazetteer.surnames


def _number_at(parse: Parse, i: int) -> bool:
    return i < len(parse.tokens) and parse.tokens[i].text[0].isdigit()


def _like_a_person(parse: Parse, t: Token) -> bool:
    return not _number_at(parse, t.i + 1) and (t.dep in NAMED or parse.tokens[t.head].dep == Dep.AGENT)
