"""When a page was published: calendars, languages, zones, addresses, and what is never taken for it."""

import json

import pytest

from dateline.knowledge.files import layers_over
from dateline.knowledge.page_words import load
from dateline.pages.foreign_dates import foreign_date
from dateline.pages.page_dates import from_address
from dateline.pages.published import iso, read_date
from dateline.pages.read import read_stories
from dateline.pages.source_and_story import Source
from dateline.pipeline import make_record
from dateline.record import StoryRecord
from dateline.settings import Settings
from loaded import tools

KNOWN = load(layers_over(()))
BODY = (
    "Shepherds on the Varna plateau found the wreck of a survey drone on Tuesday, the provincial governor said.",
    "The army cordoned off the pasture, and two herdsmen were asked to wait in the village until the evening.",
)


def page(head="", line="", title="Drone found"):
    paragraphs = "".join(f"<p>{text}</p>" for text in BODY)
    return f"<html><head>{head}</head><body><h1>{title}</h1>{line}{paragraphs}</body></html>"


def linked(**values):
    return f"<script type='application/ld+json'>{json.dumps({'@type': 'NewsArticle', **values})}</script>"


def story(data):
    (found,) = read_stories(data.encode(), Source("page"), Settings(), KNOWN)
    return found


@pytest.mark.parametrize(
    ("value", "day", "calendar"),
    [
        ("1403-01-15", "2024-04-03", "persian"), ("۱۴۰۳/۰۱/۱۵", "2024-04-03", "persian"),
        ("1446-09-01", "2025-03-01", "islamic"), ("2568-02-03", "2025-02-03", "buddhist"),
        ("Mon, 03 Feb 2568 08:00:00 +0700", "2025-02-03", "buddhist"), ("٢٠٢٣-١١-٠٣", "2023-11-03", None),
    ],
)  # fmt: skip
def test_years_of_other_calendars_are_converted_and_marked(value, day, calendar):
    read = read_date(value)
    assert read is not None
    assert (read.day, read.calendar) == (day, calendar)


@pytest.mark.parametrize("value", ["1403-13-01", "1446-09-31", "2568-02-30", "1500-01-01", "0113-05-02"])
def test_no_day_of_any_calendar(value):
    assert iso(value) is None


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("Am 3. März 2021", "2021-03-03"), ("le 7 août 2022", "2022-08-07"), ("9 de enero de 2020", "2020-01-09"),
        ("12 stycznia 2019", "2019-01-12"), ("2021年4月5日", "2021-04-05"), ("2021년 4월 5일", "2021-04-05"),
        ("民國113年5月2日", "2024-05-02"), ("5 มกราคม 2567", "2024-01-05"), ("18 мая 2023 г.", "2023-05-18"),
    ],
)  # fmt: skip
def test_dates_in_other_languages(line, day):
    found = foreign_date(line)
    assert found is not None
    assert found.day.isoformat() == day


@pytest.mark.parametrize("line", ["Room 12 of 2020", "Phone 12 345 6789", "31 février 2020", "Ausgabe 7"])
def test_what_is_no_date_in_any_language(line):
    assert foreign_date(line) is None


@pytest.mark.parametrize(
    ("address", "day"),
    [
        ("https://x.example/2021/03/09/drone", "2021-03-09"), ("https://x.example/n/2021-3-9-drone", "2021-03-09"),
        ("https://x.example/world-20210309-17", "2021-03-09"), ("https://x.example/2021/drone-03", None),
        ("https://x.example/id/120210309445", None), ("https://x.example/2021/13/45/", None), (None, None),
    ],
)  # fmt: skip
def test_dates_in_addresses(address, day):
    assert from_address(address).day == day


@pytest.mark.parametrize(
    ("told", "line", "day"),
    [
        ("2022-06-02T02:10:00Z", "June 1, 2022, 8:10 p.m. MT", "2022-06-01"),
        ("2022-06-01T22:40:00+00:00", "2 June 2022 06:40", "2022-06-02"),
        ("2022-06-02T02:10:00+02:00", "June 1, 2022", "2022-06-02T02:10:00+02:00"),
        ("2022-06-02T02:10:00Z", "May 20, 2022", "2022-06-02T02:10:00Z"),
    ],
)
def test_the_day_that_the_page_shows_goes_before_that_of_utc(told, line, day):
    found = story(page(linked(headline="Drone found", datePublished=told), f"<p class='date'>{line}</p>"))
    assert found.published == day


