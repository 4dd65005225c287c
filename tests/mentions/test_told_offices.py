"""Whom a story itself gives an office goes before the one whom the register knows."""

from __future__ import annotations

import pytest

from mentions.test_find_actors import names_of, one, read

KNOWN = "Q7747"  # who by the register held the office on the day of ``read``


@pytest.mark.parametrize(
    ("text", "bare", "named"),
    [
        (
            "Russia's president denied the report on Monday. Farmers were glad, President Iwan Brunn said.",
            "Russia's president", "President Iwan Brunn",
        ),
        (
            "President Iwan Brunn of Russia met farmers. Norway was not amused. The Russian president then left.",
            "The Russian president", "President Iwan Brunn",
        ),
        (
            "The Russian president met farmers. Norway was not amused. Iwan Brunn, the president of Russia, then left.",
            "The Russian president", "Iwan Brunn",
        ),
        (
            "Iwan Brunn met farmers. The Russian president gave them bread. Iwan Brunn, the president, then left.",
            "The Russian president", "Iwan Brunn",
        ),
    ],
)  # fmt: skip
def test_the_story_s_own_holder_is_meant_wherever_he_is_named(text: str, bare: str, named: str) -> None:
    found = read(text)
    assert set(names_of(found, named)) == {"name:iwan-brunn"}
    assert one(found, bare, named)


@pytest.mark.parametrize(
    "text",
    [
        "The Russian president met farmers. President Vladimir Putin gave them bread.",
        "The Russian president met farmers. President Ada Brunn of Chile gave them bread.",
        "The Russian president met farmers. Former President Iwan Brunn gave them bread.",
        "The Russian president met farmers. Vice President Iwan Brunn gave them bread.",
        "The Russian president met farmers. President Donald Trump gave them bread.",
        "The Russian president met farmers. Prime Minister Iwan Brunn gave them bread.",
    ],
)
def test_another_office_or_country_leaves_the_register_s_holder(text: str) -> None:
    assert names_of(read(text), "The Russian president") == [KNOWN]


def test_the_register_is_silent_where_a_story_names_two_holders() -> None:
    told = "President Iwan Brunn of Russia fell. President Olga Moen of Russia rose. "
    found = read(told + "The presidents of Russia and Peru met.")
    assert KNOWN not in {e.actor.id for e in found.entities}
