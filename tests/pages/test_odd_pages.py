"""Whatever a page holds, a reader gives stories that can be written or an ``InputError``, never an error of its own."""

import json
from datetime import datetime

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as limits
from hypothesis import strategies as st

from dateline.errors import InputError, UsageError
from dateline.knowledge.files import layers_over
from dateline.knowledge.page_words import load
from dateline.pages.published import iso
from dateline.pages.read import read_stories
from dateline.pages.source_and_story import Source
from dateline.settings import Settings

KNOWN = load(layers_over(()))
BODY = "The council of the old port voted on Tuesday to close the bridge until the spring, the mayor said on Tuesday."
LONG = f"{BODY} Fishermen from the east bank blocked the road in protest for several hours, and two of them were held."


def stories(data, **source):
    """The stories of a page, checked to be such that can be written; none where it is refused with a reason."""
    try:
        found = read_stories(
            data if isinstance(data, bytes) else data.encode(), Source("page", **source), Settings(), KNOWN
        )
    except InputError as error:
        assert str(error).encode()
        return ()
    for story in found:
        for text in (story.id, story.outlet, story.url, story.headline, story.byline, *story.captions, story.text):
            assert text is None or (isinstance(text, str) and text.encode() is not None)
        assert story.published is None or datetime.fromisoformat(story.published)
    return found


def linked(value):
    """A page with a value as JSON-LD."""
    script = f"<script type='application/ld+json'>{json.dumps(value)}</script>"
    return f"<html><head>{script}</head><body><h1>The bridge is closed</h1><p>{LONG}</p></body></html>"


@pytest.mark.parametrize("tag", ["f!", "a!b", "h1?caption", "p!", "x:y", ":", "a?title", "article!"])
def test_tags_of_odd_names_cost_nothing(tag):
    (story,) = stories(f"<html><body><h1>The bridge is closed</h1><{tag}>text<p>{LONG}</p></{tag}><p>{BODY}</p></body>")
    assert story.headline == "The bridge is closed"
    assert LONG in story.text


@pytest.mark.parametrize("rest", ["<:", "<a:b:c>", "<1>", "<x:title>t</x:title>", "<!", "</:>"])
def test_feeds_with_odd_elements(rest):
    item = f"<item><title>Bridge</title><description>{LONG}</description></item>"
    stories(f'<rss t=""><{rest}')
    stories(f'<rss t=""><channel>{rest}{item}')
    (story, *_) = stories(f'<rss t=""><channel>{item}{rest}</channel></rss>')
    assert story.headline == "Bridge"


def test_a_feed_that_never_declares_its_prefixes_is_read_by_its_names():
    item = (
        f"<item><title>Bridge</title><dc:creator>A. Writer</dc:creator><content:encoded>{LONG}</content:encoded></item>"
    )
    (story,) = stories(f"<rss><channel>{item}</channel></rss>")
    assert (story.byline, story.text) == ("A. Writer", LONG)


@pytest.mark.parametrize("address", [{"@id": 5}, {"@id": None}, 5, ["x"], {}, [], True, {"@id": ["https://x.example"]}])
def test_addresses_of_odd_types_say_nothing(address):
    (story,) = stories(
        linked({"@type": "NewsArticle", "headline": "The bridge is closed", "mainEntityOfPage": address})
    )
    assert story.url is None or isinstance(story.url, str)


@pytest.mark.parametrize("reference", ["&#xD800;", "&#xdfff", "&#55296;", "&#056000;", "&#x00DABC;"])
def test_references_to_halves_of_pairs_are_replaced(reference):
    (story,) = stories(
        f"<html><body><h1>The {reference} bridge</h1><p title='{reference}'>{LONG} {reference}</p></body>"
    )
    assert "\ufffd" in story.headline
    stories(f"<rss><channel><item><title>{reference}</title><description>{LONG}</description></item></channel></rss>")


def test_halves_of_pairs_in_addresses_are_replaced():
    article = {"@type": "NewsArticle", "headline": "The bridge is closed", "url": "https://x.example/\ud800"}
    assert stories(linked(article))[0].url == "https://x.example/\ufffd"
    row = json.dumps({"text": LONG, "url": "https://x.example/\udfff", "id": "\ud800", "outlet": "\ud800"})
    assert stories(row)[0].url == "https://x.example/\ufffd"
    (story,) = stories(LONG, url="https://x.example/\ud800", outlet="\udcff")
    assert (story.url, story.outlet) == ("https://x.example/\ufffd", "\ufffd")


