"""``benchmarks/neutrality.py``: its sentences are whole, its names go in and come out, and what differs is told."""

import re
import sys
from collections import Counter
from pathlib import Path

import pytest

from dateline.knowledge.files import SHIPPED, Layers
from dateline.knowledge.ontology import load
from loaded import tools

BENCHMARKS = Path(__file__).parents[2] / "benchmarks"


@pytest.fixture
def neutrality(monkeypatch):
    monkeypatch.syspath_prepend(str(BENCHMARKS))
    import neutrality

    yield neutrality
    for name in ("neutrality", "exports"):
        sys.modules.pop(name, None)


def test_there_are_twenty_sentences_of_every_type(neutrality):
    rows = list(neutrality.sentences())
    assert Counter(kind for kind, _ in rows) == dict.fromkeys(load(Layers((SHIPPED,))).types, 20)
    assert [s for _, s in rows if not re.search(r"\{[ABabLMGH]\}", s)] == []
    assert [s for s, n in Counter(s for _, s in rows).items() if n > 1] == []


def test_every_name_stands_in_every_place_of_its_kind(neutrality):
    for kind in neutrality.Named._fields:
        sides = [Counter(getattr(filling[n], kind) for filling in neutrality.FILLINGS) for n in (0, 1)]
        assert sides[0] == sides[1], kind


def test_names_go_into_a_sentence(neutrality):
    iran, israel = neutrality.PAIRS[0]
    assert neutrality.filled("A {a} court freed {M}.", (iran, israel)) == "An Iranian court freed Benjamin Netanyahu."
    assert neutrality.filled("{b} troops left.", (iran, israel)) == "Israeli troops left."


@pytest.mark.parametrize("sentence", ["{A} accused {B} of violating the truce.", "{L} met {M} on Monday."])
def test_a_sentence_that_is_read_alike_whoever_is_named_has_no_changes(neutrality, sentence):
    assert neutrality.changes_of("ACCUSE", sentence, tools()) == []


def test_a_change_says_in_which_fields_it_differs(neutrality):
    usual = neutrality.Code("ACCUSE", (), "asserted", ("{A}",), ("{B}",), ())
    change = neutrality.Change("ACCUSE", "text", (usual,), (usual._replace(recipients=(), factuality="future"),))
    assert change.fields == ["factuality", "recipients"]
    assert neutrality.Change("ACCUSE", "text", (usual,), ()).fields == ["an event gone"]
    assert neutrality.Change("ACCUSE", "text", (usual,), (usual, usual)).fields == ["an event more"]
