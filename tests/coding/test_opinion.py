"""The learned opinion on a given pair: what it is asked, and that its answers stand on their own."""

from __future__ import annotations

import pytest

from dateline.coding.opinion.learned_opinion import LIMIT, NEAR, Marked, Opinion, with_markers

OPINION = Opinion.load()
MARKERS = ("<a>", "</a>", "<b>", "</b>")


def marked(sentence: str) -> Marked:
    """A sentence with ``[source]`` and ``{target}``."""
    text, spans, start = "", {"[": [], "{": []}, 0
    for c in sentence:
        if c in "[{":
            start = len(text)
        elif c in "]}":
            spans["[" if c == "]" else "{"].append((start, len(text)))
        else:
            text += c
    return Marked(text, tuple(spans["["]), tuple(spans["{"]))


def test_markers_stand_round_every_marked_place() -> None:
    got = with_markers(marked("[Peru] met {Chile}; {it} left."), MARKERS)
    assert " ".join(got.split()) == "<a> Peru </a> met <b> Chile </b> ; <b> it </b> left."


def test_a_very_long_sentence_is_cut_round_the_marked_words() -> None:
    text = "word " * 5000 + "Peru met Chile " + "word " * 5000
    at = text.index("Peru")
    got = with_markers(Marked(text, ((at, at + 4),), ((at + 9, at + 14),)), MARKERS)
    assert len(got) < LIMIT + 60
    assert "<a> Peru </a>" in got
    assert "<b> Chile </b>" in got


def test_far_apart_words_do_not_break_it() -> None:
    text = "Peru " + "word " * 5000 + "Chile"
    got = with_markers(Marked(text, ((0, 4),), ((len(text) - 5, len(text)),)), MARKERS)
    assert "<a> Peru </a>" in got
    assert len(got) < LIMIT + 60


def test_without_files_there_is_no_opinion(tmp_path) -> None:
    assert Opinion.load(tmp_path) is None


needs_model = pytest.mark.skipif(OPINION is None, reason="the model's files are not in this checkout")

SENTENCES = [
    ("[Mongolia] has denounced {Kyrgyzstan} over the way it treats herders at the frontier.", "ACCUSE"),
    ("{Kyrgyzstan} was denounced by [Mongolia] over the way it treats herders.", "ACCUSE"),
    ("[The Uruguayan premier] dined with {his Paraguayan colleague} and talked about beef quotas.", "CONSULT"),
    ("[Latvia] will send blankets and cooks to {Malta} once the harbour is clear.", "AGREE"),
    ("[Latvia] sent blankets and cooks to {Malta} after the storm.", "AID"),
    ("[Gunmen] raked {a minibus near Jalalabad} with bullets, leaving nine dead.", "ASSAULT"),
    ("[Officers] handcuffed {the poet} at his flat and drove him to a cell.", "COERCE"),
    ("[Bakers and millers] marched against {the flour tax} in Sfax.", "PROTEST"),
    ("[Ghana] turned down {Togo}'s offer to mediate.", "REJECT"),
    ("[Norway] implored {Iceland} to stop the hunt.", "REQUEST"),
    ("[Zambia] sent home {Malawi}'s ambassador and froze all loans.", "SANCTION"),
]


@needs_model
@pytest.mark.parametrize(("sentence", "expected"), SENTENCES)
def test_it_names_plain_cases(sentence: str, expected: str) -> None:
    assert OPINION is not None
    assert OPINION.judge([marked(sentence)])[0].best == expected


@needs_model
def test_the_marked_pair_decides_not_the_sentence() -> None:
    assert OPINION is not None
    said = "Kenya thanked Uganda for its help and accused Sudan of arming rebels."
    spans = {name: ((said.index(name), said.index(name) + len(name)),) for name in ("Kenya", "Uganda", "Sudan")}
    thanked, accused = OPINION.judge(
        [Marked(said, spans["Kenya"], spans["Uganda"]), Marked(said, spans["Kenya"], spans["Sudan"])]
    )
    assert (thanked.best, accused.best) == ("SUPPORT", "ACCUSE")


@needs_model
def test_two_countries_that_only_stand_together_are_none() -> None:
    assert OPINION is not None
    judged = OPINION.judge([marked("Rainfall in [Portugal] and {Morocco} was above average last winter.")])[0]
    assert judged.none > 0.5


@needs_model
def test_answers_do_not_depend_on_the_company_or_the_run() -> None:
    assert OPINION is not None
    asked = [marked(sentence) for sentence, _ in SENTENCES]
    together = OPINION.judge(asked)
    assert together == OPINION.judge(asked)
    assert together == [OPINION.judge([one])[0] for one in asked]
    assert together[::-1] == OPINION.judge(asked[::-1])


@needs_model
def test_probabilities_are_a_distribution_over_the_types() -> None:
    assert OPINION is not None
    judged = OPINION.judge([Marked("Nobody is marked here."), marked("[She] spoke."), Marked("")])
    for one in judged:
        assert sum(one.probabilities.values()) == pytest.approx(1)
        assert len(one.probabilities) == 17
        assert sum(one.folded.values()) == pytest.approx(1)
        assert 0 <= one.planned <= one.probabilities["CONCEDE"]


def test_a_trigger_has_markers_of_its_own() -> None:
    asked = Marked("Peru met Chile.", ((0, 4),), (), ((5, 8),))
    assert " ".join(with_markers(asked, (*MARKERS, "<t>", "</t>")).split()) == "<a> Peru </a> <t> met </t> Chile."


def test_a_model_without_trigger_markers_gets_none() -> None:
    asked = Marked("Peru met Chile.", ((0, 4),), (), ((5, 8),))
    assert " ".join(with_markers(asked, MARKERS).split()) == "<a> Peru </a> met Chile."


def test_with_a_trigger_the_window_is_narrow_and_ends_between_words() -> None:
    text = "word " * 300 + "Peru met Chile " + "word " * 300
    at = text.index("met")
    got = with_markers(Marked(text, (), (), ((at, at + 3),)), (*MARKERS, "<t>", "</t>"))
    assert len(got) <= NEAR + 20
    assert set(got.split()) == {"word", "Peru", "<t>", "met", "</t>", "Chile"}
