"""Kinds of time expressions of the news: their first and last day, by sentences of our own."""

from __future__ import annotations

import pytest

from dateline.language.parse import parse
from dateline.mentions.dates.find_dates import find_dates
from dateline.pages.source_and_story import Story
from dateline.record import Date, Document
from loaded import shipped_knowledge, tools

DAY = "2021-06-10"  # a Thursday


def dates(text: str, published: str | None = DAY, outlet: str | None = None, url: str | None = None) -> list[Date]:
    """When the things are that the expressions of a text date: stretches for the ends of stretches."""
    story = Story("s", Document("s", None, "text/plain", 0), outlet, url, None, None, (), None, published,
                  "given" if published else None, "en", text)  # fmt: skip
    found = find_dates(parse(story, tools().parser), shipped_knowledge())
    return list(dict.fromkeys(m.dates for m in found))


def reach(text: str, **story: str | None) -> tuple[str | None, str | None]:
    """First and last day of the only time of a text."""
    (found,) = dates(text, **story)
    return found.earliest, found.latest


def day(text: str, **story: str | None) -> str | None:
    first, last = reach(text, **story)
    assert first == last
    return first


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("17.03.2019", "2019-03-17"),
        ("7.3.2019", "2019-03-07"),
        ("17.03.19", "2019-03-17"),
        ("17-03-2019", "2019-03-17"),
        ("17/3/19", "2019-03-17"),
        ("2019/03/17", "2019-03-17"),
        ("2019.03.17", "2019-03-17"),
        ("17-Mar-19", "2019-03-17"),
        ("17-Mar-2019", "2019-03-17"),
        ("17/Mar/2019", "2019-03-17"),
        ("Mar-17-2019", "2019-03-17"),
        ("Mar.17, 2019", "2019-03-17"),
        ("Sept.3, 2019", "2019-09-03"),
        ("3 Sept. '19", "2019-09-03"),
        ("3-Sept", "2020-09-03"),
    ],
)
def test_days_in_digits(words, wanted):
    assert day(f"The ferry sank on {words} off Norrhamn.") == wanted


def test_order_of_day_and_month_is_the_outlets_or_the_storys_or_open():
    text = "The ferry sank on 04/09/2019 off Norrhamn."
    assert day(text, url="https://www.nytimes.com/a") == "2019-04-09"
    assert day(text, url="https://www.norrhamn.co.uk/a") == "2019-09-04"
    assert day(text, outlet="The New York Times") == "2019-04-09"
    assert reach(text) == ("2019-04-09", "2019-09-04")
    assert reach(text, url="https://www.norrhamn.com/a") == ("2019-04-09", "2019-09-04")
    told = dates("The ferry, built on 23/05/2011, sank on 04/09/2019.")
    assert [d.earliest for d in told] == ["2011-05-23", "2019-09-04"]
    assert day("The ferry sank on 11/06/2021.", published="2021-07-01") == "2021-06-11"


@pytest.mark.parametrize("text", ["Version 4.7.19 is out.", "The host 10.11.12.13 is down.", "It cost $12.10.19 then."])
def test_numbers_that_are_no_days(text):
    assert dates(text) == []


@pytest.mark.parametrize(
    ("words", "first", "last"),
    [
        ("between 3 March and 8 March", "2021-03-03", "2021-03-08"),
        ("between March 3 and 8", "2021-03-03", "2021-03-08"),
        ("between March 3 and March 8, 2018", "2018-03-03", "2018-03-08"),
        ("from Mar. 3 to 8", "2021-03-03", "2021-03-08"),
        ("on 3-8 March", "2021-03-03", "2021-03-08"),
        ("on March 3-8, 2018,", "2018-03-03", "2018-03-08"),
        ("on March 3, 4 and 5", "2021-03-03", "2021-03-05"),
        ("from the 3rd to the 8th of March 2018", "2018-03-03", "2018-03-08"),
        ("from 29 December to 2 January", "2020-12-29", "2021-01-02"),
        ("from 29 December to 2 January 2018", "2017-12-29", "2018-01-02"),
        ("from April to June 1958", "1958-04-01", "1958-06-30"),
        ("between November and January", "2020-11-01", "2021-01-31"),
        ("from 2013 until 2016", "2013-01-01", "2016-12-31"),
        ("between 1610 and 1640", "1610-01-01", "1640-12-31"),
        ("in the 2013/14 season", "2013-01-01", "2014-12-31"),
        ("in the 1983-88 uprising", "1983-01-01", "1988-12-31"),
        ("from Monday to Wednesday", "2021-06-07", "2021-06-09"),
        ("between Friday and Tuesday", "2021-06-04", "2021-06-08"),
        ("from last Sunday until yesterday", "2021-06-06", "2021-06-09"),
    ],
)
def test_ranges(words, first, last):
    assert reach(f"Shells fell on Norrhamn {words} without a pause.") == (first, last)


def test_a_move_from_a_day_to_another_is_no_range():
    found = dates("The vote was postponed from 3 May to 8 May.")
    assert {d.earliest == d.latest for d in found} == {True}
    assert len(found) == 2


