"""Rows as people write them: what they become, and what is said of rows that can't be read."""

import pytest
from invented import HARBOUR, LINES, TEXTS, annotations, harbour

from dateline.corpus.annotation import Count
from dateline.corpus.lines.read import read_lines
from dateline.corpus.lines.sentences import sentences
from dateline.corpus.texts import digest


def words(spans):
    return [span.of(HARBOUR) for span in spans]


def event(key):
    return next(e for e in harbour().events if e.id == key)


def test_a_document_brings_what_its_text_is_known_by():
    row = harbour()
    assert (row.id, row.outlet, row.published, row.sha256) == ("harbour", "Velmar Post", "2024-03-05", digest(HARBOUR))
    assert row.words == len(HARBOUR.split())
    assert annotations(part="mine", annotator="K")[1].part == "mine"


def test_an_event_row_becomes_spans():
    e = event("e2")
    assert (e.quote.of(HARBOUR), e.trigger.of(HARBOUR)) == ("had shelled", "shelled")
    assert (e.types, e.modes, e.factuality, e.statement) == (("ASSAULT",), ("heavy-weapons",), ("asserted",), "s1")
    assert [words(slot) for slot in (*e.actors, *e.recipients)] == [["Karsian gunboats"], ["Osk"]]
    assert words(e.place) == ["Osk"]
    assert e.counts == (Count("killed", 12, None),)
    assert event("e1").date.span.of(HARBOUR) == "Monday"
    assert event("e1").date.value == "2024-03-04"
    assert (event("e5").same_as, event("e5").required, event("e4").required) == ("e2", True, False)


def test_a_statement_row_becomes_spans():
    first, second, third = harbour().statements
    assert first.content.of(HARBOUR) == "Karsian gunboats had shelled the harbour of Osk, killing at least 12 fishermen"
    assert words(first.chain[0]) == ["Mara Lindqvist"]
    assert (second.cue.of(HARBOUR), second.addressee.of(HARBOUR), second.directness) == (
        "told",
        "Radio Velmar",
        "direct",
    )
    assert third.stance == "denies"


def test_an_identity_takes_the_mention_of_the_sentence_that_is_named():
    she = harbour().identities[0][2]
    assert she.of(HARBOUR) == "She"
    envoys = harbour().identities[1]
    assert words(envoys) == ["Ivo Drann", "The Karsian envoy", "the Karsian envoy"]
    assert envoys[1].start > envoys[2].start


@pytest.mark.parametrize(("cell", "low", "high"), [("7", 7, 7), ("3-5", 3, 5), ("1,200+", 1200, None), ("-9", None, 9)])
def test_counts_have_bounds(cell, low, high):
    made = annotations(LINES.replace("killed: 12+", f"killed: {cell}"))
    assert made[0].events[1].counts == (Count("killed", low, high),)


def test_a_name_is_found_near_its_event_and_never_inside_a_longer_word():
    text = TEXTS["harbour"].text
    e = event("e7")
    assert e.recipients[0][0].of(text) == "Osk"
    _, wrong = read_lines("=== harbour\nE e1 @1 | [accused] the | ACCUSE | Lind | - | asserted | -", "x", TEXTS)
    assert "the story has no 'Lind'" in str(wrong[0])


def test_the_end_of_a_content_is_a_whole_word():
    texts = {"t": TEXTS["weather"].__class__("t", "A deal with Karsia holds, Lam said, as Karsian boats left.")}
    row = "=== t\nN no event\nS s1 @1 | A deal ... Karsia | Lam | said | asserts | indirect"
    [made], _ = read_lines(row, "x", texts)
    assert made.statements[0].content.of(texts["t"].text) == "A deal with Karsia"


