"""What to say where a list is empty: whom a name may mean, what a country code asks for."""

from __future__ import annotations

from dateline.store.database import Database
from dateline.store.filters.conditions import is_country, resolve
from dateline.store.filters.declared_filters import FILTERS, WHO, Declared, Filters
from dateline.store.filters.filter_names import SHIPPED_NAMES
from dateline.store.filters.filter_values import alike, ask

SIDES = ("actor", "recipient")
# Names that begin like the one asked for: so many letters, at most so many names.
LETTERS, MOST = 3, 500
BEGUN = """
SELECT n.name, a.name AS called FROM actor_names n JOIN actors a ON a.id = n.actor
WHERE n.name >= ? AND n.name < ? ORDER BY n.name LIMIT ?
"""
OF_COUNTRY = """
SELECT count(DISTINCT p.event) FROM participants p JOIN actors a ON a.id = p.actor WHERE a.country = ? AND p.side = ?
"""
PLACED = "SELECT count(*) FROM events WHERE country = ?"
ON_SIDE = "SELECT count(DISTINCT event) FROM participants WHERE actor = ? AND side = ?"


def hints(db: Database, f: Filters) -> list[str]:
    """Lines for somebody whose filters find nothing: one for each that names an actor or a country."""
    found = [_who(db, FILTERS[name], value) for name, value in f.given.items() if FILTERS[name].kind is WHO]
    if f.country and f.name is None:
        found.append(_country(db, f.country.upper()))
    return [line for line in found if line]


def _who(db: Database, declared: Declared, text: str) -> str:
    """Whether the text is the name of a country, of nobody in the store, or of somebody who is on the other side."""
    name = text.strip()
    if code := _code(name):
        everybody = f"{declared.option} {code} asks for everybody of it{_by_side(db, declared.name, code)}"
        there = f"--country {code} for what takes place there ({_events(db, PLACED, code)})"
        return f"{name} is a country: {everybody}, {there}."
    keys = resolve(db, text)
    if not keys:
        return _nobody(db, name)
    if declared.name not in SIDES:
        return ""
    numbers = [sum(_count(db, ON_SIDE, key, side) for key in keys[:MOST]) for side in SIDES]
    return f"{name} is in the store: as --actor of {_number(numbers[0])}, as --recipient of {_number(numbers[1])}."


def _nobody(db: Database, name: str) -> str:
    """That nobody is called so, and who is called like it."""
    if is_country(name) and name in SHIPPED_NAMES["country codes"]():
        return f"The store has nobody of {SHIPPED_NAMES['country codes']()[name]} ({name})."
    begun = name.lower()[:LETTERS]
    rows = db.execute(BEGUN, (begun, begun + "\U0010ffff", MOST)).fetchall() if begun else []
    called = {row["name"]: row["called"] for row in rows}
    near = dict.fromkeys(called[key] for key in alike(name, called))
    return f"Nobody in the store is called {name}{ask(near)}{'' if near else '; `dateline actors` lists them.'}"


def _country(db: Database, code: str) -> str:
    """That the filter asks where an event takes place, where none is placed there."""
    if _count(db, PLACED, code):
        return ""
    sides = ", ".join(f"--{side} {code} ({_events(db, OF_COUNTRY, code, side)})" for side in SIDES)
    return (
        f"--country {code} asks where an event takes place, and none is placed there; who is of that country: {sides}."
    )


def _code(name: str) -> str | None:
    """The code of the country that has this name, in any case."""
    from dateline.knowledge.files import SHIPPED, Layers
    from dateline.knowledge.world.states import names

    low = name.lower()
    held = names(Layers((SHIPPED,)), "actor")
    return next((code for code, called in held.items() if any(low == one.lower() for one in called)), None)


def _by_side(db: Database, side: str, code: str) -> str:
    return f" ({_events(db, OF_COUNTRY, code, side)})" if side in SIDES else ""


def _events(db: Database, sql: str, *values: object) -> str:
    return _number(_count(db, sql, *values))


def _number(number: int) -> str:
    return f"{number:,} event{'' if number == 1 else 's'}"


def _count(db: Database, sql: str, *values: object) -> int:
    return int(db.execute(sql, values).fetchone()[0])
