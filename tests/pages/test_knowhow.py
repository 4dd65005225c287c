"""Every example in the reading stage's word lists does what it says."""

import pytest

from dateline.pages.knowhow import knowhow

FURNITURE = [(r, line) for r in knowhow().furniture for line in r.match]
OTHERS = [(r, line) for r in knowhow().furniture for line in r.no_match]
CAPTIONS = [(r, line, True) for r in knowhow().captions for line in r.match]
CAPTIONS += [(r, line, False) for r in knowhow().captions for line in r.no_match]


@pytest.mark.parametrize(("rule", "line"), FURNITURE, ids=lambda v: getattr(v, "id", v))
def test_furniture_is_met(rule, line):
    assert rule.pattern.fullmatch(line)


@pytest.mark.parametrize(("rule", "line"), OTHERS, ids=lambda v: getattr(v, "id", v))
def test_sentences_and_headlines_are_no_furniture(rule, line):
    assert knowhow().furniture_kind(line) is None


@pytest.mark.parametrize(("rule", "line", "wanted"), CAPTIONS, ids=lambda v: getattr(v, "id", str(v)))
def test_captions(rule, line, wanted):
    assert bool(rule.pattern.search(line)) is wanted


def test_class_names_are_cut_into_words():
    assert knowhow().role("wp-caption-text") == "caption"
    assert knowhow().role("articleShareBar") == "tool"
    assert knowhow().role("shareholder-story loaded") is None
