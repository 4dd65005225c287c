"""Which column of a user's sheet is what: guessed from its heading, or said."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from dateline.errors import UsageError
from dateline.store.filters.filter_values import alike, ask

# What we ask for: the headings under which sheets have it, the likeliest first. A heading is given to one thing only.
HEADINGS: Mapping[str, tuple[str, ...]] = {
    "text": ("text", "sentence", "passage text", "event text", "paragraph", "excerpt", "content", "quote", "passage"),
    "id": ("id", "passage id", "text id", "sentence id", "passage"),
    "type": ("type", "event type", "plover", "plover type", "label", "category", "code", "event"),
    "actor": ("actor", "actor name", "source", "source actor", "source name", "actor1", "actor 1", "who"),
    "recipient": ("recipient", "recipient name", "target", "target actor", "target name", "actor2", "actor 2", "whom"),
    "date": ("date", "event date", "day", "when"),
    "place": ("place", "location", "place name", "placename", "where"),
    "published": ("published", "publication date", "published on", "pub date", "story date"),
}
NEEDED = ("text", "type")


def plain(heading: str) -> str:
    """A heading in small letters with single blanks: "Event_Type" is "event type"."""
    return re.sub(r"[\W_]+", " ", heading).strip().lower()


def map_columns(headings: Sequence[str], said: Mapping[str, str], where: str) -> dict[str, int]:
    """The number of the column of each thing that the sheet has.

    Args:
        headings: of the sheet, in order.
        said: what the user says: thing > heading.
        where: name of the sheet, for errors.

    Raises:
        UsageError: there is no column of texts or types, or none of a name that was said.
    """
    known = {plain(h): n for n, h in reversed(list(enumerate(headings))) if plain(h)}
    found: dict[str, int] = {}
    for thing, heading in said.items():
        if thing not in HEADINGS:
            raise UsageError(f"--column {thing}={heading}: there is {', '.join(HEADINGS)}{ask(alike(thing, HEADINGS))}")
        if plain(heading) not in known:
            near = ask(alike(heading, headings))
            raise UsageError(f"{where}: no column {heading!r}; it has {', '.join(h for h in headings if h)}{near}")
        found[thing] = known[plain(heading)]
    for thing, names in HEADINGS.items():
        taken = set(found.values())
        guess = next((known[n] for n in names if n in known and known[n] not in taken), None)
        if thing not in found and guess is not None:
            found[thing] = guess
    for thing in NEEDED:
        if thing not in found:
            there = ", ".join(h for h in headings if h) or "no headings at all"
            raise UsageError(f"{where}: which column is the {thing}? It has {there}; say --column {thing}=HEADING")
    return found
