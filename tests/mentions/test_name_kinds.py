"""Kinds of names of the news that are easily taken for something else, by sentences of our own."""

from __future__ import annotations

import unicodedata

import pytest
from test_find_actors import names_of, read


def actor(text: str, words: str, published: str | None = "2020-05-01"):
    """The actor of the first mention whose span ends with some words."""
    found = read(text, published)
    mention = next(m for m in found.mentions if m.span.of(text).endswith(words) and m.form != "pronoun")
    return found.entity(mention).actor


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The minister met Paris Jackson in Oslo.", "Paris Jackson"),
        ("The minister met Jordan Bellwether in Oslo.", "Jordan Bellwether"),
        ("Chad Kroeger criticised Norway.", "Chad Kroeger"),
        ("The court freed India Fisher on Monday.", "India Fisher"),
        ("Georgia Nicholson accused the mayor of fraud.", "Georgia Nicholson"),
    ],
)
def test_a_first_name_that_is_a_country(text, name):
    found = actor(text, name)
    assert (found.name, found.kind, found.country) == (name, "person", None)


@pytest.mark.parametrize("text", ["Norway left the Paris Agreement.", "Troops entered the Jordan Valley in May."])
def test_a_place_before_a_noun_is_no_first_name(text):
    assert all(e.actor.kind != "person" for e in read(text).entities)


@pytest.mark.parametrize("name", ["Norway", "Berlin", "Lebanon", "Jordan", "Israel", "May", "Friday"])
def test_behind_a_form_of_address_everything_is_a_name(name):
    found = actor(f"Mr {name} said that the port was open.", name)
    assert (found.name, found.kind, found.country) == (name, "person", None)


@pytest.mark.parametrize(
    ("text", "last", "first"),
    [
        ("Olga Brunn, the mayor, met Peter Brunn, a rebel commander. Brunn, the rebel commander, left.", "Brunn",
         "Peter Brunn"),
        ("Olga Brunn, the mayor, met Peter Brunn, a rebel commander. Brunn, the mayor, left.", "Brunn", "Olga Brunn"),
        ("President Olga Brunn met Governor Peter Brunn. Governor Brunn left.", "Brunn", "Peter Brunn"),
        ("President Olga Brunn met Governor Peter Brunn. President Brunn left.", "Brunn", "Olga Brunn"),
        ("Minister Adam Voss and Judge Karl Voss spoke. Judge Voss left.", "Voss", "Karl Voss"),
    ],
)  # fmt: skip
def test_of_two_of_one_surname_the_one_is_meant_of_whom_it_is_told(text, last, first):
    found = read(text)
    sentence = found.parse.sentences[-1].span
    late = [m for m in found.mentions if sentence.holds(m.span) and m.span.of(text).split(",")[0].endswith(last)]
    assert {found.entity(m).actor.name for m in late} == {first}


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ('Olga "Bear" Brunn', 'Olga "Bear" Brunn'),
        ("Olga “Bear” Brunn", "Olga “Bear” Brunn"),
        ("Olga (Olya) Brunn", "Olga (Olya) Brunn"),
        ("Olga 'Bear' Brunn", "Olga 'Bear' Brunn"),
        ("Olga ‘Bear’ Brunn", "Olga ‘Bear’ Brunn"),
    ],
)
def test_a_nickname_is_part_of_the_name(words, name):
    found = actor(f"Mayor {words} criticised Norway. Brunn left.", "Brunn")
    assert (found.name, found.kind) == (name, "person")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The Danish defence minister met his Swedish counterpart.", "Swedish defence minister"),
        ("The Kenyan president called his Ugandan counterpart.", "Ugandan president"),
        ("Norway's finance minister met her Finnish counterpart.", "Finnish finance minister"),
    ],
)
def test_a_counterpart_holds_the_office_without_the_nation(text, name):
    found = read(text, None)
    assert name in {e.actor.name for e in found.entities}


def test_letters_with_hyphens_are_one_name():
    text = "A-R-K Company sued Norway over a port."
    assert "A-R-K Company" in {e.actor.name for e in read(text).entities}


@pytest.mark.parametrize("troops", ["Soldiers", "Troops"])
def test_troops_without_a_name_are_not_of_the_country_that_they_hit(troops):
    assert actor(f"{troops} shelled a convoy in Kenya.", troops).country is None


def test_a_country_and_a_state_of_one_name_are_two():
    text = "Georgia accused Moscow. The governor of Georgia met voters in Atlanta, Georgia."
    found = read(text)
    assert names_of(found, "Georgia")[0] == "GEO"
    assert next(e.actor.country for e in found.entities if e.actor.name.startswith("governor")) == "USA"


def test_composed_and_decomposed_letters_are_one_person():
    name = "Jörg Håkansson"
    text = f"Minister {name} left. {unicodedata.normalize('NFD', 'Håkansson')} was tired."
    found = read(text)
    people = [e.actor for e in found.entities if e.actor.kind == "person"]
    assert [len(p.mentions) for p in people] == [2]