ANY = st.recursive(
    st.none()
    | st.booleans()
    | st.floats()
    | st.integers()
    | st.text(max_size=8)
    | st.sampled_from(["\ud800", "7:58", LONG]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=6,
)
quick = limits(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
ARTICLE = (
    "@type",
    "@graph",
    "headline",
    "datePublished",
    "author",
    "publisher",
    "url",
    "mainEntityOfPage",
    "articleBody",
)


@quick
@given(st.dictionaries(st.sampled_from(ARTICLE), ANY))
def test_linked_data_of_any_types(values):
    assert stories(linked({"@type": "NewsArticle", **values}))
    assert stories(linked([values, {"@graph": values}]))


@quick
@given(
    st.lists(st.dictionaries(st.sampled_from(["id", "url", "outlet", "published", "title", "author"]), ANY), min_size=1)
)
def test_rows_of_any_types(rows):
    lines = "\n".join(json.dumps({"text": LONG, **row}) for row in rows)
    assert len(stories(lines)) == len(rows)


@quick
@given(ANY, ANY)
def test_json_of_any_shape(value, text):
    stories(json.dumps([value, {"text": text}]))
    stories(json.dumps({"id": value, "text": text}))


MARKUP = (
    "<", ">", "</", "<!", "<![CDATA[", "]]>", "<!--", "-->", "<?xml encoding='utf-16'?>", "<f!>", "<a:b>", "<:",
    "<p>", "</p>", "<h1>", "<figure><img>", "<figcaption>", "<li>", "<article>", "</article>",
    "<time datetime='7:58'>", "<br>", "<pre>", "<table><tr><td>", "<script>", "</script>",
    "<meta name=date content='0001-01-01'>", "<title>", "&#xD800;", "&#0;", "&amp;lt;", "\x00", "\u2028", "\ufeff",
    "<rss>", "<channel>", "<item>", "<entry>", "<link href='x'>", "<content type='html'>", LONG, BODY,
    "By A. Writer", "4 May 2021", "\n\n", "Share", "BAGHDAD - ",
)  # fmt: skip


@quick
@given(
    st.lists(st.sampled_from(MARKUP), max_size=25), st.sampled_from(["", "<html><body>", "<rss><channel>", "<feed>"])
)
def test_markup_in_any_order(parts, before):
    stories((before + "".join(parts)).encode("utf-8", "surrogatepass"))


@pytest.mark.parametrize(
    "value",
    [
        "7:58", "2024-13-45", "0001-01-01T00:00:00", "0001-01-01T00:00:00Z", "Mon, 01 Jan 0001 00:00:00 GMT",
        "1970-01-01", "1970-01-01T00:00:00Z", "1969-12-31T19:00:00-05:00", "Thu, 01 Jan 1970 00:00:00 GMT",
        "9999-12-31", "0000-00-00", "\ud800", "31 February 2020", "0",
    ],
)  # fmt: skip
def test_what_is_no_day_is_not_known(value):
    assert iso(value) is None


@quick
@given(st.text(max_size=30) | st.from_regex(r"\A[0-9]{1,4}[-/. T:]?[0-9]{0,4}[-/. T:]?[0-9]{0,4}.{0,12}\Z"))
def test_a_date_is_iso_or_not_known(value):
    told = iso(value)
    assert told is None or datetime.fromisoformat(told)


def test_times_keep_their_zone():
    assert iso("2023-11-03T14:30:00.000Z") == "2023-11-03T14:30:00.000Z"
    assert iso("2023-11-03_14:30") == "2023-11-03T14:30:00"


@pytest.mark.parametrize(
    ("value", "published"),
    [
        (1698969600, "2023-11-03T00:00:00+00:00"), (1698969600000, "2023-11-03T00:00:00+00:00"),
        (1698969600.5, "2023-11-03T00:00:00+00:00"), (0, None), (-62135596800, None), (20231103, "2023-11-03"),
        (None, None), (True, None), (float("nan"), None), (float("inf"), None), ([], None), ("", None), (7, None),
    ],
)  # fmt: skip
def test_dates_of_rows(value, published):
    (story,) = stories(json.dumps({"text": LONG, "published": value, "title": None, "outlet": 5, "author": False}))
    assert (story.published, story.headline, story.outlet, story.byline) == (published, None, "5", None)


@pytest.mark.parametrize("value", ["7:58", "2024-13-45", "yesterday", "", "2023-11-03T25:00", "2023-W44"])
def test_a_source_refuses_what_is_no_date(value):
    with pytest.raises(UsageError, match="a date like"):
        Source(published=value)


@pytest.mark.parametrize("value", ["0001-01-01", "0001-01-01T00:00:00Z", "1970-01-01", "1970-01-01T00:00:00Z"])
def test_a_source_knows_the_dates_that_stand_for_none(value):
    assert Source(published=value).published is None


@pytest.mark.parametrize("given_", [{"published": 5}, {"url": b"x"}, {"outlet": ["x"]}, {"path": 1.5}])
def test_a_source_refuses_what_is_no_text(given_):
    with pytest.raises(UsageError, match="a text is wanted"):
        Source(**given_)


@pytest.mark.parametrize(
    ("value", "told"),
    [
        ("Fri, 03 Nov 2023 10:00:00 +0000", "2023-11-03T10:00:00+00:00"),
        ("Fri, 03 Nov 2023 10:00:00 -0000", "2023-11-03T10:00:00"),
        ("Fri, 03 Nov 2023 10:00:00 +0300", "2023-11-03T10:00:00+03:00"),
        ("Mon, 01 Jan 0001 00:00:00 +0000", None),
    ],
)
def test_the_zone_of_a_feed_is_no_year_zero(value, told):
    assert iso(value) == told
