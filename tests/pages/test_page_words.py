"""Telling words in class names. The examples of the lists are run with those of all other entries (tests/rules)."""

from dateline.knowledge.files import layers_over
from dateline.knowledge.page_words import load

KNOWN = load(layers_over(()))


def test_class_names_are_cut_into_words():
    assert KNOWN.role("wp-caption-text") == "caption"
    assert KNOWN.role("articleShareBar") == "tool"
    assert KNOWN.role("shareholder-story loaded") is None
