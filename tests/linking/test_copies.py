"""Copies of one text under other mastheads, and whom a text credits."""

import random
from dataclasses import replace

import pytest
from told import report, tools

from dateline.linking.copies.credit import Credit, credit_of
from dateline.linking.copies.families import MemoryIndex, copies_of
from dateline.linking.copies.overlap import overlap
from dateline.linking.copies.shingles import shingles_of

PARAGRAPHS = [
    "The dredger sank in the estuary of the Morava before dawn, and its crew of nine swam to the mole in the fog.",
    "Harbour master Tilda Brandt said the vessel had taken on water for a week and that nobody had asked for a tow.",
    "Two tugs from Lindhaven were sent to raise the hull, which lies across the channel that coal barges use.",
    "The owner, a company that also runs the ferry to the islands, promised to pay for the nets that were torn.",
    "Fishermen who had warned of the silt since autumn gathered at the customs house and demanded to see the chart.",
    "A hearing is set for the week after the regatta, when the judge returns from leave in the mountains.",
]
TEXT = "\n\n".join(PARAGRAPHS)
AGENCY_PARAGRAPH = "In another part of the country, rail workers walked out over pay and trains stood still until noon."


def edited(text, every):
    words = text.split()
    return " ".join(w if n % every else "indeed" for n, w in enumerate(words, 1))


COPIES = {
    "the same": TEXT,
    "other typography": TEXT.upper().replace(" ", "  "),
    "edited": edited(TEXT, 14),
    "cut": "\n\n".join(PARAGRAPHS[:2]),
    "re-led": "\n\n".join(["Nine sailors are safe after a night in cold water.", *PARAGRAPHS[1:]]),
    "with another agency's paragraph": "\n\n".join([*PARAGRAPHS[:3], AGENCY_PARAGRAPH, *PARAGRAPHS[3:]]),
    "updated": "\n\n".join([*PARAGRAPHS, "Late on Monday the hull was moved.", AGENCY_PARAGRAPH]),
}
NO_COPIES = {
    "one paragraph taken over": "\n\n".join(
        [
            "Trains stood still in the whole of the north on Friday, and the stations filled with pilgrims.",
            "The union wants a rise of a tenth and a day of rest after night shifts, and the ministry offers half.",
            PARAGRAPHS[3],
            "No talks are planned before the feast, a mediator told the evening paper in the capital by telephone.",
        ]
    ),
    "a quotation in another report": "A boat went down near Lindhaven. Tilda Brandt said the vessel had taken on water "
    "for a week. Our reporter saw the wreck from the lighthouse, where a crowd had come with lamps and blankets, and "
    "spoke to the cook, who had been asleep when the pumps failed and the lights went out below the deck.",
    "another story": " ".join(reversed(TEXT.split())),
}


@pytest.mark.parametrize("kind", COPIES)
def test_a_copy_is_known_however_a_desk_has_changed_it(kind):
    found = overlap(shingles_of(TEXT), shingles_of(COPIES[kind]))
    assert found.is_copy, found
    assert found == overlap(shingles_of(COPIES[kind]), shingles_of(TEXT))


@pytest.mark.parametrize("kind", NO_COPIES)
def test_what_only_shares_a_passage_is_no_copy(kind):
    assert not overlap(shingles_of(TEXT), shingles_of(NO_COPIES[kind])).is_copy


def test_a_page_that_gathers_briefs_makes_no_family_of_them():
    briefs = [" ".join(random.Random(n).sample(TEXT.split(), 60)) for n in range(8)]
    page = shingles_of("\n\n".join(briefs))
    assert [overlap(page, shingles_of(b)).is_copy for b in briefs] == [True] + [False] * 7


def test_a_new_story_meets_an_index_and_reprints_months_later_are_no_copies():
    index = MemoryIndex()
    index.put("first", shingles_of(TEXT), 100)
    index.put("other", shingles_of(NO_COPIES["one paragraph taken over"]), 100)
    assert set(copies_of(shingles_of(COPIES["cut"]), 101, index)) == {"first"}
    assert set(copies_of(shingles_of(COPIES["edited"]), None, index)) == {"first"}
    assert not copies_of(shingles_of(TEXT), 300, index)


@pytest.mark.parametrize("text", ["", "One", "One two three", "…"])
def test_texts_without_words_are_copies_of_nothing(text):
    assert not overlap(shingles_of(text), shingles_of(text)).is_copy
    assert not overlap(shingles_of(text), shingles_of(TEXT)).is_copy


def test_an_agency_is_credited_where_the_text_names_it_and_not_for_its_own_page():
    record = report("a", agency="Meridian Press")
    assert credit_of(record, tools().linking) == Credit("Meridian Press", "dateline")
    assert credit_of(replace(record, outlet="Meridian Press"), tools().linking) is None
    by = replace(report("b"), byline="By Jane Roe, AP")
    assert credit_of(by, tools().linking) == Credit("Associated Press", "credit.byline")
    assert credit_of(replace(by, byline="Jane Roe"), tools().linking) is None
    assert (
        credit_of(replace(by, byline=None, text=by.text + "\n\nSource: Reuters"), tools().linking).agency == "Reuters"
    )
