"""The register: names, persons by date, spelling keys and checks."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
import yaml

from dateline.knowledge.files import SHIPPED, Layers
from dateline.knowledge.world import register
from dateline.knowledge.world.persons import Persons, Post
from dateline.knowledge.world.spelling import name_key, plain, word_key
from loaded import shipped_knowledge

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
    found = shipped_knowledge().register.resolve("Netanyahu", "2016-05-01", "ISR")
    assert found[0].name == "Benjamin Netanyahu"
    assert found[0].role_at("2016-05-01") == "Prime Minister"


def test_bodies_come_before_persons():
    assert shipped_knowledge().register.resolve("the White House")[0].id == "USA"


def test_abbreviations_want_capitals():
    assert [k.id for k in shipped_knowledge().register.named("US")] == ["USA"]
    assert shipped_knowledge().register.named("us") == []


def test_former_holders_are_called_so():
    obama = shipped_knowledge().register.persons.find("Barack Obama")[0]
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
    persons = shipped_knowledge().register.persons
    assert persons.holder("foreign minister", "RUS", "2016-01-01").name == "Sergei Lavrov"
    assert persons.holder("secretary-general", "UNO", "2003-01-01").name == "Kofi Annan"
    assert persons.holder("beekeeper", "RUS", "2016-01-01") is None


def test_highest_offices_of_forty_states_on_five_days():
    table = yaml.safe_load((Path(__file__).parent / "office_holders.yaml").read_text(encoding="utf-8"))
    days = [str(d) for d in table.pop("days")]
    cells = [
        (office, country, day, wanted, shipped_knowledge().register.persons.holder(office, country, day))
        for office, states in table.items() for country, names in states.items()
        for day, wanted in zip(days, names, strict=True)
    ]  # fmt: skip
    wrong = [(*c[:4], c[4].name) for c in cells if c[4] and (c[3] == "-" or plain(c[3]) not in plain(c[4].name))]
    assert wrong == []
    known = [c for c in cells if c[3] != "-"]
    assert len({c[1] for c in cells}) >= 40
    assert sum(c[4] is not None for c in known) / len(known) >= 0.98


def own(folder: Path, *persons: list[str]) -> Persons:
    """A register of persons that a test writes itself."""
    return register.load(write(folder, "persons_hand.csv", PERSONS, *persons)).persons


def test_the_states_own_office_goes_before_a_parts_and_a_chambers(tmp_path):
    persons = own(
        tmp_path,
        ["", "Ada Brunn", "", "ISL", "2016-08-01.. President of Iceland", ""],
        ["", "Olof Voss", "", "ISL", "2019-01-01.. President of the Senate", ""],
        ["", "Ida Krog", "", "ISL", "2019-02-01.. President of Westland", ""],
    )
    assert persons.holder("president", "ISL", "2020-05-05").name == "Ada Brunn"


def test_nobody_holds_an_office_that_is_not_known_to_be_held_then(tmp_path):
    persons = own(
        tmp_path,
        ["", "Ada Brunn", "", "MCO", "2011..2015 Minister of Foreign Affairs", ""],
        ["", "Olof Voss", "", "LIE", "2011-01-01..?2014-05-01 Minister of Foreign Affairs", ""],
    )
    assert persons.holder("foreign minister", "MCO", "2014-05-01").name == "Ada Brunn"
    assert persons.holder("foreign minister", "MCO", "2015-05-01") is None
    assert persons.holder("foreign minister", "LIE", "2014-05-01").name == "Olof Voss"
    assert persons.holder("foreign minister", "LIE", "2014-05-02") is None


def test_a_secretary_is_the_minister_only_where_that_is_so():
    persons = shipped_knowledge().register.persons
    assert persons.holder("secretary of state", "USA", "2016-01-01").name == "John Kerry"
    assert persons.holder("foreign secretary", "GBR", "2011-01-01").name == "William Hague"
    assert persons.holder("foreign secretary", "IND", "2011-01-01") is None


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
