"""Odd texts cost no more than others, and every token lies where it says."""

import pytest

from dateline.language import parse as module
from dateline.language.grammar.modality import modals_of
from dateline.language.grammar.quotations import quoted_tokens
from dateline.language.parse import parse
from dateline.pages.source_and_story import Source
from dateline.settings import Settings
from loaded import tools


def story_of(text):
    from dateline.pages.read import read_stories

    return read_stories(f"Head\n\n{text}\n".encode(), Source("x"), Settings(), tools().knowledge.pages)[0]


@pytest.mark.parametrize(
    "text",
    [
        "(" * 900 + " the army left the town " + ")" * 900,
        "The army left " + "x" * 3_000 + " on Monday.",
        '"' * 1_000 + " said the minister of the republic.",
    ],
)
def test_stretches_without_a_space_are_cut(text):
    parsed = parse(story_of(text), tools().parser)
    assert all(parsed.text[t.start : t.end] == t.text for t in parsed.tokens)
    assert max(len(t.text) for t in parsed.tokens) <= 200
    assert "".join(t.text.strip() for t in parsed.tokens) == "".join(parsed.text.split())


def test_no_piece_is_longer_than_the_limit(monkeypatch):
    monkeypatch.setattr(module, "MAX_PARAGRAPH", 300)
    parsed = parse(story_of("The army left the town and " * 100), tools().parser)
    assert len(parsed.sentences) >= len(parsed.text) // 300
    assert "".join(t.text.strip() for t in parsed.tokens) == "".join(parsed.text.split())
    assert {s.paragraph for s in parsed.sentences} == {0}


def test_a_word_of_ordinary_length_is_never_cut():
    address = "https://news.example/" + "a-long-headline-" * 8
    parsed = parse(story_of(f"The army left the town, see {address} for more."), tools().parser)
    assert address in parsed.text
    assert len(parsed.sentences) == 1


def test_a_list_without_a_full_stop_is_cut_into_sentences_that_hold_their_own_heads():
    parsed = parse(
        story_of("The buyer listed apples and pears, " + "plums and cherries, " * 400 + "and nothing else"),
        tools().parser,
    )
    assert max(s.last - s.first for s in parsed.sentences) <= module.MAX_SENTENCE
    assert all(parsed.tokens[t.head].sent == t.sent for t in parsed.tokens)
    assert all(parsed.tokens[s.root].dep == "ROOT" for s in parsed.sentences)


def test_quotations_are_paired_once_for_all_that_ask():
    parsed = parse(story_of('"We left the pass," the rider said. He called it a ‘small’ matter.'), tools().parser)
    assert [q.inner.of(parsed.text) for q in parsed.quotes] == ["We left the pass,", "small"]
    inside = [t.text for t, quoted in zip(parsed.tokens, quoted_tokens(parsed), strict=True) if quoted]
    assert inside == ['"', "We", "left", "the", "pass", ","]


@pytest.mark.parametrize(
    ("text", "verb", "found"),
    [
        ("The king will leave.", "leave", ("aux", "will", 2)),
        ("The king may have left.", "left", ("aux-perfect", "may", 2)),
        ("The king is going to leave.", "leave", ("aux", "going to", 3)),
        ("The king is to leave.", "leave", ("aux", "will", 2)),
    ],
)
def test_the_words_that_make_a_verb_no_fact_are_told_with_their_form(text, verb, found):
    parsed = parse(story_of(text), tools().parser)
    assert found in list(modals_of(parsed, next(t for t in parsed.tokens if t.text == verb)))


@pytest.mark.parametrize(
    ("text", "lemmas"),
    [
        ("They waged war while wagging a finger.", ["wage", "wag"]),
        ("He bared his arm and barred the door.", ["bare", "bar"]),
        ("Two women were raped, and a minister rapped the army.", ["rape", "rap"]),
        ("The court fined the firm, and it spared the bank.", ["fine", "spare"]),
        ("The league readmitted the country.", ["readmit"]),
    ],
)
def test_verbs_have_the_lemma_that_their_spelling_shows(text, lemmas):
    parsed = parse(story_of(text), tools().parser)
    assert [t.lemma for t in parsed.tokens if t.pos == "VERB"] == lemmas
