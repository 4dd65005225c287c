"""No text may crash the stage, and what it points at must be in the text."""

from __future__ import annotations

import pytest
from marked import statements_of

TEXTS = {
    "empty": "",
    "only-marks": '""" “”“” \'\' ‘’ «» "',
    "odd-marks": 'He said "no. She said “yes. They said ‘maybe. "\n\n"And" so” on‘.',
    "nested-marks": '"' * 60 + "he said" + '"' * 61,
    "long-sentence": "The mayor said that " + "the mill by the river was old and " * 700 + "nobody cared.",
    "deep-nesting": "The mayor said that " + "the clerk said that " * 300 + "it rained.",
    "many-tags": '"No," he said, ' * 400 + "and left.",
    "many-quotes": '"We go to the river today." ' * 600,
    "unicode": "Министр said 大臣 was ‮gone‬, \u200badding\u00a0that “é́ is” 👩‍👩‍👧 said\u2028the ﬁrm.",
    "newlines": "said\n\nsaid that\n\n: said,\n\n“\n\n”",
    "participles": "He said it rained, " + "adding that it snowed, " * 300 + "and left.",
    "according": "According to " * 300 + "the mayor, it rained, " + "according to the clerk, " * 300,
}


@pytest.mark.parametrize("name", sorted(TEXTS))
def test_any_text(name: str) -> None:
    text = TEXTS[name]
    statements_of.cache_clear()
    read = statements_of(text)
    for statement in read.statements:
        assert 0 <= statement.content.start < statement.content.end <= len(text)
        assert statement.content.of(text).strip()
        for link in statement.chain:
            assert link.actor in read.mentions.by_actor
            assert link.mention is None or 0 <= link.mention.start < link.mention.end <= len(text)


def test_odd_marks_cost_their_own_paragraph_only() -> None:
    text = 'The cook bought a 12" pan.\n\n"The soup is ready," Anna Kovac said.\n\nThe waiter said the guests had left.'
    said = {s.content.of(text) for s in statements_of(text).statements}
    assert said == {"The soup is ready", "the guests had left"}


def test_same_text_same_answer() -> None:
    text = 'The premier said the dam would hold, according to Reuters. "We are calm," he added.'
    first = statements_of(text).statements
    statements_of.cache_clear()
    assert statements_of(text).statements == first


# Pages made to grow: each statement lies in all before it, or each source quotes all before it.
GROWING = {
    "one within another": ('The mayor said: "', "he said ", 'it rained."'),
    "chains": ("", 'The clerk said: "the guard said "', ""),
    "nested marks": ("", "The mayor said “", "it rained"),
}


@pytest.mark.parametrize("name", sorted(GROWING))
def test_what_statements_hold_grows_no_faster_than_the_text(name: str) -> None:
    before, again, after = GROWING[name]
    text = before + again * 400 + after
    read = statements_of(text)
    assert sum(len(s.content) for s in read.statements) <= 12 * len(text)
    assert max(len(s.chain) for s in read.statements) <= 12
    assert [limit.what for limit in read.limits] == ["statements"]
    assert sum(limit.left_out for limit in read.limits) > 100


def test_what_nests_as_deep_as_people_write_is_whole() -> None:
    text = "The mayor said that " + "the clerk said that the guard said that " * 2 + "it rained."
    read = statements_of(text)
    assert read.limits == ()
    assert max(len(s.chain) for s in read.statements) == 5