def test_the_last_change_is_no_publication():
    head = linked(headline="Drone found", dateModified="2023-05-06T10:00:00+02:00")
    found = story(page(head, "<p>Updated 6 May 2023</p>"))
    assert (found.published, found.updated) == (None, "2023-05-06T10:00:00+02:00")


def test_vague_metadata_give_way_to_an_older_line_of_the_page():
    head = "<meta name='date' content='2022-04-09'>"
    assert story(page(head, "<div>4 April 2022</div>")).published == "2022-04-04"
    assert story(page(head)).published == "2022-04-09"


def test_a_caption_dates_no_page():
    figure = "<figure><img src='x'><figcaption>The plateau on 4 May 2019</figcaption></figure>"
    assert story(page(line=figure)).published is None


@pytest.mark.parametrize(
    "script",
    [
        '//<![CDATA[\n{}\n//]]>', "<!-- {} -->", "{};", "/*<![CDATA[*/ {} /*]]>*/",
    ],
)  # fmt: skip
def test_wrapped_json_ld(script):
    data = (
        '{"@type": "NewsArticle", "headline": "Drone found", "datePublished": "2020-02-03", "keywords": ["a", "b,]",],}'
    )
    head = f"<script type='application/ld+json'>{script.replace('{}', data)}</script>"
    assert story(page(head)).published == "2020-02-03"


def test_authors_named_elsewhere_in_json_ld():
    graph = [
        {
            "@type": "NewsArticle",
            "headline": "Drone found",
            "author": [{"@id": "#a"}, {"@id": "#b"}],
            "publisher": {"@id": "#c"},
        },
        {"@id": "#a", "@type": "Person", "name": "Ada &amp;#039;Bo&amp;#039; Lund"},
        {"@id": "#b", "@type": "Person", "name": ["Ivo Marr"]},
        {"@id": "#c", "@type": "Organization", "name": "Hill &amp; Dale"},
    ]
    found = story(page(f"<script type='application/ld+json'>{json.dumps({'@graph': graph})}</script>"))
    assert (found.byline, found.outlet) == ("Ada 'Bo' Lund, Ivo Marr", "Hill & Dale")


def test_a_month_beside_the_headline_is_the_date_as_far_as_it_is_known():
    found = story(page(line="<p>March 2021</p>"))
    assert (found.published, found.published_from, found.headline) == ("2021-03", "page", "Drone found")
    assert story(page(line="<p>March 2021</p><p>5 March 2021</p>")).published == "2021-03-05"
    listed = page().replace("</body>", "<ul><li>March 2021</li><li>April 2021</li></ul></body>")
    assert story(listed).published is None


def test_the_record_tells_the_last_change_and_the_calendar():
    changed = linked(headline="Drone found", datePublished="2021-03-05", dateModified="2021-03-09T10:00:00Z")
    record = make_record(story(page(changed)), None, tools())
    assert (record.published, record.updated, record.calendar) == ("2021-03-05", "2021-03-09T10:00:00Z", None)
    record = make_record(story(page(linked(headline="Drone found", datePublished="1403-01-15"))), None, tools())
    assert (record.published, record.updated, record.calendar) == ("2024-04-03", None, "persian")
    assert StoryRecord.from_dict(record.to_dict()) == record
    alone = make_record(story(page(linked(headline="Drone found", dateModified="2021-03-09"))), None, tools())
    assert (alone.published, alone.updated) == (None, "2021-03-09")


def test_paragraphs_that_the_page_sets_off_are_marked():
    quoted = "<blockquote><p>Nobody asked us.</p></blockquote><p>So said the shepherds.</p>"
    found = story(page().replace("</body>", quoted + "</body>"))
    assert [span.of(found.text) for span in found.quoted] == ["Nobody asked us."]
    indented = page().replace("<p>", "<blockquote><p>").replace("</p>", "</p></blockquote>")
    assert story(indented).quoted == ()


@pytest.mark.parametrize(
    ("line", "day", "calendar"),
    [
        ("5 มีนาคม 2567", "2024-03-05", "buddhist"),
        ("24 Sha'ban 1445", "2024-03-05", "islamic"),
        ("15 Esfand 1402", "2024-03-05", "persian"),
        ("中華民國113年3月5日", "2024-03-05", "minguo"),
        ("5 März 2024", "2024-03-05", None),
        ("5 Nonesuch 1445", None, None),
    ],
)
def test_a_line_of_another_calendar_or_language_is_the_date_and_no_paragraph(line, day, calendar):
    found = story(page(line=f"<p>{line}</p>"))
    assert (found.published, found.calendar) == (day, calendar)
    assert (line in found.text) == (day is None)
