"""What is on the desk as files: stars and notes as a table, word on who is who as knowledge."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dateline.desk.entries import Desk, Entry
from dateline.desk.who_is_who import kept
from dateline.knowledge.kinds.actors import BODY_KINDS
from dateline.knowledge.world.persons import Known
from dateline.knowledge.world.register import Register
from dateline.knowledge.world.spelling import plain

MARKS = (
    "of", "id", "star", "note", "reader", "time", "day", "who", "event_type", "whom", "words", "text", "outlet",
    "headline", "story",
)  # fmt: skip
PERSONS = ("id", "name", "aliases", "country", "posts", "sectors")
BODIES = ("id", "name", "aliases", "kind", "country", "sectors", "wikidata")
ITEM = re.compile(r"Q\d+")
# The id of an actor that one story alone describes, without a name.
OF_STORY = re.compile(r".+-\d+-a\d+")


def rows_of_marks(desk: Desk) -> list[list[str]]:
    """The cells of stars and notes, the newest first, in the order of ``MARKS``."""
    own = {"id": "ref"}
    return [
        [m.reader if c == "reader" else m.time if c == "time" else m.get(own.get(c, c)) for c in MARKS]
        for m in desk.marks
    ]


@dataclass(frozen=True, slots=True)
class Knowledge:
    """Rows for a user's own folder of knowledge, and what can't be said there.

    Attributes:
        persons: rows of ``actors/persons_hand.csv``.
        bodies: rows of ``actors/organisations.csv``.
        left: (entry, why it isn't among them).
    """

    persons: tuple[tuple[str, ...], ...]
    bodies: tuple[tuple[str, ...], ...]
    left: tuple[tuple[Entry, str], ...]


def knowledge_of(desk: Desk, register: Register) -> Knowledge:
    """Merges, splits and persons added as knowledge: whoever codes with it gets one actor, or two, by the texts."""
    persons: list[tuple[str, ...]] = []
    bodies: list[tuple[str, ...]] = []
    left: list[tuple[Entry, str]] = []
    for group in _groups(desk):
        known = _known(group, register)
        kind = known[0].kind if known else group[0].get("kind")
        vague = next((n for e in group for r, n in _both(e) if OF_STORY.fullmatch(r)), None)
        if vague is not None:
            left += [(e, f"{vague!r} is a description: as knowledge it would mean everybody called so") for e in group]
        elif len(known) > 1:
            left += [(e, f"the register knows both, {known[0].id} and {known[1].id}: its rows decide") for e in group]
        elif kind == "person":
            persons.append(_person(group, known))
        elif kind in BODY_KINDS:
            bodies.append(_body(group, known, kind))
        else:
            left += [(e, f"a table of knowledge has no row for {kind or 'an actor of this kind'}") for e in group]
    for e in (*desk.of("person"), *desk.of("split")):
        if e.kind == "split" and e.get("kind") != "person":
            left.append((e, "only persons can be told apart by knowledge: by country, post and day"))
        else:
            alias = e.get("alias") or (e.get("spelling") if e.get("spelling").lower() != e.get("name").lower() else "")
            persons.append(("", e.get("name"), alias, e.get("country"), e.get("post"), ""))
    return Knowledge(tuple(persons), tuple(bodies), tuple(left))


def _groups(desk: Desk) -> list[list[Entry]]:
    """Merges by whom they lead to, those that name them as the one that is kept first."""
    into = kept(desk)
    groups: dict[str, list[Entry]] = {}
    for e in desk.of("merge"):
        end = into.get(e.get("keep"), e.get("keep"))
        groups.setdefault(end, []).append(e)
    return [sorted(group, key=lambda e: e.get("keep") != end) for end, group in groups.items()]


def _both(e: Entry) -> tuple[tuple[str, str], tuple[str, str]]:
    """Id and name of the two whom a merge makes one."""
    return (e.get("keep"), e.get("keep_name")), (e.get("other"), e.get("other_name"))


def _known(group: Sequence[Entry], register: Register) -> list[Known]:
    """Those of a group that the register knows, each once."""
    found: dict[str, Known] = {}
    for e in group:
        for ref, name in _both(e):
            one = register.actors.get(ref)
            if one is None and ITEM.fullmatch(ref):
                one = next((k for k in register.persons.find(name) if k.id == ref), None)
            if one is not None:
                found[one.id] = one
    return list(found.values())


def _names(group: Sequence[Entry], known: Sequence[Known]) -> tuple[str, tuple[str, ...]]:
    """The usual name and all others, each once."""
    said = [n for e in group for n in (e.get("keep_name"), e.get("other_name"))]
    first = known[0].name if known else said[0]
    others = dict.fromkeys(n for n in (*(known[0].aliases if known else ()), *said) if n != first)
    return first, tuple(others)


def _person(group: Sequence[Entry], known: Sequence[Known]) -> tuple[str, ...]:
    name, aliases = _names(group, known)
    one = known[0] if known else None
    country = one.country if one else next((e.get("country") for e in group if e.get("country")), "")
    posts = (
        [f"{p.start or ''}..{p.end or (f'?{p.listed}' if p.listed else '')} {p.role}" for p in one.posts] if one else []
    )
    return (one.id if one else "", name, "|".join(aliases), country or "", "; ".join(posts), "")


def _body(group: Sequence[Entry], known: Sequence[Known], kind: str) -> tuple[str, ...]:
    name, aliases = _names(group, known)
    one = known[0] if known else None
    slug = "-".join(w for part in name.split() if (w := plain(part)))
    country = one.country if one else next((e.get("country") for e in group if e.get("country")), "")
    sectors = "|".join(one.sectors) if one else ""
    wikidata = (one.wikidata if one else "") or ""
    return (one.id if one else slug, name, "|".join(aliases), kind, country or "", sectors, wikidata)


def said(entries: Iterable[tuple[Entry, str]]) -> list[str]:
    """Lines that say what is left out and why."""
    return [f"{_what(e)}: {why}" for e, why in entries]


def _what(e: Entry) -> str:
    if e.kind == "merge":
        return f"{e.get('keep_name')} and {e.get('other_name')} are one"
    return f"{e.get('spelling')} is {e.get('name')}, not {e.get('actor_name')}"
