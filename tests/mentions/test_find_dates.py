"""What holds of time expressions in any text."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.knowledge.lexicon.date_patterns import WORD, start_key
from dateline.knowledge.lexicon.expressions import OPERATIONS as NAMED
from dateline.language.parse import parse
from dateline.mentions.dates import calendar as cal
from dateline.mentions.dates.find_dates import find_dates
from dateline.mentions.dates.normalise import OPERATIONS
from dateline.pages.source_and_story import Story
from dateline.record import Dateline, Document
from loaded import shipped_knowledge, tools

PIECES = [
    "two", "days", "ago", "February", "30", "31", "May", "last", "Saturday", "the", "same", "day", "in", "2021",
    "999999", "years", "later", "Q9", "13:75", "a.m.", "0000", "99/99/9999", "٣", "²", "İ", "’", "-", "week", "half",
    "century", "and", "said", "on", "1990s", "next", "(", ")", "\n\n", ".", ",", "every", "10,000,000", "of", "Easter",
    "morning",
]  # fmt: skip


def story(text: str, published: str | None = "2021-06-10", line: str | None = None) -> Story:
    given_line = Dateline(None, line) if line else None
    return Story("s", Document("s", None, "text/plain", 0), None, None, None, None, (), given_line, published,
                 "given" if published else None, "en", text)  # fmt: skip


def read(text: str, published: str | None = "2021-06-10", line: str | None = None):
    return find_dates(parse(story(text, published, line), tools().parser), shipped_knowledge())


def values(text: str, published: str | None = "2021-06-10") -> list[tuple[str, str | None]]:
    return [(m.span.of(text), m.date.value) for m in read(text, published)]


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.sampled_from(PIECES), max_size=40),
    st.sampled_from([None, "2021-06-10", "0001-01-01", "9999-12-31", "x"]),
)
def test_any_words_give_spans_in_order_and_days_in_order(pieces, published):
    text = " ".join(pieces).strip()
    end = 0
    for m in read(text, published):
        assert end <= m.span.start < m.span.end <= len(text)
        end = m.span.end
        assert m.date.span == m.span
        assert m.date.value
        if m.date.earliest and m.date.latest:
            assert date.fromisoformat(m.date.earliest) <= date.fromisoformat(m.date.latest)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=120))
def test_any_text_is_read_twice_alike(text):
    assert read(text) == read(text)


def test_absurd_counts_are_past_and_impossible_days_are_no_days():
    assert ("999999 years ago", "PAST_REF") in values("It sank 999999 years ago.")
    assert all(v is None or not v.endswith("-02-30") for _, v in values("They met on February 30, 2020."))
    assert values("The 1234567890123 days passed.") == []


def test_unknown_publication_leaves_parts_open():
    found = {
        m.span.of(t): m.date for t in ["He fell on October 7 and on Saturday and last week."] for m in read(t, None)
    }
    assert found["October 7"].value == "XXXX-10-07"
    assert found["Saturday"].value == "XXXX-WXX-6"
    assert found["last week"].value == "XXXX-WXX"
    assert {(d.earliest, d.latest) for d in found.values()} == {(None, None)}


def test_dateline_stands_in_for_publication():
    (found,) = read("The ship sank yesterday.", None, "2020-03-01")
    assert found.date.value == "2020-02-29"


def test_reach_of_weeks_months_and_past_stretches():
    reach = {m.span.of(t): (m.date.earliest, m.date.latest) for t in
             ["Shops shut last week, in May 2020 and over the past ten days."] for m in read(t)}  # fmt: skip
    assert reach["last week"] == ("2021-05-31", "2021-06-06")
    assert reach["May 2020"] == ("2020-05-01", "2020-05-31")
    assert reach["the past ten days"] == ("2021-05-31", "2021-06-10")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("The council met on Monday.", "2021-06-07"),
        ("The council will meet on Monday.", "2021-06-14"),
        ("The council plans to meet on Monday.", "2021-06-14"),
        ("The mayor has scheduled a hearing for Monday.", "2021-06-14"),
        ("The council was to meet on Monday.", "2021-06-07"),
        ("The club tried to forget Monday's defeat.", "2021-06-07"),
        ("The mayor will skip Monday's hearing.", "2021-06-14"),
        ("The mayor could not be reached on Monday.", "2021-06-07"),
        ("The trial resumes Monday.", "2021-06-14"),
    ],
)
def test_tense_turns_a_weekday(text, value):
    assert values(text)[0][1] == value


def test_words_that_only_look_like_dates():
    text = "He may march in the second row; the 70-year-old and Jan Novak sat with 2000 workers."
    assert values(text) == []


@pytest.mark.parametrize("words", ["the last two ", "12 12 ", "May ", "on Friday he ran and ", "Friday\n"])
def test_a_sentence_without_end_gives_spans_in_order(words):
    text = words * (5000 // len(words.split()))
    found = [m.span for m in find_dates(parse(story(text), tools().parser), shipped_knowledge())]
    assert all(0 <= s.start < s.end <= len(text) for s in found)
    assert all(a.end <= b.start for a, b in pairwise(found))


@pytest.mark.parametrize(
    ("year", "day"), [(1999, "1999-04-04"), (2000, "2000-04-23"), (2024, "2024-03-31"), (2038, "2038-04-25")]
)
def test_easter(year, day):
    assert cal.easter(year).isoformat() == day


@pytest.mark.parametrize(
    ("value", "first", "last"),
    [
        ("2020-02", "2020-02-01", "2020-02-29"),
        ("2021-W01", "2021-01-04", "2021-01-10"),
        ("2021-Q4", "2021-10-01", "2021-12-31"),
        ("198", "1980-01-01", "1989-12-31"),
        ("2021-WI", "2021-12-01", "2022-02-28"),
        ("2021-H2", "2021-07-01", "2021-12-31"),
    ],
)
def test_bounds(value, first, last):
    assert tuple(d.isoformat() for d in cal.bounds(value)) == (first, last)


@pytest.mark.parametrize("value", ["2021-W60", "2021-13", "2021-02-30", "9999-WI", "XXXX-10", "P3D", "PAST_REF"])
def test_values_off_the_calendar_have_no_bounds(value):
    assert cal.bounds(value) is None


def test_every_operation_that_a_rule_may_name_exists():
    assert set(OPERATIONS) == set(NAMED)


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("the ferry", False),
        ("the third Friday", True),
        ("January ferry", True),
        ("January-March 2020", True),
        ("three p.m. ferries", True),
        ("an ferry", False),
        ("an hour", True),
    ],
)
def test_rules_are_asked_by_a_word_and_the_one_behind_it(text, asked):
    first, second = text.lower().replace("-", " ").replace(".", " ").split()[:2]
    by_second = shipped_knowledge().expressions.starting[first]
    assert bool(by_second.get(second, by_second["*"])) == asked


def test_every_rule_that_fits_an_example_is_asked_there():
    held = shipped_knowledge().expressions
    texts = ["January-March 2020", "the 9/11 attacks", "Sept.9", "o'clock", "twenty-one days ago", "12-14 May", *PIECES]
    for text in [f"{one} {other}".lower() for one in texts for other in texts]:
        first, second = (w and start_key(w) for w in (*WORD.findall(text), "", "")[:2])
        by_second = held.starting.get(first, {})
        asked = by_second.get(second, by_second.get("*", ()))
        fitting = {rule.id for rules in by_second.values() for rule in rules if rule.regex.match(text)}
        assert fitting <= {rule.id for rule in asked}, text
