"""The table of word forms says what the parser library's own components say, and memory for words is bounded."""

from dataclasses import astuple
from importlib import import_module

import pytest
import spacy

from dateline.language.english import ENGLISH
from dateline.language.parser import pipeline as module
from dateline.language.parser import word_forms
from dateline.language.parser.pipeline import Parser
from dateline.language.parser.word_forms import WordForms
from loaded import tools

TEXTS = [
    "Let's go, y'all: it ain't over, and you gotta hear what I'm gonna tell the miners' wives!",
    "There're 12 boats;  did the wardens who'd had them have\n\n those?  It is said that they do.",
    "But the barge, which was better built than anyone's, has sunk; whoever did that did it on purpose.",
    "“The best of our men,” he said, “have been fishing since we left, and so has she.”",
    "THE HARBOURS WERE CLOSED. Harbours were closed but for the Ferries. He felt, left, lay and found axes.",
    "Nobody saw something; anything that I, you or it saw let us down, cos it's all there is, w/out doubt.",
]


@pytest.fixture
def bare():
    """A pipeline of our own, since some tests change it."""
    return spacy.load(ENGLISH.parser, exclude=["ner"])


def by_library(pipeline, text):
    doc = pipeline(text)
    return [(t.text, t.idx, t.lower_, t.lemma_.lower(), t.pos_, t.tag_, t.dep_, t.head.i) for t in doc]


def by_table(parser, text):
    (words,) = parser.read([text])
    return list(zip(*astuple(words)[:-1], strict=True)), words.opens


@pytest.mark.parametrize("text", TEXTS)
def test_the_table_says_what_the_library_says(text, bare):
    rows, opens = by_table(tools().parser, text)
    assert rows == by_library(bare, text)
    assert opens == [sentence.start for sentence in bare(text).sents]


def test_a_rule_of_an_unknown_kind_leaves_the_work_to_the_library(bare):
    assert WordForms.of(bare) is not None
    bare.get_pipe("attribute_ruler").add([[{"LENGTH": {">=": 5}}]], {"LEMMA": "long"})
    assert WordForms.of(bare) is None
    rows, _ = by_table(Parser(bare, ENGLISH), TEXTS[3])
    assert rows == by_library(bare, TEXTS[3])
    assert "long" in {row[3] for row in rows}


def test_a_rule_of_ones_own_holds(bare):
    bare.get_pipe("attribute_ruler").add([[{"LOWER": "grey"}, {"LOWER": "barge"}]], {"LEMMA": "barque"}, index=1)
    rows, _ = by_table(Parser(bare, ENGLISH), "The Grey Barge met a barge.")
    assert [row[3] for row in rows if row[2] == "barge"] == ["barque", "barge"]


def test_what_is_kept_of_words_is_bounded_and_answers_stay(monkeypatch, bare):
    for name in ("KEPT", "PASSING"):
        monkeypatch.setattr(module, name, 20)
    monkeypatch.setattr(word_forms, "MOST", 10)
    parser = Parser(bare, ENGLISH)
    told = [by_table(parser, text) for _ in range(3) for text in TEXTS]
    assert told == [by_table(tools().parser, text) for _ in range(3) for text in TEXTS]
    assert bare.vocab.in_memory_zone
    kept = len(list(bare.vocab))
    for n in range(200):
        parser.read([f"The wardens of Zor{n}bek met those of Zor{n}gard."])
    assert len(list(bare.vocab)) < kept + 100


def test_what_loading_sets_aside_can_be_imported_afterwards():
    tools()
    assert import_module("pydantic.v1").BaseModel
    assert import_module("spacy.cli").app
    assert spacy.info


def test_all_labels_that_a_parse_may_give_have_their_names():
    names = tools().parser.pipeline.vocab.strings
    parts = [tools().parser.pipeline.get_pipe(name) for name in ("tagger", "parser")]
    assert all(label in names for part in parts for label in part.labels)
