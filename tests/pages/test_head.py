"""Dates, bylines, datelines and languages of single lines."""

import pytest

from dateline.knowledge.files import layers_over
from dateline.knowledge.page_words import load
from dateline.pages.language import language_of
from dateline.pages.layout.header import read_dateline
from dateline.pages.layout.lines import is_name
from dateline.pages.layout.release_head import read_release_head
from dateline.pages.published import date_line, iso
from dateline.pages.read import read_stories
from dateline.pages.source_and_story import Source
from dateline.settings import Settings

KNOWN = load(layers_over(()))


@pytest.mark.parametrize(
    ("text", "published", "rest"),
    [
        ("Posted on 05 January 2019", "2019-01-05", ""),
        ("Monday, 9 Sep 2019", "2019-09-09", ""),
        ("Published: 2021-03-04", "2021-03-04", ""),
        ("By Jane Roe | Nov. 3, 2023 4:12 PM EST", "2023-11-03", "By Jane Roe"),
        ("Published 3 May 2020, updated 5 May 2020", "2020-05-03", ""),
        ("Last updated: 5 May 2020", None, ""),
        ("03/04/2020", None, ""),
        ("23/04/2020", "2020-04-23", ""),
        ("03.04.2020 14:20", "2020-04-03", ""),
        ("3 hours ago", None, ""),
    ],
)
def test_date_lines(text, published, rest):
    found = date_line(text)
    assert found is not None
    assert (found.published, found.rest) == (published, rest)


@pytest.mark.parametrize("text", ["The bridge fell in 2019.", "31 February 2020 is no day", "No date here"])
def test_what_is_no_date_gives_none(text):
    found = date_line(text)
    assert found is None or found.published is None


@pytest.mark.parametrize(
    ("value", "wanted"),
    [
        ("2023-11-03T10:00:00Z", "2023-11-03T10:00:00Z"),
        ("Fri, 03 Nov 2023 10:00:00 GMT", "2023-11-03T10:00:00+00:00"),
        ("November 3, 2023", "2023-11-03"),
        ("20231103", "2023-11-03"),
        ("yesterday", None),
        (None, None),
    ],
)
def test_metadata_dates(value, wanted):
    assert iso(value) == wanted


@pytest.mark.parametrize(
    ("text", "place", "date", "rest"),
    [
        ("BAGHDAD, Nov 3 (Agency) — The council met.", "BAGHDAD", "Nov 3", "The council met."),
        ("NEW YORK - The council met.", "NEW YORK", None, "The council met."),
        ("SANA'A – The council met.", "SANA'A", None, "The council met."),
        ("PORT-AU-PRINCE, Haiti (AP) -- The council met.", "PORT-AU-PRINCE, Haiti", None, "The council met."),
        ("Gaza City, Oct 7 — The council met.", "Gaza City", "Oct 7", "The council met."),
        ("Tarsa (Agency) — The council met.", "Tarsa", None, "The council met."),
        ("VELMAR, Borduria (June 14) — The council met.", "VELMAR, Borduria", "June 14", "The council met."),
        (
            "Velmar, Borduria (June 14, 2031) - The council met.",
            "Velmar, Borduria",
            "June 14, 2031",
            "The council met.",
        ),
        ("VELMAR, Borduria (June 14)", "VELMAR, Borduria", "June 14", ""),
    ],
)
def test_datelines(text, place, date, rest):
    found, left = read_dateline(text)
    assert found is not None
    assert (found.place, found.date, left) == (place, date, rest)
    assert found.agency in {None, "Agency", "AP"}  # a date in brackets is none


@pytest.mark.parametrize(
    "text",
    [
        "The council — all of it — met.",
        "UN-backed troops left.",
        "US - led raids went on"[:2],
        "Lena Ortiz - the mayor - left.",
    ],
)
def test_what_is_no_dateline_stays(text):
    assert read_dateline(text) == (None, text)


