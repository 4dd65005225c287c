"""Telling words in class names. The examples of the lists are run with those of all other entries (tests/rules)."""

from dateline.pages.knowhow import knowhow


def test_class_names_are_cut_into_words():
    assert knowhow().role("wp-caption-text") == "caption"
    assert knowhow().role("articleShareBar") == "tool"
    assert knowhow().role("shareholder-story loaded") is None
