"""Labels of charsets, two encodings in one page, feeds, wrapped lines, headlines and bylines as pages bring them."""

import json

import pytest

from dateline.errors import InputError
from dateline.knowledge.files import layers_over
from dateline.knowledge.page_words import load
from dateline.pages.charset import clean, decode
from dateline.pages.language import language_of
from dateline.pages.read import read_stories
from dateline.pages.source_and_story import Source
from dateline.settings import Settings

KNOWN = load(layers_over(()))
BODY = (
    "Divers raised the wreck of a mail boat from the Narva reservoir on Friday, eighty years after it was scuttled.",
    "The museum in Tolmet will show the boat from June, and its keeper asked families to lend letters that it carried.",
)


def read(data):
    return read_stories(data if isinstance(data, bytes) else data.encode(), Source("page"), Settings(), KNOWN)


def body(story):
    return tuple(story.text.split("\n\n"))


def page(head="", before=""):
    return f"<html><head>{head}</head><body>{before}" + "".join(f"<p>{text}</p>" for text in BODY) + "</body></html>"


@pytest.mark.parametrize(
    ("label", "codec", "word"),
    [("gb2312", "gbk", "镕基"), ("ks_c_5601-1987", "cp949", "똠방각하"), ("x-sjis", "cp932", "①番"),
     ("cp1250", "cp1250", "Łódź"), ("x-mac-cyrillic", "mac-cyrillic", "Киев"),
     ("logical", "iso-8859-8", "שלום")],
)  # fmt: skip
def test_labels_of_charsets_mean_what_they_mean_to_browsers(label, codec, word):
    assert word in decode(f"<meta charset='{label}'><p>{word} {word}".encode(codec))


def test_two_encodings_in_one_page():
    data = "<p>Čapek über Łódź, naïve – Ærø</p>".encode() + "<p>café “Søren”</p>".encode("cp1252")
    assert decode(data) == "<p>Čapek über Łódź, naïve – Ærø</p><p>café “Søren”</p>"


def test_ligatures_and_marks_become_plain_letters():
    assert clean("The o\ufb03cer \ufb01red at Szijja\u0301rto\u0301") == "The officer fired at Szijjártó"


def test_only_codes_of_two_letters_are_languages():
    names = "Bola Tinubu Atiku Abubakar Peter Obi Rabiu Kwankwaso Nyesom Wike Godwin Obaseki Seyi Makinde Dapo Abiodun"
    code = language_of(names + " Aminu Tambuwal Umar Ganduje Ifeanyi Okowa Ben Ayade don dey for Abuja", KNOWN)
    assert code is None or len(code) == 2


def test_styles_before_the_page():
    style = "<style>" + "\n".join(f".b{n} {{ color: red; }}" for n in range(900)) + "</style>"
    (story,) = read(style + "<!-- x --><!doctype html>" + page("<title>Boat raised</title>"))
    assert (story.headline, body(story)) == ("Boat raised", BODY)


def test_a_feed_escaped_twice():
    told = "&amp;lt;p&amp;gt;" + BODY[0] + "&amp;lt;/p&amp;gt;"
    item = f"<item><title>Boat</title><description>{told}</description></item>"
    (story,) = read(f"<rss><channel><title>Post</title>{item}</channel></rss>")
    assert story.text == BODY[0]


@pytest.mark.parametrize("indent", [None, 2])
def test_json_feed(indent):
    shared = {"authors": [{"name": "Eva Lind"}], "url": "https://x.example/1"}
    items = [
        {"title": f"Boat {n}", "content_html": f"<p>{t}</p>", "date_published": f"2024-02-0{n}T10:00:00Z", **shared}
        for n, t in enumerate(BODY, 1)
    ]
    feed = {"version": "https://jsonfeed.org/version/1.1", "title": "Narva Post", "items": [*items, 5, {"title": "x"}]}
    stories = read(json.dumps(feed, indent=indent))
    assert [(s.headline, s.outlet, s.byline, s.published[:10]) for s in stories] == [
        ("Boat 1", "Narva Post", "Eva Lind", "2024-02-01"), ("Boat 2", "Narva Post", "Eva Lind", "2024-02-02"),
    ]  # fmt: skip


def test_an_entry_that_tells_only_its_change():
    entry = f"<entry><title>Boat</title><updated>2024-02-01T10:00:00Z</updated><content>{BODY[0]}</content></entry>"
    (story,) = read(f"<feed xmlns='http://www.w3.org/2005/Atom'><title>Post</title>{entry}</feed>")
    assert (story.published, story.updated) == ("2024-02-01T10:00:00Z", "2024-02-01T10:00:00Z")


def test_lines_that_break_off_are_one_paragraph():
    text = (
        "Boat raised\n\nDivers raised the wreck of a mail boat from the Narva\nreservoir on Friday, eighty years after "
        "it had\nbeen scuttled.\n\nThe museum in Tolmet will show the boat from June, and\nits keeper wants letters."
    )
    (story,) = read(text)
    assert story.headline == "Boat raised"
    assert [p.split()[-1] for p in body(story)] == ["scuttled.", "letters."]


@pytest.mark.parametrize("title", ["Boat raised | The Narva Post", "The Narva Post - Boat raised"])
def test_a_title_loses_the_name_of_its_site(title):
    (story,) = read(page(f"<title>{title}</title><meta property='og:site_name' content='The Narva Post'>"))
    assert story.headline == "Boat raised"


@pytest.mark.parametrize("line", ["June 2021", "“Not now,” she said, “but soon”"])
def test_a_month_or_an_utterance_is_no_headline(line):
    (story,) = read(page("<title>Boat raised</title>", f"<p>{line}</p>"))
    assert story.headline == "Boat raised"


@pytest.mark.parametrize("label", ["By", "by:", "Written by"])
def test_a_byline_in_two_elements(label):
    (story,) = read(page(before=f"<h1>Boat raised</h1><div>{label}</div><div><a href='/e'>Eva Lind</a></div>"))
    assert story.byline == "Eva Lind"


def test_a_notice_about_consent_is_no_story():
    notice = (
        "Together with 97 partners we keep information on your device and use personal data for what fits you.",
        "You may refuse. Some of our partners rely on a legitimate interest; you can withdraw your consent.",
    )
    with pytest.raises(InputError, match="no story"):
        read("<html><body><h1>One moment</h1>" + "".join(f"<p>{text}</p>" for text in notice) + "</body></html>")
