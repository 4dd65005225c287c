"""Every fault that an annotation can have is told, and a right one has none."""

from dataclasses import replace

import pytest
from invented import HARBOUR, annotations, harbour

from dateline.corpus.annotation import Count, When
from dateline.corpus.check import faults
from dateline.knowledge.files import SHIPPED, Layers
from dateline.knowledge.ontology import load
from dateline.spans import Span

ONTOLOGY = load(Layers((SHIPPED,)))
WEATHER = "Rain is expected in Velmar on Tuesday. The Lake Cup goes on."


def event(**given):
    """The annotation with its first event changed."""
    row = harbour()
    return replace(row, events=(replace(row.events[0], **given), *row.events[1:]))


def said(**given):
    """The annotation with its first statement changed."""
    row = harbour()
    return replace(row, statements=(replace(row.statements[0], **given), *row.statements[1:]))


def test_a_right_annotation_has_no_faults():
    assert list(faults(harbour(), HARBOUR, ONTOLOGY)) == []
    assert list(faults(annotations()[1], WEATHER, ONTOLOGY)) == []


ACCUSED = Span(HARBOUR.index("accused"), HARBOUR.index("accused") + 7)
FAULTS = [
    (replace(harbour(), words=3), "words: 3, where the text has"),
    (replace(harbour(), identities=((),)), "identities: one has no names"),
    (event(trigger=Span(5, 9000), quote=Span(5, 9000)), "e1: 5-9000 lies outside the text"),
    (event(quote=Span(ACCUSED.start - 1, ACCUSED.end)), "begins or ends with a space"),
    (event(trigger=Span(ACCUSED.start, ACCUSED.end - 2)), "cuts a word: 'accus'"),
    (replace(harbour(), events=harbour().events * 2), "e1: the id stands twice"),
    (replace(harbour(), statements=harbour().statements * 2), "s1: the id stands twice"),
    (said(stance="agrees"), "s1: 'agrees' is none of asserts, denies, hedges"),
    (said(directness="oblique"), "s1: 'oblique' is none of direct, indirect, mixed"),
    (said(chain=((),)), "s1: a link of the chain has no name"),
    (event(types=("ACUSE",), modes=()), "e1: the ontology has no type 'ACUSE'"),
    (event(types=(), modes=()), "e1: no type"),
    (event(factuality=()), "e1: no factuality"),
    (event(modes=("demo",)), "e1: ACCUSE has no mode 'demo'"),
    (event(factuality=("sure",)), "e1: 'sure' is no factuality"),
    (event(recipients=((),)), "e1: a party has no name"),
    (event(counts=(Count("cows", 1, 1),)), "e1: nothing counts 'cows'"),
    (event(counts=(Count("killed", None, None),)), "e1: the count of killed has no number"),
    (event(counts=(Count("killed", 9, 2),)), "e1: the count of killed is 9 to 2"),
    (event(date=When(ACCUSED, "next Monday")), "e1: 'next Monday' is no TIMEX3 value"),
    (event(trigger=Span(0, 6)), "e1: the trigger lies outside its quote"),
    (event(trigger=Span(0, 67), quote=Span(0, 67)), "e1: the trigger has more than 6 words"),
    (event(statement="s9"), "e1: there is no statement s9"),
    (event(statement="s1"), "e1: the trigger lies outside the content of s1"),
    (event(same_as="e9"), "e1: there is no event e9"),
    (event(same_as="e7"), "e1: e7 is itself a repetition; name the first telling"),
    (event(same_as="e1"), "e1: e1 is itself a repetition; name the first telling"),
]


@pytest.mark.parametrize(("row", "fault"), FAULTS, ids=[fault for _, fault in FAULTS])
def test_a_fault_is_told(row, fault):
    assert any(fault in found for found in faults(row, HARBOUR, ONTOLOGY))


@pytest.mark.parametrize(
    "value", ["2024", "2024-03", "2024-W10", "2024-03-04", "XXXX-03-04", "2024-Q1", "2024-SP", "202"]
)
def test_values_of_dates_are_those_of_timex3(value):
    row = event(date=When(ACCUSED, value))
    assert list(faults(row, HARBOUR, ONTOLOGY)) == []
