"""Days of the Islamic and the Iranian calendar, in the years of the tables and outside of them."""

from datetime import date

import pytest

from dateline.knowledge.world.other_calendars import month_days, named_month, to_gregorian, year_at


@pytest.mark.parametrize(
    ("calendar", "day", "wanted"),
    [
        ("I", (1, 1, 1), "0622-07-19"),  # 16 July 622 in the Julian calendar: the epoch itself
        ("I", (1300, 1, 1), "1882-11-12"), ("I", (1342, 12, 29), "1924-08-01"), ("I", (1501, 1, 1), "2077-11-17"),
        ("I", (1445, 9, 1), "2024-03-11"), ("P", (1357, 11, 22), "1979-02-11"), ("P", (1403, 12, 30), "2025-03-20"),
    ],
)  # fmt: skip
def test_a_day_has_its_gregorian_day(calendar, day, wanted):
    found = to_gregorian(calendar, *day)
    assert found is not None and found.isoformat() == wanted
    assert year_at(calendar, found) == day[0]


@pytest.mark.parametrize(
    ("calendar", "day"),
    [
        ("I", (1300, 2, 30)), ("I", (1301, 12, 30)), ("I", (1300, 13, 1)), ("I", (0, 1, 1)), ("I", (9800, 1, 1)),
        ("I", (1445, 1, 31)), ("P", (1402, 12, 30)), ("P", (1402, 7, 31)), ("P", (1402, 0, 1)), ("P", (1402, 1, 0)),
    ],
)  # fmt: skip
def test_a_day_that_a_calendar_has_not_is_none(calendar, day):
    assert to_gregorian(calendar, *day) is None


def test_leap_years_of_the_civil_calendar_end_a_day_later():
    assert to_gregorian("I", 1300, 12, 30) == date(1883, 11, 1)
    assert month_days("I", 1300, 12) == (date(1883, 10, 3), date(1883, 11, 1))


@pytest.mark.parametrize(
    ("calendar", "name", "number"),
    [("P", "Esfand", 12), ("P", "Farvardin", 1), ("I", "Shaʿban", 8), ("I", "Ramadan", 9), ("I", "Esfand", None)],
)
def test_months_have_names(calendar, name, number):
    assert named_month(calendar, name) == number
