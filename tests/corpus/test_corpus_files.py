"""Annotations and texts in files: written and read back, and what is said where they can't be read."""

import json

import pytest
from invented import HARBOUR, TEXTS, annotations, harbour, write_texts

from dateline.corpus.join import joined
from dateline.corpus.jsonl import read_annotations, write_annotations
from dateline.corpus.texts import read_texts, text_of
from dateline.errors import InputError


def test_what_is_written_is_read_back(tmp_path):
    assert write_annotations(annotations(), tmp_path / "a.jsonl") == 2
    assert list(read_annotations(tmp_path / "a.jsonl")) == annotations()
    line = (tmp_path / "a.jsonl").read_text(encoding="utf-8").splitlines()[0]
    assert HARBOUR[:40] not in line, "a text that isn't the author's own stays out"


def good():
    return {"id": "x", "sha256": "0", "words": 1, "part": "own", "annotator": "-"}


def row(**given):
    event = {"id": "e1", "quote": [0, 5], "trigger": [0, 2], "types": ["ACCUSE"], "factuality": ["asserted"]}
    return {**good(), "events": [{**event, **given}]}


BROKEN = [
    ("{", "no JSON"),
    ("[1]", "a row must be an object, this is a list"),
    (json.dumps({**good(), "id": "\ud800"}), "no JSON"),
    (json.dumps({k: v for k, v in good().items() if k != "sha256"}), "field sha256 is missing"),
    (json.dumps({**good(), "colour": 1}), "unknown field colour"),
    (json.dumps({**good(), "words": "1"}), "'1' should be int"),
    (json.dumps({**good(), "words": True}), "True should be int"),
    (json.dumps({**good(), "events": {}}), "{} is no list"),
    (json.dumps({**good(), "events": [5]}), "5 is no object"),
    (json.dumps(row(quote=[5, 5])), "[5, 5] is no span"),
    (json.dumps(row(quote=[-1, 5])), "[-1, 5] is no span"),
    (json.dumps(row(quote=[1])), "[1] is no span"),
    (json.dumps(row(quote=5)), "5 is no span"),
    (json.dumps(row(required="no")), "'no' should be bool"),
]


@pytest.mark.parametrize(("line", "reason"), BROKEN, ids=[reason for _, reason in BROKEN])
def test_a_line_that_is_no_annotation_is_named(tmp_path, line, reason):
    (tmp_path / "a.jsonl").write_text(f"\n{json.dumps(row())}\n{line}\n", encoding="utf-8")
    with pytest.raises(InputError) as error:
        list(read_annotations(tmp_path / "a.jsonl"))
    assert error.value.where == f"{tmp_path}/a.jsonl:3"
    assert reason in error.value.reason


def test_texts_come_from_rows_or_from_a_folder(tmp_path):
    rows = read_texts([write_texts(tmp_path / "t.jsonl")])
    assert rows == TEXTS
    (tmp_path / "harbour.txt").write_text(HARBOUR, encoding="utf-8-sig")
    folder = read_texts([tmp_path])
    assert list(folder) == ["harbour"]
    known = text_of(harbour(), folder)
    assert (known.text, known.outlet, known.headline) == (HARBOUR, "Velmar Post", "Velmar accuses envoy")


def test_other_ends_of_line_within_a_text_do_not_end_its_row(tmp_path):
    text = "One\u2028two\x85three"
    (tmp_path / "t.jsonl").write_text(json.dumps({"id": "a", "text": text}, ensure_ascii=False), encoding="utf-8")
    assert read_texts([tmp_path / "t.jsonl"])["a"].text == text


@pytest.mark.parametrize("line", ["[]", '{"id": "a"}', '{"id": 5, "text": "b"}', '{"id": "a", "text": " "}', "{"])
def test_a_row_without_text_is_named(tmp_path, line):
    (tmp_path / "t.jsonl").write_text(f"{line}\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"t\.jsonl:1: "):
        read_texts([tmp_path / "t.jsonl"])


@pytest.mark.parametrize("read", [lambda p: read_texts([p]), lambda p: list(read_annotations(p))])
def test_a_file_that_cannot_be_read_is_named(tmp_path, read):
    with pytest.raises(InputError, match=r"none\.jsonl: No such file"):
        read(tmp_path / "none.jsonl")
    (tmp_path / "latin.jsonl").write_bytes("é".encode("latin-1"))
    with pytest.raises(InputError, match=r"latin\.jsonl"):
        read(tmp_path / "latin.jsonl")


def test_an_annotation_belongs_to_one_text_only():
    with pytest.raises(InputError, match="no text of this id"):
        text_of(harbour(), {})
    other = {"harbour": TEXTS["weather"]}
    with pytest.raises(InputError, match="its digest differs"):
        text_of(harbour(), other)


def test_joined_shows_words_in_place_of_offsets():
    row = joined(harbour(), TEXTS["harbour"])
    assert row["text"] == HARBOUR
    assert row["identities"][0] == ["Mara Lindqvist", "Foreign Minister Mara Lindqvist", "She", "Lindqvist"]
    e = row["events"][1]
    assert (e["trigger"], e["actors"], e["place"]) == ("shelled", [["Karsian gunboats"]], ["Osk"])
    assert e["counts"] == [{"what": "killed", "low": 12, "high": None}]
    assert row["events"][0]["date"] == {"words": "Monday", "value": "2024-03-04"}
    assert (row["statements"][1]["addressee"], row["statements"][1]["content"]) == (
        "Radio Velmar", "We will not meet him again",
    )  # fmt: skip
