"""Relief that is brought is help, whoever brings it."""

from __future__ import annotations

import pytest
from test_roles import coded


@pytest.mark.parametrize(
    "text",
    [
        "Norway delivered 40 tonnes of food to Yemen.",
        "The French navy sent a ship carrying food and water to Libya.",
        "The Peruvian army deployed helicopters with tents and medicine to Chile.",
    ],
)
def test_relief_is_aid(text: str) -> None:
    assert [k for k, _, _ in coded(text)] == ["AID"]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("The French navy sent a ship with two hundred marines to Libya.", "MOBILIZE"),
        ("The Peruvian army deployed helicopters to Chile.", "MOBILIZE"),
        ("The Peruvian army deployed helicopters with weapons and medicine to Chile.", "MOBILIZE"),
        ("The French navy sent a ship with marines and food to Libya.", "MOBILIZE"),
        ("Norway delivered gas to Poland.", "COOPERATE"),
    ],
)
def test_other_things_are_not(text: str, kind: str) -> None:
    assert [k for k, _, _ in coded(text)] == [kind]
