"""Where an act happened is not where somebody tells of it."""

from __future__ import annotations

import pytest
from test_roles import events_of


@pytest.mark.parametrize(
    ("text", "kind", "place"),
    [
        ("Libyan officials said in Tunis that rebels had bombed a hospital.", "ASSAULT", None),
        ("The minister of Libya told reporters in Berlin that Mali had arrested two generals.", "COERCE", None),
        ("The army of Libya said in a statement in Tunis that rebels attacked a convoy.", "ASSAULT", None),
        ("The minister of Libya said in Tunis that rebels had bombed a hospital in Sirte.", "ASSAULT", "Sirte"),
        ("In Sirte, officials of Libya said that rebels had bombed a hospital.", "ASSAULT", "Sirte"),
        ("The minister of Libya accused Chad in Tunis of bombing a hospital.", "ACCUSE", "Tunis"),
    ],
)
def test_the_place_of_saying_is_not_that_of_the_act(text: str, kind: str, place: str | None) -> None:
    found = [e.place.name if e.place else None for e in events_of(text) if e.event_type == kind]
    assert found == [place]


@pytest.mark.parametrize(
    ("text", "kind", "place"),
    [
        ("Thousands gathered in Aleppo. Police arrested ten men in the city.", "COERCE", "Aleppo"),
        ("Thousands gathered in Aleppo and Sirte. Police arrested ten men in the city.", "COERCE", None),
        ("Thousands gathered in Chad. Police arrested ten men in the country.", "COERCE", "Chad"),
        ("Police arrested ten men in the city.", "COERCE", None),
    ],
)
def test_the_city_is_the_only_one_that_was_named_before(text: str, kind: str, place: str | None) -> None:
    found = [e.place.name if e.place else None for e in events_of(text) if e.event_type == kind]
    assert found == [place]


def test_a_place_without_an_entry_has_no_country() -> None:
    place = next(e.place for e in events_of("Rebels attacked soldiers of Chad at a checkpoint.") if e.place)
    assert (place.name, place.country, place.geonameid) == ("checkpoint", None, None)


@pytest.mark.parametrize(
    "text",
    [
        "Rebels shot and wounded a man from Tripoli.",
        "Rebels from Homs attacked a convoy.",
        "Fighters from Sirte were arrested.",
    ],
)
def test_where_somebody_is_from_is_not_where_the_act_was(text: str) -> None:
    assert [e.place for e in events_of(text)] and not any(e.place for e in events_of(text))
