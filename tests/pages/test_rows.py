"""Rows of JSONL: which field is taken, what is told of a date, which names no row has."""

import json

import pytest

from dateline.errors import InputError
from dateline.knowledge.files import layers_over
from dateline.knowledge.page_words import load
from dateline.pages.read import read_stories
from dateline.pages.readers.jsonl import unseen_names
from dateline.pages.source_and_story import Source
from dateline.settings import Settings

KNOWN = load(layers_over(()))
DATES = {"published": "printed,crawled~"}


def story(row, fields=(), **source):
    settings = Settings(fields=dict(fields))
    (one,) = read_stories(
        json.dumps({"text": "Rain fell on the port.", **row}).encode(), Source("x", **source), settings, KNOWN
    )
    return one


@pytest.mark.parametrize(
    ("row", "day", "estimated", "unread"),
    [
        ({"printed": "2024-05-06", "crawled": "2024-05-09"}, "2024-05-06", False, None),
        ({"crawled": "2024-05-09"}, "2024-05-09", True, None),
        ({"printed": None, "crawled": 1715212800}, "2024-05-09T00:00:00+00:00", True, None),
        ({"printed": "", "crawled": "9 May 2024"}, "2024-05-09", True, None),
        ({"printed": "some day", "crawled": "2024-05-09"}, "2024-05-09", True, None),
        ({"printed": "some day"}, None, False, "some day"),
        ({"printed": "some day", "crawled": "soon"}, None, False, "some day"),
        ({"printed": "0000-00-00"}, None, False, "0000-00-00"),
        ({"printed": {"day": 3}}, None, False, '{"day": 3}'),
        ({"printed": True}, None, False, "true"),
        ({"published": "2024-05-06"}, None, False, None),
    ],
)  # fmt: skip
def test_the_first_date_that_can_be_read_is_taken_and_one_that_cant_is_told(row, day, estimated, unread):
    read = story(row, DATES)
    assert (read.published, read.published_estimated, read.unread_date) == (day, estimated, unread)
    assert read.published_from == ("metadata" if day else None)


def test_a_day_that_the_caller_gives_is_no_estimate_of_the_row():
    read = story({"crawled": "soon"}, DATES, published="2024-05-06")
    assert (read.published, read.published_from, read.published_estimated) == ("2024-05-06", "given", False)
    assert read.unread_date == "soon"


def test_every_field_may_have_several_names():
    fields = {"title": "head,title", "text": "body,text", "id": "key,nr", "author": "by"}
    read = story({"title": "Rain", "body": "Snow fell on the port.", "key": "", "nr": 7, "by": "Ann Roe"}, fields)
    assert (read.headline, read.text, read.document.row_id, read.byline) == (
        "Rain",
        "Snow fell on the port.",
        "7",
        "Ann Roe",
    )
    with pytest.raises(InputError, match="no text in field 'body' or 'words'"):
        story({}, {"text": "body,words"})


def test_names_that_no_row_has_are_named():
    rows = [b'{"head": "A", "body": "x"}', b'\xef\xbb\xbf {"day": 1}', b"<html>", b"{broken", None]
    fields = {"title": "head", "text": "body", "published": "day,printed~"}
    assert list(unseen_names(rows, fields).faults()) == [("--field published=printed", "no row has a field 'printed'")]
    assert not list(unseen_names([b'[{"head": 1}, {"body": 2, "day": null, "printed": 3}]'], fields).faults())
    assert not list(unseen_names([b"<html>", b"plain text"], fields).faults())  # no rows, nothing wrong with them