FAULTS = [
    ("=== nowhere", "no text of this id"),
    ("=== harbour", "the document was begun in line 1"),
    ("X what", "a row begins with I, S, E or N"),
    ("E e9 @1 | [accused] the", "2 fields where 7 are wanted"),
    ("S s9 @1 | accused", "2 fields where 6 are wanted"),
    ("E e9 | [accused] the | ACCUSE | - | - | asserted | -", "should be an id and a sentence"),
    ("E e9 @9 | [accused] the | ACCUSE | - | - | asserted | -", "there is no sentence 9"),
    ("E e9 @0 | [accused] the | ACCUSE | - | - | asserted | -", "there is no sentence 0"),
    ("E e9 @1 | accused the | ACCUSE | - | - | asserted | -", "marks its trigger with [ ]"),
    ("E e9 @1 | [shelled] the | ACCUSE | - | - | asserted | -", "sentence 1 has no 'shelled the'"),
    ("E e9 @1 | [accused] the | ACCUSE | Nobody | - | asserted | -", "the story has no 'Nobody'"),
    ("E e9 @1 | [accused] the | ACCUSE | Osk @1 | - | asserted | -", "sentence 1 has no 'Osk'"),
    ("E e9 @1 | [accused] the | ACCUSE | Ivo Drann ; | - | asserted | -", "the story has no ''"),
    ("E e9 @1 | [accused] the | ACCUSE | @1 | - | asserted | -", "sentence 1 has no ''"),
    ("E e9 @1 | [accused] the | ACCUSE | - | - | certain | -", "'certain' is no factuality"),
    ("E e9 @1 | [accused] the | ACCUSE | - | - | asserted | - | killed: many", "'many' is no number of killed"),
    ("E e9 @1 | [accused] the | ACCUSE | - | - | asserted | - | killed: -", "'-' is no number of killed"),
    ("E e9 @1 | [accused] the | ACCUSE | - | - | asserted | - | maybe", "unknown field 'maybe'"),
    ("S s9 @1 | | - | said | asserts | indirect", "the content '' isn't in its sentences"),
    ("S s9 @1 | no such words | - | - | asserts | indirect", "the content 'no such words' isn't in its sentences"),
    ("S s9 @1 | lying about the port | - | - | agrees | indirect", "'agrees' is no stance"),
    ("S s9 @1 | lying about the port | - | - | asserts | oblique", "'oblique' is no directness"),
]


@pytest.mark.parametrize(("row", "reason"), FAULTS, ids=[reason for _, reason in FAULTS])
def test_a_row_that_cannot_be_read_is_named_and_the_rest_goes_on(row, reason):
    made, wrong = read_lines(f"{LINES.split('=== weather')[0].rstrip()}\n{row}\n", "mine.ann", TEXTS)
    assert [w.where for w in wrong] == ["mine.ann:14"]
    assert reason in wrong[0].reason
    assert len(made[0].events) == 7


def test_rows_of_an_unknown_document_go_to_no_other():
    made, wrong = read_lines(f"{LINES}=== lost\nE e1 @1 | [Rain] is | ACCUSE | - | - | asserted | -\n", "x", TEXTS)
    assert [w.reason.split(":")[0] for w in wrong] == ["no text of this id", "the row belongs to no document"]
    assert made[1].events == ()


def test_a_document_without_rows_was_forgotten_unless_it_says_so():
    _, wrong = read_lines("=== weather\n", "x", TEXTS)
    assert [(w.where, w.reason) for w in wrong] == [("x:1", "weather has neither an event nor `N no event`")]
    _, wrong = read_lines(LINES.split("=== weather")[0] + "N no event", "x", TEXTS)
    assert wrong[0].reason == "harbour has both events and `N no event`"


def test_sentences_end_at_full_stops_but_not_at_abbreviations():
    text = "Gen. Arda met Mr. Osei in the U.S. on Jan. 5. “We agree.” They left!\nA headline without a stop\n\n  Last."
    assert [s.of(text) for s in sentences(text)] == [
        "Gen. Arda met Mr. Osei in the U.S. on Jan. 5.", "“We agree.”", "They left!", "A headline without a stop",
        "Last.",
    ]  # fmt: skip
