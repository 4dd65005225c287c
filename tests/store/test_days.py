"""Dates as a reader takes them, and the id of a row as a way to a story."""

from dataclasses import replace

import pytest

from dateline.errors import UsageError
from dateline.store.rows.readable_days import marked_day, plain_date
from dateline.store.store import Store
from records import make_record


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("2023-10-07", "2023-10-07"), ("XXXX-05", "May, year not told"), ("XXXX-10-07", "7 October, year not told"),
        ("2012-XX-XX", "2012, day and month unsure"), ("XXXX-WXX-2", "a Tuesday, date not told"),
        ("2023-W44-WE", "weekend of week 44 of 2023"), ("XXXX-SU", "summer, year not told"), ("198", "1980s"),
        ("2023-10-07TMO", "2023-10-07, morning"), ("2023-11-05/XXXX-12", "2023-11-05 to December, year not told"),
        ("P2D", "P2D"), ("XXXX-77", "month 77, year not told"), (None, ""),
    ],
)  # fmt: skip
def test_what_a_date_leaves_open_is_told_in_words(value: str | None, words: str) -> None:
    assert plain_date(value) == words


def test_the_day_of_publication_is_marked() -> None:
    assert marked_day("2023-10-07", None) == "2023-10-07 (pub.)"
    assert marked_day("2023-10-07", "2023-10-07") == "2023-10-07" and marked_day(None, None) == ""


def test_a_story_is_found_by_the_id_of_its_row(tmp_path) -> None:
    with Store(tmp_path / "r.db", write=True) as store:
        for key, row in (("k", "ROW-1"), ("l", "twice"), ("m", "twice")):
            record = make_record(key)
            store.add(replace(record, document=replace(record.document, row_id=row)))
        assert store.record("ROW-1").id == "k-0" == store.record("k").id
        with pytest.raises(UsageError, match="l-0, m-0"):
            store.record("twice")
        with pytest.raises(UsageError, match="no story"):
            store.record("none")
