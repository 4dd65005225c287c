"""Judge the examples of places: which names are places, and which place an event gets."""

from __future__ import annotations

from collections.abc import Iterator

from dateline.coding.setting.event_place import place_of
from dateline.examples.bench import Bench
from dateline.knowledge.kinds.base.entry import Kind
from dateline.knowledge.kinds.places import PlaceExampleEntry, WhereExampleEntry
from dateline.mentions.mentioned import Mentions, PlaceMention
from dateline.mentions.places.find_places import find_places


def judge_place(entry: Kind, bench: Bench) -> Iterator[tuple[str, str]]:
    """An example of place names, and what is wrong with it."""
    assert isinstance(entry, PlaceExampleEntry)
    seen: dict[str, str] = {}
    for mention in find_places(bench.parse(entry.text, url=entry.url), bench.knowledge):
        seen.setdefault(mention.span.of(entry.text), _label(mention))
    faults = [
        f"{words!r} must be {wanted}, is {seen.get(words, 'no place')}"
        for words, wanted in entry.expect.items()
        if seen.get(words) != wanted
    ]
    faults += [f"{words!r} is no place here" for words in entry.not_ if any(words in s.split() for s in seen)]
    yield entry.text, "; ".join(faults)


def _label(mention: PlaceMention) -> str:
    """A place as an example writes it: "name, country", of a demonym the country alone."""
    place = mention.place
    return ", ".join(filter(None, [None if mention.form == "demonym" else place.name, place.country]))


def judge_where(entry: Kind, bench: Bench) -> Iterator[tuple[str, str]]:
    """An example of the place of an event, and what is wrong with it."""
    assert isinstance(entry, WhereExampleEntry)
    parsed = bench.parse(entry.text)
    trigger = next((t.i for t in parsed.tokens if t.text == entry.trigger), None)
    if trigger is None:
        yield entry.text, f"there is no word {entry.trigger!r}"
        return
    mentions = Mentions(parsed, (), (), find_places(parsed, bench.knowledge), ())
    place, _ = place_of(mentions, trigger, parsed.sentence_of(trigger).span, bench.knowledge)
    got = place.name if place else None
    yield entry.text, "" if got == entry.place else f"the place must be {entry.place}, is {got}"
