"""Words that the parser would misread are read as others, and every token still lies where it says."""

import unicodedata

import pytest

from dateline.language.parse import parse
from dateline.language.parser.stand_ins import read_as
from dateline.pages.source_and_story import Story
from dateline.record import Document
from loaded import tools


def parsed(text):
    story = Story("s", Document("s", None, "text/plain", 0), None, None, None, None, (), None, None, None, "en", text)
    return parse(story, tools().parser)


TEXTS = [
    "On 03/07/2014 5:10 PM rebels attacked a base in Norrland.",
    "On 3-Jul-14 rebels attacked a base.",
    "The coalition bombed Sal'adi on Sunday.",
    "Planes hit Bu‘ayra and Ma’dan.",
    "Alphard/Borrand fighters attacked a base.",
    "Near Ostby, Norrland, police arrested nine men. Outside Velm, gunmen attacked a bus.",
    "North Ostby, Norrland, police arrested nine men.",
    "Rebels bombed the Federal Republic of Norrland's army.",
    'The envoy said"We will leave." He added: „Nobody attacked us.“',
    "Il a dit «Rebels attacked Ostby» hier.",
    "03/07/2014",
    unicodedata.normalize("NFD", "Jörg Håkansson's guests accused Łukasz Müller of fraud."),
    "The ﬁred oﬃcer was ﬂown out.",
    "Sal'adi/Bu'ayra 3-Jul-14",
]


@pytest.mark.parametrize("text", TEXTS)
def test_every_token_is_a_piece_of_the_text_and_none_is_lost(text):
    parse = parsed(text)
    assert all(text[t.start : t.end] == t.text for t in parse.tokens)
    assert "".join("".join(t.text.split()) for t in parse.tokens) == "".join(text.split())
    assert all(a.end <= b.start for a, b in zip(parse.tokens, parse.tokens[1:], strict=False))
    assert all(parse.tokens[t.head].sent == t.sent for t in parse.tokens)


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("On 03/07/2014 5:10 PM rebels attacked a base in Norrland.", "rebels"),
        ("On 14.03.2016 gunmen attacked a base.", "gunmen"),
        ("Near Ostby, Norrland, police arrested nine men.", "police"),
        ("In Ostby, Norrland, gunmen attacked a bus.", "gunmen"),
        ("Ostby, Norrland, police arrested nine men.", "police"),
        ("Outside Velm, gunmen attacked a bus.", "gunmen"),
        ("Alphard/Borrand fighters attacked a base.", "fighters"),
    ],
)
def test_who_acts_is_the_subject(text, subject):
    parse = parsed(text)
    verb = next(t for t in parse.tokens if t.text in {"attacked", "arrested"})
    assert [parse.tokens[c].text for c in parse.children(verb.i, "nsubj")] == [subject]


@pytest.mark.parametrize("name", ["Sal'adi", "Ma’rab", "Sa‘dun", "Ta'ir", "Sana'im"])
def test_a_name_with_an_apostrophe_is_the_object(name):
    parse = parsed(f"The coalition bombed {name} on Sunday.")
    verb = next(t for t in parse.tokens if t.text == "bombed")
    assert [parse.tokens[c].text for c in parse.children(verb.i, "dobj")] == [name]


def test_what_is_no_name_or_date_stays():
    rules = tools().language.stand_ins
    for text in (
        "He's here and they're not.",
        "Norrland's army left.",
        "and/or",
        "It said, “We left.”",
        "It cost 4.50.",
    ):
        assert read_as(text, rules).text == text


@pytest.mark.parametrize("name", ["Håkansson", "Müller", "Sørbråten", "Gutiérrez", "Dvořák"])
def test_accents_apart_from_their_letters_leave_a_name_whole(name):
    apart = unicodedata.normalize("NFD", name)
    parse = parsed(f"The court freed {apart} on Sunday.")
    verb = next(t for t in parse.tokens if t.text == "freed")
    assert [parse.tokens[c].text for c in parse.children(verb.i, "dobj")] == [apart]
