"""Names of countries and words for their people: a table each, from which actors and places each read their own."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from dateline.knowledge.check import check_all
from dateline.knowledge.files import SHIPPED, Layers
from dateline.knowledge.world import gazetteer, register, states
from dateline.knowledge.world.register import alias_words
from loaded import shipped_knowledge

LAYERS = Layers((SHIPPED,))
ROWS = [row for row, _, _ in LAYERS.rows("actors/nations.csv")]
OF_PEOPLE = ("adjectives", "people", "demonyms", "not_demonyms", "words")  # columns of other tables


def who(known: register.Register, word: str) -> set[str]:
    """The actors that a word for a people stands for."""
    words = alias_words(word)
    held = known.index.get(words[0], ())
    return {a.actor for a in held if a.words == words and a.form in {"adjective", "people"}}


def where(places: gazetteer.Gazetteer, word: str) -> str | None:
    """The country that a word for a people shows."""
    place = places.demonyms.get(word.lower())
    return place.country if place else None


def over(folder: Path, table: str, text: str) -> Layers:
    (folder / "actors").mkdir(exist_ok=True)
    (folder / "actors" / table).write_text(text, encoding="utf-8")
    return Layers((SHIPPED, folder))


def test_both_sides_read_the_words_that_they_had() -> None:
    counts = Counter(row["only"] for row in ROWS)
    assert counts["actor"] + counts[""] >= 487
    assert counts["place"] + counts[""] >= 537
    known = shipped_knowledge()
    acting = {(row["country"], row["word"]) for row in ROWS if row["only"] != "place"}
    # A state's name that is its people's word too ("Hong Kong", "US") stays a name for the register.
    names = {a.words for held in known.register.index.values() for a in held if a.form == "name"}
    assert [r for r in sorted(acting) if r[0] not in who(known.register, r[1]) and alias_words(r[1]) not in names] == []
    shown = {row["word"].lower() for row in ROWS if row["only"] != "actor"}
    nations = {word for word, place in known.gazetteer.demonyms.items() if place.type == "country"}
    assert nations - shown == set()
    assert shown - set(known.gazetteer.demonyms) == set()


@pytest.mark.parametrize(
    ("word", "actors", "country"),
    [("Dutch", {"NLD"}, "NLD"), ("French", {"FRA"}, "FRA"),
     ("Chinese", {"CHN", "MAC"}, "CHN"), ("Dominican", {"DOM", "DMA"}, "DOM"), ("Dominicans", {"DOM", "DMA"}, "DOM"),
     ("Congolese", {"COD"}, "COD"), ("Zionist", {"ISR"}, None), ("Bosniak", {"BIH"}, None), ("Dane", set(), "DNK"),
     ("Saudi-led", set(), "SAU"), ("Kenyan", {"KEN"}, "KEN")],
)  # fmt: skip
def test_a_word_may_count_for_one_side_alone(word: str, actors: set[str], country: str | None) -> None:
    known = shipped_knowledge()
    assert (who(known.register, word), where(known.gazetteer, word)) == (actors, country)


def test_a_word_of_a_realm_shows_its_main_country() -> None:
    shown = Counter(row["word"] for row in ROWS if row["only"] != "actor")
    # Of two equals neither is the main one.
    assert {word for word, times in shown.items() if times > 1} == {
        "Congo", "Congolese", "Channel Islander", "Channel Islanders",
    }  # fmt: skip


def test_a_country_has_its_names_in_one_table() -> None:
    again = {
        path.name
        for pattern in ("actors/countries*.csv", "actors/codes.csv", "places/countries.csv")
        for path in LAYERS.paths(pattern)
        for row, _, _ in LAYERS.table(path)
        if {"name", "names", "long_name", "aliases"} & set(row)
    }
    assert again == set()
    known, called = shipped_knowledge(), states.usual_names(LAYERS)
    places = {code: place.name for code, place in known.gazetteer.countries.items()}
    assert {code: called[code] for code in places} == places
    acting = {code: known.register.actors[code].name for code in places}
    assert {code for code in places if acting[code] != places[code]} == {"PSE"}


@pytest.mark.parametrize(
    ("name", "actor", "place"),
    [("St. Kitts", "KNA", "KNA"), ("Kampuchea", "KHM", "KHM"), ("Macao", "MAC", "MAC"), ("Faroes", "FRO", "FRO"),
     ("Islamic Emirate", "AFG", None), ("Nevis", None, "KNA"), ("Palestinian Territories", "PSE", "PSE")],
)  # fmt: skip
def test_a_name_may_count_for_one_side_alone(name: str, actor: str | None, place: str | None) -> None:
    known = shipped_knowledge()
    found = [p.country for p in known.gazetteer.lookup(name) if p.type == "country"]
    assert (known.register.country_of(name), found[0] if found else None) == (actor, place)


def test_names_of_a_folder_of_ones_own_join_ours(tmp_path: Path) -> None:
    rows = "KEN,Zembria,,\nKEN,Zembrian State,actor,its government\n"
    layers = over(tmp_path, "country_names.csv", f"country,name,only,why\n{rows}")
    known, places = register.load(layers), gazetteer.load(layers)
    assert [known.country_of(n) for n in ("Zembria", "Zembrian State", "Kenya")] == ["KEN"] * 3
    assert [[p.country for p in places.lookup(n)] for n in ("Zembria", "Zembrian State")] == [["KEN"], []]
    assert (known.actors["KEN"].name, places.countries["KEN"].name) == ("Kenya", "Kenya")
    assert list(check_all(layers.folders[1:])) == []


@pytest.mark.parametrize(
    ("rows", "line", "reason"),
    [("QQQ,Zembria,,", 2, "country 'QQQ' is unknown"), ("KEN,Zem,actor,", 2, "why is 'Zem' for actors only?"),
     ("KEN,Zem,,\nKEN,Zem,,", 3, "'Zem' stands in line 2 too"), ("KEN,,,", 2, "column name: '' is not text")],
)  # fmt: skip
def test_faults_of_the_names_have_file_and_line(tmp_path: Path, rows: str, line: int, reason: str) -> None:
    (fault,) = check_all(over(tmp_path, "country_names.csv", f"country,name,only,why\n{rows}\n").folders[1:])
    assert fault.file.endswith("country_names.csv")
    assert (fault.line, reason in fault.reason) == (line, True)


def test_a_place_of_ones_own_may_replace_a_country(tmp_path: Path) -> None:
    (tmp_path / "places").mkdir()
    head = "name,aliases,type,lat,lon,country\n"
    (tmp_path / "places" / "mine.csv").write_text(f"{head}Kenya,Zembria,country,1,2,KEN\n", encoding="utf-8")
    places = gazetteer.load(Layers((SHIPPED, tmp_path)))
    assert [(p.name, p.lat) for n in ("Kenya", "Zembria") for p in places.lookup(n)[:1]] == [("Kenya", 1.0)] * 2


def test_no_word_stands_in_two_tables() -> None:
    held = Counter((row["country"], row["word"]) for row in ROWS)
    assert [key for key, times in held.items() if times > 1] == []
    words = {row["word"] for row in ROWS}
    again = {
        (path.name, word)
        for pattern in ("actors/*.csv", "places/*.csv")
        for path in LAYERS.paths(pattern)
        for row, _, _ in LAYERS.table(path)
        for column in OF_PEOPLE
        for word in words.intersection((row.get(column) or "").split("|"))
    }
    # A people whose state is known by the same words.
    assert again == {("peoples.csv", "Sahrawi"), ("peoples.csv", "Sahrawis")}


def test_words_of_a_folder_of_ones_own_join_ours(tmp_path: Path) -> None:
    rows = "KEN,Zembrak,adjective,\nKEN,Zembraks,people,actor\nKEN,Zembrakwoman,people,place\n"
    layers = over(tmp_path, "nations.csv", f"country,word,form,only\n{rows}")
    known, places = register.load(layers), gazetteer.load(layers)
    words = ("Zembrak", "Zembraks", "Zembrakwoman", "Kenyan")
    assert [who(known, w) for w in words] == [{"KEN"}, {"KEN"}, set(), {"KEN"}]
    assert [where(places, w) for w in words] == ["KEN", None, "KEN", "KEN"]
    assert list(check_all(layers.folders[1:])) == []


def test_a_table_of_states_may_still_bring_its_own_words(tmp_path: Path) -> None:
    head = "iso3,wikidata,names,metonyms,loaded,adjectives,people\n"
    layers = over(tmp_path, "countries_hand.csv", f"{head}QQQ,,Zembria,,,Zembrian,Zembrians\nQQQ,,,,,Zembrish,\n")
    known = register.load(layers)
    assert [who(known, w) for w in ("Zembrian", "Zembrish", "Zembrians", "Kenyan")] == [{"QQQ"}] * 3 + [{"KEN"}]
    assert list(check_all(layers.folders[1:])) == []


@pytest.mark.parametrize(
    ("rows", "line", "reason"),
    [("QQQ,Zembrian,adjective,", 2, "country 'QQQ' is unknown"), ("KEN,Zem,noun,", 2, "column form: 'noun' is not"),
     ("KEN,Zem,people,person", 2, "column only: 'person' is not"),
     ("KEN,Zem,people,\nKEN,Zem,adjective,place", 3, "'Zem' stands in line 2 too")],
)  # fmt: skip
def test_faults_of_the_table_have_file_and_line(tmp_path: Path, rows: str, line: int, reason: str) -> None:
    layers = over(tmp_path, "nations.csv", f"country,word,form,only\n{rows}\n")
    (fault,) = check_all(layers.folders[1:])
    assert fault.file.endswith("nations.csv")
    assert fault.line == line
    assert reason in fault.reason
