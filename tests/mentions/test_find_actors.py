"""Who is named in a story: phrases, names, coreference, identity."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dateline.language.parse import parse
from dateline.mentions.find_mentions import find_mentions
from dateline.mentions.mentioned import Mentions
from dateline.pages.source_and_story import Story
from dateline.record import Document
from loaded import shipped_knowledge, tools

# Letters that names and marks are made of are likelier than the rest of Unicode.
LETTERS = st.sampled_from(list("abAB.,-'’“”\"()[] \n%$éÖ—")) | st.characters(exclude_categories=["Cs"])


def read(text: str, published: str | None = "2020-05-01") -> Mentions:
    document = Document("s", None, "text/plain", 0)
    given = Story("s", document, None, None, None, None, (), None, published, "given", "en", text)
    return find_mentions(parse(given, tools().parser), shipped_knowledge())


def names_of(found: Mentions, words: str) -> list[str]:
    """Ids of the actors with a mention that reads so, in text order."""
    return [found.entity(m).actor.id for m in found.mentions if m.span.of(found.parse.text) == words]


def one(found: Mentions, *words: str) -> bool:
    """Whether the first mentions that read so are one actor."""
    return len({names_of(found, w)[0] for w in words}) == 1


def test_name_surname_title_and_pronoun_are_one_person():
    found = read(
        "Kyrgyz president Sadyr Japarov spoke on Monday. Japarov said the border was safe. "
        "The president later met farmers. He promised new roads."
    )
    assert one(found, "Kyrgyz president Sadyr Japarov", "Japarov", "The president", "He")
    actor = found.entities[found.at(found.parse.token_at(found.parse.text.index("He "))).entity].actor
    assert (actor.kind, actor.country) == ("person", "KGZ")


def test_two_people_of_one_surname_stay_two():
    found = read("Ada Brunn met Otto Brunn on Sunday. Ada Brunn, the mayor, left early, and Otto Brunn stayed.")
    assert names_of(found, "Ada Brunn")[0] != names_of(found, "Otto Brunn")[0]


def test_spelling_variants_are_one_person():
    found = read("Yusuf Qabbani arrived on Monday. Mr Kabbani said that he was tired.")
    assert one(found, "Yusuf Qabbani", "Mr Kabbani")


def test_acronym_in_brackets_is_the_body():
    found = read("The Nordmark Fishers Association (NFA) protested. The NFA said that the quotas were unfair.")
    assert one(found, "The Nordmark Fishers Association", "The NFA")


def test_apposition_gives_role_and_kind():
    found = read("Borek Talan, the commander of the rebels in the north, refused. Talan said so on Friday.")
    actor = found.by_actor[names_of(found, "Talan")[0]].actor
    assert actor.kind == "person"
    assert "commander" in actor.role
    assert actor.sectors == ("MIL",)


def test_description_before_a_comma_belongs_to_the_name_behind_it():
    found = read("For his part, the envoy of the king to the assembly, Borek Talan, called for calm.")
    assert one(found, "the envoy of the king", "Borek Talan")


def test_metonym_is_a_government_that_acts_and_a_place_where_things_happen():
    acts, place = read("Cairo rejected the plan."), read("The ministers met in Cairo.")
    assert names_of(acts, "Cairo") == ["EGY"]
    assert not place.by_actor[names_of(place, "Cairo")[0]].is_actor


def test_loaded_name_is_the_same_actor_and_keeps_its_wording():
    found = read("Israel denied it. The Zionist regime will pay, the cleric said.")
    assert one(found, "Israel", "The Zionist regime")
    assert any(m.of(found.parse.text) == "The Zionist regime" for m in found.by_actor["ISR"].actor.mentions)


def test_backer_is_not_the_country_of_a_group():
    found = read("Iranian-backed armed factions fired on the base.")
    actor = found.entities[found.mentions[0].entity].actor
    assert (actor.kind, actor.country, actor.sectors) == ("armed_group", None, ("PRM",))


def test_nation_inside_a_phrase_is_a_mention_of_its_own():
    found = read("Israeli jets bombed US bases.")
    demonyms = {m.span.of(found.parse.text): found.entity(m).actor.id for m in found.mentions if m.form == "demonym"}
    assert demonyms == {"Israeli": "ISR", "US": "USA"}


def test_organ_has_one_id_in_all_stories():
    first = read("The Kenyan army crossed the border.")
    second = read("Kenya sent troops. The Kenyan military said so.")
    assert "ken-army" in first.by_actor
    assert "ken-army" in second.by_actor


def test_things_are_no_actors_but_have_mentions():
    found = read("The letter surprised the minister.")
    assert not found.entity(found.mentions[0]).is_actor
    assert found.at(1) is not None


def test_relative_pronoun_is_its_noun():
    found = read("The rebels who seized the town left.")
    assert one(found, "The rebels", "who")


def test_role_follows_the_date_of_the_story():
    roles = [
        read("Recep Tayyip Erdogan spoke.", day).by_actor["Q39259"].actor.role for day in ("2010-05-01", "2019-05-01")
    ]
    assert roles == ["Prime Minister", "President"]


def test_nameless_official_is_anonymous():
    found = read("An official who spoke on condition of anonymity confirmed the raid.")
    assert found.entity(found.mentions[0]).actor.kind == "anonymous"


@pytest.mark.parametrize("head", ["jobs", "army", "It", "border"])
def test_every_subject_and_object_has_a_mention(head):
    found = read("The army closed the border. It cut jobs.")
    token = next(t for t in found.parse.tokens if t.text == head)
    assert found.at(token.i) is not None


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.text(alphabet=LETTERS, max_size=200))
def test_any_text_gives_sound_spans(text):
    found = read(text)
    for m in found.mentions:
        assert 0 <= m.span.start < m.span.end <= len(text)
        assert 0 <= m.entity < len(found.entities)
    assert len(found.by_actor) == len(found.entities)


def test_endless_sentence_takes_no_endless_time():
    found = read("The Nordmark army's general's aide's " * 600 + "house burned.")
    assert found.mentions


def test_same_story_gives_the_same_answer():
    text = "Hamas and Fatah signed. The groups said they would share power. Egypt praised them."
    assert read(text).entities == read(text).entities


def test_a_lone_possessive_letter_is_no_trouble():
    found = read("The s and the 's of it were odd: s's.")
    assert found.mentions


def kinds(found: Mentions, words: str) -> tuple[str, str | None]:
    actor = found.by_actor[names_of(found, words)[0]].actor
    return actor.kind, actor.country


def test_couple_shares_its_surname():
    found = read("David and Louise Brunn left on Friday. Louise Brunn wept and David Brunn drove.")
    assert one(found, "David", "David Brunn")
    assert names_of(found, "David Brunn") != names_of(found, "Louise Brunn")


@pytest.mark.parametrize(
    ("one_name", "other"),
    [("Robert Brunn Sr.", "Robert Brunn Jr."), ("Karl W. Voss", "Karl H. Voss"), ("Ada Talan", "Otto Talan")],
)
def test_namesakes_stay_two(one_name, other):
    found = read(f"{one_name} founded the firm in May. {other} has run it since 2010.")
    assert len({e.actor.id for e in found.entities if e.actor.kind == "person"}) == 2


@pytest.mark.parametrize(
    ("surname", "date", "wikidata"),
    [("Trump", "2019-05-01", "Q22686"), ("Merkel", "2015-05-01", "Q567"), ("Putin", "2021-05-01", "Q7747"),
     ("Erdogan", "2018-05-01", "Q39259"), ("Biden", "2022-05-01", "Q6279")],
)  # fmt: skip
def test_bare_surname_of_a_leader_is_the_leader_of_the_day(surname, date, wikidata):
    found = read(f"{surname} rejected the offer. The ministers were silent.", date)
    assert found.by_actor[names_of(found, surname)[0]].actor.wikidata == wikidata


def test_full_name_in_the_story_beats_a_leader_of_that_surname():
    found = read("Merkel said the dam was safe. Heinz Merkel has built dams for years.", "2015-05-01")
    assert one(found, "Merkel", "Heinz Merkel")
    assert "Q567" not in found.by_actor


def test_region_acts_or_is_a_place():
    found = read("Texas sued the company. Snow fell in Ohio.")
    assert kinds(found, "Texas") == ("government", "USA")
    assert "usa-ohio" not in {e.actor.id for e in found.entities if e.is_actor}


def test_body_of_a_region_is_not_the_nation_s():
    found = read("The Texas Supreme Court struck down the law. The US Supreme Court refused to hear it.")
    assert not one(found, "The Texas Supreme Court", "The US Supreme Court")
    assert kinds(found, "The Texas Supreme Court") == ("government", "USA")


def test_name_that_many_countries_have_needs_its_country():
    here = read("In Mongolia the National Coalition met on Friday.")
    abroad = read("The National Coalition of Peru met.")
    assert kinds(here, "the National Coalition") == ("party", "MNG")
    assert not any(e.actor.country == "MNG" for e in abroad.entities)


def test_officials_get_the_country_of_the_story():
    found = read("Kenya closed its border. Police fired in the air, Kenyan media said. The minister denied it.")
    assert kinds(found, "Police") == ("government", "KEN")


@pytest.mark.parametrize("word", ["Senators", "Protesters", "Officials"])
def test_capitalised_noun_is_no_name(word):
    found = read(f"{word} left the hall at noon. The hall was dark.")
    assert not any(e.actor.id.startswith("name:") for e in found.entities)
