"""The names that filters with a list take: those of the knowledge, and those that a store holds."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache

from dateline.errors import UsageError
from dateline.knowledge.files import SHIPPED, Layers
from dateline.store.database import Database
from dateline.store.filters.declared_filters import FILTERS, Filters
from dateline.store.filters.filter_values import Named, alike

# Where a store holds names: a user's own types and modes are in no list of ours. Country codes also name groups of
# states (IGO, EUR) with actors.
GROUPS = {
    "IGO": "intergovernmental organisation", "UNO": "United Nations", "EUR": "European Union",
    "NGO": "non-governmental organisation", "ISM": "international social movement", "IMG": "international armed group",
    "MNC": "multinational company",
}  # fmt: skip
HELD: Mapping[str, tuple[tuple[str, str], ...]] = {
    "event types": (("events", "event_type"),),
    "modes": (("event_modes", "mode"),),
    "contexts": (("event_contexts", "context"),),
    "country codes": (("events", "country"), ("actors", "country")),
}


def check_names(db: Database, filters: Filters) -> None:
    """Refuse names that neither our knowledge nor the store has.

    Raises:
        UsageError: it names those that are alike.
    """
    for name, value in filters.given.items():
        kind = FILTERS[name].kind
        if isinstance(kind, Named):
            for one in value if isinstance(value, tuple) else (value,):
                _check_name(db, name, kind, one)


def _check_name(db: Database, name: str, kind: Named, value: str) -> None:
    """Ask the store first, which is quick: our lists are read from files."""
    columns, stored = HELD[kind.what], kind.stored(value)
    if any(db.execute(f"SELECT 1 FROM {t} WHERE {c} = ? LIMIT 1", (stored,)).fetchone() for t, c in columns):
        return
    known = SHIPPED_NAMES[kind.what]()
    if stored not in known:
        held = {row[0] for t, c in columns for row in db.execute(f"SELECT DISTINCT {c} FROM {t}") if row[0]}
        raise _unknown(name, kind, value, known, held)


def _unknown(name: str, kind: Named, value: str, known: Mapping[str, str], held: set[str]) -> UsageError:
    """The error that names what may have been meant, by the name or by what the list calls it ("Iran": IRN)."""
    every = sorted({*known, *held})
    called = {says: key for key, says in known.items() if says}
    meant = [f"{called[says]} ({says})" for says in alike(value, called)]
    if any(value.strip().lower() == says.lower() for says in called):
        meant, near = meant[:1], []
    else:
        near = alike(value, every)
    return kind.unknown(name, value, every, near or meant)


@cache
def _types() -> Mapping[str, str]:
    """Event type -> its label."""
    from dateline.knowledge.ontology import load

    return {t.id: t.label for t in load(Layers((SHIPPED,))).types.values()}


@cache
def _modes() -> Mapping[str, str]:
    from dateline.knowledge.ontology import load

    return {mode: "" for t in load(Layers((SHIPPED,))).types.values() for mode in t.modes}


@cache
def _contexts() -> Mapping[str, str]:
    """Context -> nothing that it is called beside its id."""
    from dateline.knowledge.kinds.events import ContextEntry
    from dateline.knowledge.kinds.files import read

    return {entry.id: "" for entry in read(Layers((SHIPPED,)), "contexts/*.yaml", ContextEntry)}


@cache
def _countries() -> Mapping[str, str]:
    """Country code -> name."""
    from dateline.knowledge.world.states import usual_names

    return usual_names(Layers((SHIPPED,))) | GROUPS


SHIPPED_NAMES: Mapping[str, Callable[[], Mapping[str, str]]] = {
    "event types": _types, "modes": _modes, "contexts": _contexts, "country codes": _countries,
}  # fmt: skip
