import doctest

import pytest

import dateline
from dateline.store.rows.typed_rows import DocumentRow

PAGE = b"""Ministers meet in Varna

VARNA, May 4 - Bulgaria's foreign minister Elena Marinova met her Romanian counterpart Radu Ionescu on Tuesday.

Marinova said that Romania had not threatened her country.
"""


def test_the_example_of_the_docstring_works():
    assert doctest.testmod(dateline).failed == 0


def test_everything_that_is_announced_is_there():
    for name in dateline.__all__:
        assert getattr(dateline, name) is not None
    with pytest.raises(AttributeError, match="no_such_thing"):
        _ = dateline.no_such_thing


def test_a_path_and_its_bytes_give_the_same_stories(tmp_path):
    path = tmp_path / "varna.txt"
    path.write_bytes(PAGE)
    by_path, by_bytes = dateline.read(path), dateline.read(PAGE)
    assert [r.id for r in by_path] == [r.id for r in by_bytes]
    assert by_path[0].events == by_bytes[0].events
    assert by_path[0].document.path == str(path)


def test_reading_twice_gives_the_same_record():
    assert dateline.read(PAGE) == dateline.read(PAGE)


def test_offsets_point_into_the_text():
    [record] = dateline.read(PAGE)
    for event in record.events:
        assert event.evidence.of(record.text)
        assert event.evidence.touches(event.trigger)
    for actor in record.actors:
        assert all(m.of(record.text) for m in actor.mentions)


@pytest.mark.parametrize(
    ("page", "options", "error"),
    [
        ("none.html", {}, dateline.InputError),
        (PAGE, {"published": "soon"}, dateline.UsageError),
        (PAGE, {"settings": dateline.Settings(model="no_such_model")}, dateline.UsageError),
        (b"", {}, dateline.InputError),
    ],
)
def test_errors_are_named(page, options, error):
    with pytest.raises(error):
        dateline.read(page, **options)


def test_a_large_page_is_refused(tmp_path):
    path = tmp_path / "page.txt"
    path.write_bytes(PAGE)
    with pytest.raises(dateline.InputError, match="larger than 10 bytes"):
        dateline.read(path, settings=dateline.Settings(max_page_bytes=10))


def test_a_store_gives_records_back_as_they_were(tmp_path):
    [record] = dateline.read(PAGE, published="2021-05-04")
    with dateline.Store(tmp_path / "news.db", write=True) as store:
        store.put(DocumentRow("varna.txt", "done", digest="a"), [record])
    with dateline.open_store(tmp_path / "news.db") as store:
        assert store.record(record.id) == record
        assert list(store.records()) == [record]
        assert [e.id for e in store.events()] and {e.id for e in store.events()} == {e.id for e in record.events}


def test_the_pair_function_names_a_type():
    assert dateline.code_pair("Iran threatened Israel on Monday.", "Iran", "Israel").event_type == "THREATEN"


def test_the_factuality_function_answers_for_any_word():
    assert dateline.factuality("The army did not shell the village.", "shell")[0] == "negated"
    assert dateline.factuality("The army shelled the village.", "shelled")[0] == "asserted"
    with pytest.raises(dateline.InputError, match="no 'danced'"):
        dateline.factuality("The army shelled the village.", "danced")


def test_the_factuality_function_counts_whole_words_first():
    sentence = "The ceasefire fell apart before they could fire; then they did fire."
    assert dateline.factuality(sentence, "fire")[0] == "possible"
    assert dateline.factuality(sentence, "fire", occurrence=1)[0] == "asserted"
    with pytest.raises(dateline.InputError, match="2 times"):
        dateline.factuality(sentence, "fire", occurrence=2)


@pytest.mark.parametrize("trigger", ["", "  ", "\n"])
def test_the_factuality_function_wants_a_word(trigger):
    with pytest.raises(dateline.InputError):
        dateline.factuality("The army  shelled the village.", trigger)


def test_the_factuality_function_names_its_cue():
    sentence = "Envoys denied that the army shelled the village."
    value, why = dateline.factuality(sentence, "shelled")
    assert value == "negated" and why.span is not None and why.span.of(sentence) == "denied"
    assert (
        dateline.factuality("ENVOYS IN THE CAPITAL DENIED THAT THE ARMY SHELLED THE VILLAGE.", "SHELLED")[0]
        == "negated"
    )
