"""The gazetteer: names, tables, users' own places, several threads."""

from __future__ import annotations

import pickle
from concurrent.futures import ThreadPoolExecutor

import pytest

from dateline.errors import KnowledgeError
from dateline.knowledge.files import SHIPPED, Layers
from dateline.knowledge.world.gazetteer import kilometres, load, normal
from dateline.knowledge.world.persons import Persons
from dateline.knowledge.world.towns import BUILT
from dateline.mentions.places.toponyms import contains


@pytest.fixture(scope="module")
def gazetteer():
    return load(Layers((SHIPPED,)))


@pytest.mark.parametrize(
    ("name", "first", "country"),
    [
        ("Baghdad", "Baghdad", "IRQ"),
        ("baghdad", "Baghdad", "IRQ"),
        ("Kiev", "Kyiv", "UKR"),
        ("St. Petersburg", "Saint Petersburg", "RUS"),
        ("São Paulo", "São Paulo", "BRA"),
        ("Sao Paulo", "São Paulo", "BRA"),
        ("Gaza", "Gaza Strip", "PSE"),
        ("Burma", "Myanmar", "MMR"),
        ("Red Sea", "Red Sea", None),
        ("Deir ez-Zor", "Deir Ezzor", "SYR"),
        ("Hormuz Strait", "Strait of Hormuz", None),
    ],
)
def test_lookup(gazetteer, name, first, country):
    best = gazetteer.lookup(name)[0]
    assert (best.name, best.country) == (first, country)


def test_towns_of_one_name_come_by_size(gazetteer):
    towns = [c for c in gazetteer.lookup("Springfield") if c.type == "city"]
    assert len(towns) > 10
    assert [c.population for c in towns] == sorted((c.population for c in towns), reverse=True)
    assert {"Illinois", "Missouri"} <= {c.admin1 for c in towns}


def test_unknown_name_has_no_place(gazetteer):
    assert gazetteer.lookup("Qwrtzubad") == ()
    assert gazetteer.lookup("") == ()


def test_countries_are_areas_with_points(gazetteer):
    iraq = gazetteer.countries["IRQ"]
    assert (iraq.geonameid, iraq.feature, iraq.type) == (99237, "PCLI", "country")
    assert gazetteer.capitals["IRQ"].name == "Baghdad"
    assert len(gazetteer.countries) > 190
    assert all(-90 <= c.lat <= 90 and -180 <= c.lon <= 180 for c in gazetteer.countries.values())


def test_demonyms_and_states(gazetteer):
    assert gazetteer.demonyms["iranian"].country == "IRN"
    assert gazetteer.demonyms["north korean"].country == "PRK"
    assert gazetteer.states["Tex."].name == "Texas"
    assert gazetteer.states["Ont."].country == "CAN"


@pytest.mark.parametrize(
    ("province", "town"),
    [
        ("Aleppo province", "Manbij"),
        ("Anbar province", "Ramadi"),
        ("Texas", "Waco"),
        ("Helmand", "Lashkar Gah"),
        ("Kursk Oblast", "Kursk"),
        ("Borno", "Maiduguri"),
        ("Iraq", "Ramadi"),
    ],
)
def test_provinces_and_countries_hold_their_towns(gazetteer, province, town):
    assert contains(gazetteer.lookup(province)[0], gazetteer.lookup(town)[0])
    assert not contains(gazetteer.lookup("Bavaria")[0], gazetteer.lookup(town)[0])


def test_every_written_row_has_one_id(gazetteer):
    ids = [c.geonameid for c in gazetteer.countries.values() if c.geonameid]
    assert len(ids) == len(set(ids))


def test_kilometres():
    assert kilometres((52.52, 13.405), (48.857, 2.352)) == pytest.approx(878, abs=5)
    assert kilometres((0, 179.5), (0, -179.5)) == pytest.approx(111, abs=1)


def test_normal():
    assert normal("Côte d’Ivoire") == normal("Cote d'Ivoire") == "cote divoire"
    assert normal("Ft. Worth") == "fort worth"
    assert normal("Łódź") == "lodz"


def test_a_users_table_adds_and_replaces(tmp_path):
    folder = tmp_path / "places"
    folder.mkdir()
    (folder / "camps.csv").write_text(
        "name,aliases,type,lat,lon,country\nQwrtzubad,Camp Q,other,33.5,44.1,IRQ\n", encoding="utf-8"
    )
    mine = load(Layers((SHIPPED, tmp_path)))
    assert mine.lookup("Camp Q")[0].name == "Qwrtzubad"
    assert mine.lookup("Baghdad")[0].country == "IRQ"


@pytest.mark.parametrize("row", [",,other,1,2,IRQ", "X,,planet,1,2,IRQ", "X,,city,north,2,IRQ", "X,,city,95,2,IRQ"])
def test_a_broken_row_is_named(tmp_path, row):
    folder = tmp_path / "places"
    folder.mkdir()
    (folder / "mine.csv").write_text(f"name,aliases,type,lat,lon,country\n{row}\n", encoding="utf-8")
    with pytest.raises(KnowledgeError, match=r"mine\.csv:2"):
        load(Layers((SHIPPED, tmp_path)))


def test_threads_and_pickles_give_the_same(gazetteer):
    names = ["Baghdad", "Aleppo", "Paris", "Springfield"] * 25
    alone = [gazetteer.lookup(n) for n in names]
    copy = pickle.loads(pickle.dumps(gazetteer))
    copy._memory.clear()
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(copy.lookup, names)) == alone


def test_it_is_small():
    assert BUILT.stat().st_size < 12_000_000


def test_given_names_stand_in_one_table_and_say_what_they_are_taken_for(tmp_path):
    (tmp_path / "actors").mkdir()
    rows = "name,only\nZélmirön,\nquorvath,person\nbrundabel,place\n"
    (tmp_path / "actors" / "given_names.csv").write_text(rows, encoding="utf-8")
    layers = Layers((SHIPPED, tmp_path))
    persons, places = Persons(layers), load(layers).given_names
    names = ("zélmirön", "quorvath", "brundabel")
    assert [persons.is_given(n) for n in names] == [True, True, False]
    assert [n in places for n in names] == [True, False, True]
    assert persons.is_given("Zelmiron") and "zelmiron" not in places
