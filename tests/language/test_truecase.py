"""A wire in capitals is read as one with the usual case, and every offset still fits the text as it came."""

from dateline.language.truecase import in_capitals, truecase
from dateline.pages.source_and_story import Story
from dateline.pipeline import code_story
from dateline.record import Document
from loaded import shipped_knowledge, tools

TEXT = (
    "ON 4 MARCH THE FRENCH FOREIGN MINISTER MET PRESIDENT KOWALCZYK IN LISBON. HE SAID THAT REBELS OF THE ZUMBA "
    "PEOPLE'S ARMY [ZPA] ATTACKED THE BARRACKS. THE ZPA DENIED IT, AND THE U.S. AND BRITISH EMBASSIES CLOSED.\n\n"
    '"WE WILL MARCH," ANA O\'NEILL SAID.'
)


def story(text: str) -> Story:
    document = Document(None, None, "text/plain", 0)
    return Story("x", document, None, None, None, None, (), None, "1990-03-05", "given", "en", text)


def cased(text: str) -> str:
    return truecase(story(text), shipped_knowledge(), tools().parser).text


def test_names_get_capitals_and_words_none() -> None:
    found = cased(TEXT)
    assert len(found) == len(TEXT) and found.upper() == TEXT
    assert found.startswith(
        "On 4 March the French foreign minister met President Kowalczyk in Lisbon. He said that rebels"
    )
    assert "Zumba People's Army [ZPA] attacked" in found and "The ZPA denied" in found
    assert "the U.S. and British" in found
    assert found.endswith('"We will march," Ana O\'Neill said.')


def test_other_stories_stay_as_they_are() -> None:
    mixed = "The NATO and EU envoys met in Lisbon, and the UN sent its own. " * 3
    assert not in_capitals(mixed)
    assert truecase(story(mixed), shipped_knowledge(), tools().parser) == story(mixed)
    assert cased("UN, NATO, EU") == "UN, NATO, EU"  # too short to tell


def test_odd_characters_keep_their_place() -> None:
    text = "THE İSTANBUL MAYOR AND STRASSE\u00df SAID N\u0130NE \U0001d400 PEOPLE DIED IN THE 3D RAID. " * 2
    assert len(cased(text)) == len(text)


def test_record_keeps_the_text_as_it_came() -> None:
    text = "FRANCE AND GERMANY SIGNED A TREATY ON TRADE. FRENCH TROOPS ATTACKED A MILITIA BASE NEAR TRIPOLI ON MONDAY."
    record = code_story(story(text), tools())
    assert record.text == text
    attack = next(e for e in record.events if e.event_type == "ASSAULT")
    assert attack.trigger.of(text).startswith("ATTACKED")
    assert "FRA" in {a.country for a in record.actors if a.id in attack.actors}


def test_a_text_without_capitals_gets_those_of_its_names() -> None:
    assert cased(TEXT.lower()) == cased(TEXT)
    assert cased("the gunmen shot ten people on monday and fled.") == "The gunmen shot ten people on Monday and fled."
    told = "a text with One capital among two dozen words stays as it came, since it may be that it tells its names."
    assert cased(told) == told


def test_a_record_in_small_letters_has_its_parties_and_its_own_text() -> None:
    text = "france and germany signed a treaty on trade. french troops attacked a militia base near tripoli on monday."
    record = code_story(story(text), tools())
    assert record.text == text
    attack = next(e for e in record.events if e.event_type == "ASSAULT")
    assert "FRA" in {a.country for a in record.actors if a.id in attack.actors}
    assert attack.place is not None and attack.place.name == "Tripoli"
