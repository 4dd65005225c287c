"""The map: as precise as the text is, never more."""

from __future__ import annotations

from typing import Any

from dateline.store.query import summaries
from dateline.store.query.kept_events import kept, narrows
from dateline.web.page import Call
from dateline.web.params import address, command_line, names_of, read_filters

PLACES = 1_000


def precision_of(feature: str | None, lat: float | None) -> str:
    """What a place can be drawn as: ``country`` is shaded, ``town`` gets a point, ``area`` a ring, ``none`` nothing."""
    feature = feature or ""
    if feature.startswith("PCL"):
        return "country"
    if lat is None:
        return "none"
    return "town" if feature.startswith(("PPL", "S.", "STM", "BLDG", "AIR")) else "area"


def data(call: Call) -> dict[str, Any]:
    """What the map shows: places with numbers of events, by how precisely they are known."""
    filters = read_filters(call.query, names_of("events"))
    found = summaries.place_counts(call.store.db, call.store.filters(**filters), PLACES)
    places = [
        {
            "name": p.name, "country": p.country, "admin1": p.admin1, "lat": p.lat, "lon": p.lon,
            "precision": precision_of(p.feature, p.lat), "events": p.events,
            "link": address("/events", filters, place=p.name, country=p.country),
        }
        for p in found
    ]  # fmt: skip
    chosen = call.store.filters(**filters)
    return {
        "filters": filters,
        "kept": kept(call.store.db, chosen) if narrows(chosen) else None,
        "places": places,
        "cut": len(found) == PLACES,
        "command": command_line("events", str(call.site.path), filters),
    }
