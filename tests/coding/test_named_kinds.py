"""Words for acts that only tell what kind of people or things a noun names: "riot police", "a strike group"."""

from __future__ import annotations

import pytest
from test_roles import coded


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Riot police in Chad closed the square.", "PROTEST"),
        ("A protest leader in Chad met the ambassador of Libya.", "PROTEST"),
        ("The war crimes court in Chad opened its doors.", "ASSAULT"),
        ("The attack helicopter of the Libyan army stood in the yard.", "ASSAULT"),
        ("A ceasefire monitor of the United Nations went to Chad.", "AGREE"),
        ("The hunger strike committee wrote to the president of Chad.", "PROTEST"),
    ],
)
def test_it_is_no_act(text: str, kind: str) -> None:
    assert kind not in {k for k, _, _ in coded(text)}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("A protest march of students in Chad ended.", "PROTEST"),
        ("Peace talks between Chad and Libya went on.", "CONSULT"),
        ("The victims of an Israeli air strike were buried in Gaza.", "ASSAULT"),
        ("Protest by students in Chad grew.", "PROTEST"),
    ],
)
def test_an_act_named_with_another_noun_is_one(text: str, kind: str) -> None:
    assert kind in {k for k, _, _ in coded(text)}
