"""Place names in a story and the gazetteer entries that they mean."""

from __future__ import annotations

import re
from typing import Literal

from dateline.knowledge.load import Knowledge
from dateline.knowledge.world.gazetteer import Candidate, Gazetteer, Outlet
from dateline.language.tokens import Parse
from dateline.mentions.mentioned import PlaceMention
from dateline.mentions.places.toponym_evidence import toponyms
from dateline.mentions.places.toponym_senses import Hint, choose, near
from dateline.mentions.places.toponyms import Toponym, contains
from dateline.pages.source_and_story import Story
from dateline.record import Place
from dateline.spans import Span

TELEPHONE = re.compile(r"(?<!\d)\(?([2-9]\d\d)\)?[-. ]{1,2}\d{3}[-.]\d{4}(?!\d)")
MOST_NEIGHBOURS = 60
SMALL = 20_000
HOST = re.compile(r"^(?:[a-z]+://)?(?:www\.)?([^/:?#]+)", re.IGNORECASE)


def find_places(parse: Parse, knowledge: Knowledge) -> tuple[PlaceMention, ...]:
    """Find the places that a story names, in text order.

    Returns:
        Names and demonyms ("Iraqi", form ``demonym``), each with its place. A name inside another name ("Basra police")
        counts; whoever needs places only where something happens looks at the words around.
    """
    gazetteer = knowledge.gazetteer
    found, doubtful = toponyms(parse, gazetteer)
    pointers = hints(parse.story, gazetteer)
    chosen = choose(found, pointers)
    neighbours = sorted(set(chosen), key=lambda c: (c.name, c.lat, c.lon))[:MOST_NEIGHBOURS]
    joined = [t for t in doubtful if any(near(c, neighbours) for c in t.candidates)]
    if joined:
        found = sorted([*found, *joined], key=lambda t: t.first)
        chosen = choose(found, pointers)
    named = [_mention(parse, t, c) for t, c in zip(found, chosen, strict=True)]
    return tuple(sorted([*named, *_capitals(parse, named, gazetteer)], key=lambda m: (m.span, m.form)))


def hints(story: Story, gazetteer: Gazetteer) -> list[Hint]:
    """Where the story's outlet and the telephone numbers in it point."""
    out = []
    host, known = _outlet(story, gazetteer)
    if known:
        out.append(Hint(known.country, known.admin1, (known.lat, known.lon)))
    elif host.rpartition(".")[2] in gazetteer.domains:
        out.append(Hint(gazetteer.domains[host.rpartition(".")[2]]))
    if host and not known:
        out.append(Hint(host=host.replace("-", "")))
    out += _dateline(story, gazetteer)
    codes = sorted({m.group(1) for m in TELEPHONE.finditer(story.text[:50_000])} & gazetteer.codes.keys())
    states = sorted({gazetteer.codes[c] for c in codes})
    out += [Hint(country, admin1, None, 1.0 / len(states)) for country, admin1 in states]
    return out


def _outlet(story: Story, gazetteer: Gazetteer) -> tuple[str, Outlet | None]:
    """The host of a story's address, and what is known of its outlet."""
    match = HOST.match(story.url or "")
    host = match.group(1).lower() if match else ""
    return host, gazetteer.outlets.get(host) or gazetteer.outlets.get((story.outlet or "").lower())


def outlet_country(story: Story, knowledge: Knowledge) -> str | None:
    """The country of a story's outlet: of the known paper, of the medium in the register, of the internet address."""
    host, known = _outlet(story, knowledge.gazetteer)
    if known:
        return known.country
    media = [a.country for a in knowledge.register.named(story.outlet or "") if a.kind == "media" and a.country]
    return media[0] if media else knowledge.gazetteer.domains.get(host.rpartition(".")[2])


def _dateline(story: Story, gazetteer: Gazetteer) -> list[Hint]:
    """Where the story was written, by its dateline."""
    if story.dateline is None or not story.dateline.place:
        return []
    town, _, rest = story.dateline.place.partition(",")
    candidates = gazetteer.lookup(town.strip())
    outer = gazetteer.states.get(rest.strip()) or next(iter(gazetteer.lookup(rest.strip())), None)
    inside = [c for c in candidates if outer is not None and contains(outer, c)]
    if not (inside or candidates):
        return []
    best = (inside or list(candidates))[0]
    return [Hint(best.country, best.admin1, (best.lat, best.lon), 1.0 if inside or best.type == "country" else 0.5)]


def _mention(parse: Parse, t: Toponym, c: Candidate) -> PlaceMention:
    """The mention that a name and the sense chosen for it make."""
    last = _airport(parse, t.last) if not t.demonym and c.type in {"city", "admin2"} else t.last
    span = parse.span(t.first, last)
    head = next((i for i in range(t.first, last + 1) if not t.first <= parse.tokens[i].head <= last), last)
    form: Literal["name", "demonym"] = "demonym" if t.demonym else "name"
    if last > t.last:
        # An airport lies at its town as far as the gazetteer knows; of a hamlet's name it has none.
        if c.population < SMALL:
            return PlaceMention(span, head, Place(span, span.of(parse.text), feature="AIRP"))
        return PlaceMention(
            span, head, Place(span, span.of(parse.text), None, c.lat, c.lon, c.country, c.admin1, "AIRP")
        )
    return PlaceMention(
        span, head, Place(span, c.name, c.geonameid, c.lat, c.lon, c.country, c.admin1, c.feature), form
    )


def _airport(parse: Parse, last: int) -> int:
    """The last token of "Baghdad International Airport" where ``last`` is that of "Baghdad"."""
    i = last + 1
    while i < len(parse.tokens) and i <= last + 3 and parse.tokens[i].text[0].isupper():
        if parse.tokens[i].text in {"Airport", "Airfield", "Airbase"}:
            return i
        i += 1
    return last


def _capitals(parse: Parse, named: list[PlaceMention], gazetteer: Gazetteer) -> list[PlaceMention]:
    """ "The Iraqi capital" and "Iraq's capital" are Baghdad, as ``nominal`` mentions."""
    out = []
    for m in named:
        i = parse.token_at(m.span.end - 1) + 1
        if i < len(parse.tokens) and parse.tokens[i].text in {"'s", "’s"}:
            i += 1
        if i + 1 >= len(parse.tokens) or parse.tokens[i].lower != "capital" or m.place.country is None:
            continue
        city = gazetteer.capitals.get(m.place.country)
        if city is None or m.place.feature not in {"PCLI", "PCLD"} or parse.tokens[i + 1].pos in {"NOUN", "PROPN"}:
            continue
        span = Span(m.span.start, parse.tokens[i].end)
        place = Place(span, city.name, city.geonameid, city.lat, city.lon, city.country, city.admin1, city.feature)
        out.append(PlaceMention(span, i, place, "nominal"))
    return out
