"""The register: names, persons by date, spelling keys and checks."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from dateline.knowledge.files import SHIPPED, Layers
from dateline.knowledge.load import load
from dateline.knowledge.world import register
from dateline.knowledge.world.persons import Post
from dateline.knowledge.world.spelling import name_key, word_key

PERSONS = ["id", "name", "aliases", "country", "posts", "sectors"]
BODIES = ["id", "name", "aliases", "kind", "country", "sectors", "wikidata"]


def write(folder: Path, table: str, header: list[str], *rows: list[str]) -> Layers:
    (folder / "actors").mkdir(exist_ok=True)
    with (folder / "actors" / table).open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([header, *rows])
    return Layers((SHIPPED, folder))


@pytest.mark.parametrize(
    ("a", "b"),
    [("Haniyeh", "Hanieh"), ("Ghalibaf", "Qalibaf"), ("Erdoğan", "Erdogan"), ("Saree", "Sarea"), ("al-Sisi", "Sisi"),
     ("Zelensky", "Zelenskyy"), ("Yousef", "Youssef"), ("Gerhard Schröder", "Gerhard Schroder")],
)  # fmt: skip
def test_spellings_of_one_name_share_a_key(a, b):
    assert name_key(a) == name_key(b)


@pytest.mark.parametrize(("a", "b"), [("Kim Jong Un", "Kim Jong Il"), ("Khamenei", "Khomeini"), ("Hassan", "Hussein")])
def test_names_of_two_people_have_two_keys(a, b):
    assert name_key(a) != name_key(b)


def test_short_words_keep_their_letters():
    assert word_key("Li") != word_key("Le")


def test_resolve_prefers_the_holder_at_the_date():
    found = load().register.resolve("Netanyahu", "2016-05-01", "ISR")
    assert found[0].name == "Benjamin Netanyahu"
    assert found[0].role_at("2016-05-01") == "Prime Minister"


def test_bodies_come_before_persons():
    assert load().register.resolve("the White House")[0].id == "usa-white-house"


def test_abbreviations_want_capitals():
    assert [k.id for k in load().register.named("US")] == ["USA"]
    assert load().register.named("us") == []


def test_former_holders_are_called_so():
    obama = load().register.persons.find("Barack Obama")[0]
    assert obama.role_at("2019-01-01") == "former President"
    assert obama.sectors_at("2019-01-01") == ("ELI",)
    assert obama.sectors_at("2012-01-01") == ("GOV",)


@pytest.mark.parametrize(
    ("post", "day", "held"),
    [
        (Post("Minister", "2010-05", "2012"), "2010-05-01", True),
        (Post("Minister", "2010-05", "2012"), "2012-12-31", True),
        (Post("Minister", "2010-05", "2012"), "2013-01-01", False),
        (Post("Minister", "2010-05", "2012"), "2010-04-30", False),
        (Post("Minister", "2010", None, "2014-01-01"), "2016-01-01", True),
        (Post("Minister", "2010", None, "2014-01-01"), "2024-01-01", False),
        (Post("Minister", None, None), "2024-01-01", True),
    ],
)
def test_post_is_held_between_its_dates(post, day, held):
    assert post.held(day) is held


def test_holder_of_an_office_on_a_day():
    persons = load().register.persons
    assert persons.holder("foreign minister", "RUS", "2016-01-01").name == "Sergei Lavrov"
    assert persons.holder("secretary-general", "UNO", "2003-01-01").name == "Kofi Annan"
    assert persons.holder("beekeeper", "RUS", "2016-01-01") is None


def test_the_shipped_tables_are_sound():
    assert [str(f) for f in register.check(Layers((SHIPPED,)))] == []


@pytest.mark.parametrize(
    ("post", "reason"),
    [
        ("2020..2019 Minister", "ends before it starts"),
        ("2020-13.. Minister", "impossible date"),
        ("Minister", "FROM..UNTIL"),
    ],
)
def test_check_finds_impossible_posts(tmp_path, post, reason):
    layers = write(tmp_path, "persons_hand.csv", PERSONS, ["", "Ada Brunn", "", "NOR", post, ""])
    assert [f for f in register.check(layers) if reason in f.reason and f.line == 2]


def test_check_finds_unknown_codes_and_doubled_names(tmp_path):
    layers = write(tmp_path, "organs.csv", BODIES, ["x-1", "Pentagon", "", "government", "USA", "XYZ", ""],
                   ["x-2", "Office of Bees", "", "government", "QQQ", "GOV", "12"])  # fmt: skip
    reasons = " ".join(f.reason for f in register.check(layers))
    for wanted in ("'XYZ' is unknown", "'Pentagon' is that of", "country 'QQQ' is unknown", "no Wikidata id"):
        assert wanted in reasons


def test_a_users_post_replaces_the_one_with_the_same_start(tmp_path):
    layers = write(
        tmp_path,
        "persons_hand.csv",
        PERSONS,
        ["", "Emmanuel Macron", "", "FRA", "2017-05-14..2026-01-01 President", ""],
    )
    person = register.load(layers).persons.find("Emmanuel Macron")[0]
    assert [p.end for p in person.posts if p.start == "2017-05-14"] == ["2026-01-01"]


def test_unknown_kind_names_file_and_line(tmp_path):
    layers = write(tmp_path, "organs.csv", BODIES, ["x-1", "Bees", "", "hive", "", "", ""])
    with pytest.raises(register.KnowledgeError, match="hive") as error:
        register.load(layers)
    assert error.value.line == 2