def test_names():
    assert all(map(is_name, ["Jane Roe", "Ali al-Hassan", "Maria de la Cruz", "Ann Poe and Tom Field"]))
    assert not any(map(is_name, ["Council closes bridge", "The end.", "Fishermen Block the Coast Road Again"]))


@pytest.mark.parametrize(
    ("text", "declared", "wanted"),
    [
        ("The council of the town voted to close the bridge.", None, "en"),
        ("Hello", None, "en"),
        (
            "Der Rat der Stadt hat am Montag beschlossen, die alte Brücke zu schließen, und die Fischer sind dagegen.",
            "en",
            "de",
        ),
        (
            "Le conseil de la ville a voté lundi la fermeture du vieux pont, et les pêcheurs ont bloqué la route.",
            None,
            "fr",
        ),
        ("قال مجلس المدينة إن الجسر القديم سيغلق", None, "ar"),
        ("123 456", None, None),
        ("Präsident trifft Minister\nDer Präsident hat am Montag den Minister in Bonn getroffen.", None, "de"),
        (
            "Okonkwo Adeyemi Balogun\nTinubu, Obi, Wike, Fubara, Makinde, Obaseki, Atiku, Kwankwaso and Ganduje.",
            None,
            "en",
        ),
        (
            "Wang Yi, Ri Yong Gil, Pak Jong Chon, Jo Yong Won, Kim Tok Hun, Li Qiang, Cai Qi, Li Xi, Ri Il Hwan",
            None,
            "en",
        ),
    ],
)
def test_languages(text, declared, wanted):
    assert language_of(text, KNOWN, declared) == wanted


RELEASES = [
    # lines of the head, dateline's place, day of publication, first paragraph
    (["2031-06-S-014", "For Immediate Release", "VELMAR, Borduria (June 14)"], "VELMAR, Borduria", "2031-06-14", True),
    (["Harbour Command 2031-06-CA-014 VELMAR, Borduria (May 31) - "], "VELMAR, Borduria", "2031-05-31", False),
    (["20320103-02", "VELMAR, Borduria (Dec. 31)"], "VELMAR, Borduria", "2031-12-31", True),
    (["2031-06-S-014", "VELMAR, Borduria (June 14, 2030)"], "VELMAR, Borduria", "2030-06-14", True),
    (["June 3: Patrols in the Strait", "NEWS RELEASE", "2031-06-S-014"], None, "2031-06-03", False),
    # the number is of another time of the year, or there is none
    (["2031-06-S-014", "VELMAR, Borduria (Oct. 14)"], "VELMAR, Borduria", None, True),
    (["VELMAR, Borduria (June 14)"], "VELMAR, Borduria", None, True),
    (["2031-06-S-014"], None, None, True),
]  # fmt: skip


@pytest.mark.parametrize(("lines", "place", "day", "bare"), RELEASES)
def test_a_release_tells_its_year_by_its_number(lines, place, day, bare):
    told = "The coast guard boarded two trawlers in the strait yesterday and let them go by noon."
    body = [*lines, told] if not lines[-1].endswith("- ") else [lines[-1] + told]
    found = read_release_head(body, KNOWN)
    assert (found.dateline.place if found.dateline else None, found.day) == (place, day)
    assert found.body[-1] == told and (found.body == [told]) is bare
    assert not any("2031-" in line and len(line) < 20 for line in found.body)


def test_headline_and_body_tell_the_language_together():
    names = "Kvist, Brandl, Holm, Arlen, Ruhn, Vogt, Berg, Dahl, Lund, Moe, Nygaard, Aas, Lie, Foss."
    title = "Minister und Botschafter treffen sich am Montag in der alten Stadt"
    page = f"<html><body><article><h1>{title}</h1><p>{names}</p></article></body></html>"
    assert read_stories(page.encode(), Source("page"), Settings(), KNOWN)[0].language == "de"