@pytest.mark.parametrize(
    ("words", "first", "last"),
    [
        ("On the night of 8-9 May", "2021-05-08", "2021-05-09"),
        ("On the night of May 8 to 9", "2021-05-08", "2021-05-09"),
        ("In the night of 31 March to 1 April 2019", "2019-03-31", "2019-04-01"),
        ("Overnight from Tuesday to Wednesday", "2021-06-08", "2021-06-09"),
        ("Between Monday night and Tuesday morning", "2021-06-07", "2021-06-08"),
        ("On Saturday night into Sunday", "2021-06-05", "2021-06-06"),
    ],
)
def test_nights(words, first, last):
    assert reach(f"{words}, shells fell on Norrhamn.") == (first, last)


@pytest.mark.parametrize(
    ("words", "first", "last"),
    [
        ("in the first week of April 2017", "2017-04-01", "2017-04-07"),
        ("in the second week of April", "2021-04-08", "2021-04-14"),
        ("in the last week of February 2020", "2020-02-23", "2020-02-29"),
        ("on the last weekend of May", "2021-05-29", "2021-05-30"),
        ("on the first Sunday in March", "2021-03-07", "2021-03-07"),
        ("in the last ten days of May", "2021-05-22", "2021-05-31"),
        ("in the week ending 30 May", "2021-05-24", "2021-05-30"),
        ("over the weekend of May 15", "2021-05-15", "2021-05-16"),
        ("on the weekend before Christmas", "2020-12-19", "2020-12-20"),
        ("on the Saturday before Easter", "2021-04-03", "2021-04-03"),
        ("on the eve of Pentecost", "2021-05-22", "2021-05-22"),
        ("two days after New Year", "2021-01-03", "2021-01-03"),
        ("on the day before 9 May", "2021-05-08", "2021-05-08"),
        ("on the weekend before the vote", None, None),
        ("on the Friday after the coup", None, None),
        ("in the last week of the siege", None, None),
        ("on the eve of the vote", None, None),
    ],
)
def test_times_in_and_beside_others_are_never_counted_from_publication(words, first, last):
    assert reach(f"Shells fell on Norrhamn {words}.") == (first, last)


@pytest.mark.parametrize(
    ("words", "first", "last"),
    [
        ("on 7 Rajab 1440", "2019-03-14", "2019-03-14"),
        ("on Safar 1, 1441 AH", "2019-09-30", "2019-09-30"),
        ("on 1 Shawwal 1444", "2023-04-21", "2023-04-21"),
        ("on 3 Khordad 1361", "1982-05-24", "1982-05-24"),
        ("on 28 Asad 1298", None, None),
        ("in Bahman 1399", "2021-01-20", "2021-02-18"),
        ("in 1442 AH", "2020-08-20", "2021-08-08"),
        ("in 1399 SH", "2020-03-20", "2021-03-20"),
        ("on 1400-02-10", "2021-04-30", "2021-04-30"),
        ("on 1 Mordad", "2020-07-22", "2020-07-22"),
        ("on 3 June 2563", "2020-06-03", "2020-06-03"),
        ("in B.E. 2563", "2020-01-01", "2020-12-31"),
    ],
)
def test_other_calendars(words, first, last):
    found = dates(f"The bridge was opened {words}.")
    assert [(d.earliest, d.latest) for d in found] == ([(first, last)] if first else [])


def test_a_bare_year_is_of_the_calendar_that_the_outlets_country_counts_by():
    assert reach("The bridge fell in 1399.", url="https://www.norrhamn.ir/a") == ("2020-03-20", "2021-03-20")
    assert reach("The bridge fell in 1399.", url="https://www.norrhamn.it/a") == ("1399-01-01", "1399-12-31")


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Norrland expelled two envoys on 5 July.", "2020-07-05"),
        ("Norrland freed the crew on June 14.", "2020-06-14"),
        ("The crew was freed on 20 June.", "2020-06-20"),
        ("Norrland will free the crew on 5 July.", "2021-07-05"),
        ("The hearing is set for 5 July.", "2021-07-05"),
        ("The hearing is due on Monday, July 5.", "2021-07-05"),
        ("The crew had left by 5 July.", "2020-07-05"),
    ],
)
def test_what_is_past_lies_before_publication(text, wanted):
    assert day(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Mrs May met Mr March at the port.", []),
        ("Theresa May spoke. May said nothing new. The plan was drawn up by May.", []),
        ("April Jones and August Wilson left.", []),
        ("The March on Norrhamn failed; they sat and may march again.", []),
        ("She wrote for the Sun.", []),
        ("Mr Friday met Ms June.", []),
        ("Theresa May left in May.", ["2021-05"]),
        ("In March Israel struck.", ["2021-03"]),
        ("The army marched in March.", ["2021-03"]),
    ],
)
def test_names_and_verbs_that_look_like_months_and_days(text, wanted):
    assert [d.value for d in dates(text)] == wanted
