"""Whatever a caller gives, the doors for Python raise Dateline's own errors only."""

import pytest
from hypothesis import given
from hypothesis import settings as limits
from hypothesis import strategies as st

import dateline
from dateline import DatelineError, InputError, Settings, UsageError

PAGE = b"The bridge is closed\n\nThe mayor said on Tuesday that the bridge would stay closed."
SENTENCE = "France threatened Iran."


@pytest.mark.parametrize("page", ["", "a\0b", 5, None, [], "no/such/page", b"", bytearray(), b"\xff\xfe"])
def test_a_page_that_is_none(page):
    with pytest.raises(DatelineError):
        dateline.read(page)


@pytest.mark.parametrize("value", ["7:58", "2024-13-45", "", 5, "٢٠٢٣-١١-٠٣", "2023-11-03T25:00"])
def test_a_day_that_is_none(value):
    with pytest.raises(UsageError):
        dateline.read(PAGE, published=value)


@pytest.mark.parametrize("value", ["0001-01-01", "1970-01-01T00:00:00Z"])
def test_a_day_that_stands_for_not_known(value):
    [story] = dateline.read(PAGE, published=value)
    assert (story.published, story.published_from) == (None, None)


@pytest.mark.parametrize("value", [5, b"x", ["x"]])
def test_an_outlet_that_is_no_text(value):
    with pytest.raises(UsageError):
        dateline.read(PAGE, outlet=value)


@pytest.mark.parametrize("given_", [("", "", ""), (SENTENCE, "", "Iran"), (SENTENCE, "France", " "), ("...", "a", "b")])
def test_a_pair_without_words_is_an_error(given_):
    with pytest.raises(InputError, match="no words"):
        dateline.code_pair(*given_)


@pytest.mark.parametrize("given_", [(None, "a", "b"), (SENTENCE, 5, "b"), (SENTENCE, "a", b"b")])
def test_a_pair_that_is_no_text_is_an_error(given_):
    with pytest.raises(UsageError, match="a text is wanted"):
        dateline.code_pair(*given_)


def test_halves_of_surrogate_pairs_stop_no_function():
    assert dateline.code_pair(SENTENCE + " \ud800", "France", "Iran\udfff").event_type
    assert dateline.factuality("The army \ud800 fired.", "fired")[0] == "asserted"


@pytest.mark.parametrize(
    "given_",
    [
        {"model": 5}, {"model": ""}, {"max_page_bytes": "1"}, {"max_page_bytes": 0}, {"knowledge": "folder"},
        {"knowledge": 5}, {"knowledge": (5,)}, {"fields": ["title"]}, {"fields": {"title": 5}},
    ],
)  # fmt: skip
def test_settings_refuse_what_they_cannot_be(given_):
    with pytest.raises(UsageError):
        Settings(**given_)


def test_settings_take_folders_as_texts_and_in_lists(tmp_path):
    settings = Settings(knowledge=[str(tmp_path)])
    assert settings.knowledge == (tmp_path,)
    assert dateline.read(PAGE, settings=settings)


WORDS = st.lists(
    st.sampled_from(
        [
            "France",
            "threatened",
            "Iran",
            "said",
            '"',
            "“",
            "”",
            ",",
            ".",
            "\n\n",
            "\ud800",
            "\u2028",
            "the",
            "\x00",
            "in 9999",
        ]
    ),
    max_size=12,
).map(" ".join)


@limits(max_examples=100, deadline=None)
@given(WORDS, WORDS, WORDS)
def test_any_words_give_an_answer_or_an_error_with_its_reason(sentence, source, target):
    for ask in (
        lambda: dateline.code_pair(sentence, source, target).confidence,
        lambda: dateline.factuality(sentence, target),
        lambda: [r.to_json().encode() for r in dateline.read(sentence.encode("utf-8", "surrogatepass"), outlet=source)],
    ):
        try:
            ask()
        except DatelineError as error:
            assert str(error).encode()


def test_records_of_before_a_field_came_are_read_and_others_are_refused():
    [story] = dateline.read(PAGE)
    row = story.to_dict()
    assert row.pop("limits") == []
    assert dateline.StoryRecord.from_dict(row) == story
    del row["text"]
    with pytest.raises(KeyError):
        dateline.StoryRecord.from_dict(row)