@pytest.mark.parametrize(
    ("text", "name", "role"),
    [
        (
            "Peruvian Industry, Mining and Trade Minister Ada Brunn left.",
            "Brunn",
            "Industry, Mining and Trade Minister",
        ),
        ("The Minister of Housing and Construction Ada Brunn left.", "Brunn", "Minister of Housing and Construction"),
        ("Minister for Foreign Affairs and Trade Ada Brunn left.", "Brunn", "Minister for Foreign Affairs and Trade"),
        ("The Minister of Water and Shells Ada Brunn left.", "Brunn", "Minister of Water and Shells"),
        ("The health and trade minister Ada Brunn left.", "Brunn", "health and trade minister"),
        ("The Minister of Health and Ada Brunn left.", "Ada Brunn", None),
    ],
)
def test_an_office_with_several_portfolios_is_one_persons(text, name, role):
    found = actor(text, name)
    assert (found.name, found.role) == ("Ada Brunn", role)


@pytest.mark.parametrize("text", ["Petra Kvist met the mayor in Oslo.", '"It is late," said his aunt, Petra Kvist.'])
def test_a_first_name_that_is_a_news_agency(text):
    found = read(text)
    assert actor(text, "Petra Kvist").kind == "person"
    assert all(e.actor.kind != "media" for e in found.entities)
    assert actor("The minister told Petra that the port was open.", "Petra").kind == "media"


def test_the_half_of_the_day_is_no_prime_minister():
    found = read("At 6:15 PM sailors left the port, and by 7 pm the town was calm.")
    assert not [e.actor.name for e in found.entities if "pm" in e.actor.name.lower()]
    assert actor("The PM left the port.", "PM").kind == "person"


def test_names_of_letters_are_told_apart():
    found = read("The Q-R-S Company sued the V-W-Z Company. The Q-R-S Company won.")
    companies = [e.actor for e in found.entities if e.actor.kind == "company"]
    assert [(a.name, len(a.mentions)) for a in companies] == [("Q-R-S Company", 2), ("V-W-Z Company", 1)]


@pytest.mark.parametrize(
    ("text", "words", "country"),
    [
        ("Mayor Ada Kvist criticised Norway.", "Ada Kvist", None),
        ("Chile expelled an envoy in June.", "envoy", None),
        ("The governor was praised by Peru.", "governor", None),
        ("The governor of Cusco in Peru resigned.", "governor of Cusco", "PER"),
        ("The minister visited Peru. Police arrested six men.", "Police", "PER"),
    ],
)
def test_whoever_only_deals_with_a_country_is_not_of_it(text, words, country):
    assert actor(text, words).country == country


def test_police_of_a_town_and_state_without_a_preposition():
    text = "Salem, Oregon, police stopped nine drivers on Monday."
    found = actor(text, "police")
    assert (found.name, found.kind, found.country) == ("police", "government", "USA")
    assert [(p.place.name, p.place.admin1) for p in read(text).places if p.place.name == "Salem"] == [
        ("Salem", "Oregon")
    ]


@pytest.mark.parametrize("when", ["On 03/04/2019", "On 23/04/2019 4:15 PM", "On 7-Mar-15"])
def test_a_date_in_digits_is_no_part_of_who_acts(when):
    found = actor(f"{when} rebels attacked the town of Kidal.", "rebels")
    assert (found.name, found.kind) == ("rebels", "armed_group")


@pytest.mark.parametrize(
    ("text", "words", "name", "country"),
    [
        ("The mayor sued in the United States Court for Maine.", "Maine", "United States Court for Maine", "USA"),
        ("Judges met. The United States Senate met.", "Senate", "United States Senate", "USA"),
        ("The leaders of Peru, Chile and Bolivia met.", "Bolivia", "leaders of Peru, Chile and Bolivia", None),
        ("The leaders of Peru met.", "leaders of Peru", "leaders of Peru", "PER"),
    ],
)  # fmt: skip
def test_a_name_goes_on_to_its_end(text, words, name, country):
    found = max((m for m in read(text).mentions if m.span.of(text).endswith(words)), key=lambda m: len(m.span))
    own = read(text).entity(found).actor
    assert (own.name, own.country) == (name, country)


@pytest.mark.parametrize(
    ("text", "is_state"),
    [
        ("The mill owner's warning to Oslo was blunt.", True),
        ("The envoy's letter to Oslo was blunt.", True),
        ("The envoy's trip to Oslo was short.", False),
        ("The envoy went to Oslo.", False),
        ("A mill in Oslo burned.", False),
    ],
)
def test_a_capital_is_its_government_where_something_is_meant_for_it(text, is_state):
    assert (actor(text, "Oslo").id == "NOR") == is_state
