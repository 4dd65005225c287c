from pathlib import Path

import pytest

from dateline.cli.main import main
from dateline.knowledge.files import SHIPPED, Layers, read_table
from dateline.knowledge.world import register

MARINOVA = ["Elena Marinova", "--country", "BGR", "--post", "2021-05-03.. Foreign Minister"]


@pytest.fixture(autouse=True)
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)


def known(name, date=None):
    return register.load(Layers((SHIPPED, Path("mine")))).persons.find(name, date)


def test_a_person_added_is_found_with_the_post_of_the_day(capsys):
    assert main(["actors", "add", *MARINOVA, "--alias", "E. Marinova", "--knowledge", "mine", "--yes"]) == 0
    assert "+ Elena Marinova (BGR)\n    + 2021-05-03.. Foreign Minister\n" in capsys.readouterr().out
    [person] = [k for k in known("Elena Marinova") if k.country == "BGR"]
    assert person.role_at("2022-01-01") == "Foreign Minister"
    assert person.role_at("2020-01-01") is None
    assert main(["check", "--knowledge", "mine"]) == 0


def test_what_is_known_is_not_written_again(capsys):
    for _ in range(2):
        assert main(["actors", "add", *MARINOVA, "--knowledge", "mine", "--yes"]) == 0
    assert "Nothing to do: all 1 are known like this." in capsys.readouterr().out
    assert len(Path("mine/actors/persons_hand.csv").read_text().splitlines()) == 2


def test_nothing_is_written_without_a_yes(capsys, monkeypatch):
    monkeypatch.setattr("typer.confirm", lambda text: False)
    assert main(["actors", "add", *MARINOVA, "--knowledge", "mine"]) == 1
    assert "+ Elena Marinova" in capsys.readouterr().out
    assert not Path("mine").exists()


@pytest.mark.parametrize(
    ("args", "reason"),
    [
        (["X Y", "--country", "XXX"], "unknown country 'XXX'"),
        (["X Y", "--country", "BGR", "--post", "2021-05-03..2020 Minister"], "ends before it starts"),
        (["X Y", "--country", "BGR", "--post", "Minister"], "'FROM..UNTIL ROLE' is wanted"),
        (["X Y", "--country", "BGR", "--post", "May 2021.. Minister"], "'FROM..UNTIL ROLE' is wanted"),
    ],
)
def test_a_faulty_person_is_refused_with_the_reason(capsys, args, reason):
    assert main(["actors", "add", *args, "--knowledge", "mine", "--yes"]) == 2
    assert reason in capsys.readouterr().err
    assert not Path("mine").exists()


WIKIDATA = """item,itemLabel,iso3,positionLabel,start,end
http://www.wikidata.org/entity/Q999999991,Elena Marinova,BGR,Foreign Minister,2021-05-03T00:00:00Z,2023-06-01T00:00:00Z
http://www.wikidata.org/entity/Q999999991,Elena Marinova,BGR,Prime Minister,2023-06-02T00:00:00Z,
http://www.wikidata.org/entity/Q999999992,Radu Ionescu-Test,ROU,Foreign Minister,2022-01-01T00:00:00Z,
"""


def test_a_wikidata_export_becomes_one_row_a_person(capsys):
    Path("export.csv").write_text(WIKIDATA)
    assert main(["actors", "update", "export.csv", "--knowledge", "mine", "--yes"]) == 0
    rows = [row for row, _, _ in read_table(Path("mine/actors/persons_hand.csv"))]
    assert len(Path("mine/actors/persons_hand.csv").read_text().splitlines()) == 4  # a post a line
    assert [(r["id"], r["name"], r["posts"]) for r in rows] == [
        ("Q999999991", "Elena Marinova", "2021-05-03..2023-06-01 Foreign Minister; 2023-06-02.. Prime Minister"),
        ("Q999999992", "Radu Ionescu-Test", "2022-01-01.. Foreign Minister"),
    ]
    later = (
        WIKIDATA + "http://www.wikidata.org/entity/Q999999992,Radu Ionescu-Test,ROU,President,2024-01-01T00:00:00Z,\n"
    )
    Path("export.csv").write_text(later)
    capsys.readouterr()
    assert main(["actors", "update", "export.csv", "--knowledge", "mine", "--yes"]) == 0
    out = capsys.readouterr().out
    assert "~ Radu Ionescu-Test (ROU)" in out and "    + 2024-01-01.. President" in out
    assert "Marinova" not in out and "2022-01-01" not in out


@pytest.mark.parametrize(
    ("text", "code", "reason"),
    [
        ("a,b\n1,2\n", 2, "columns name and posts are wanted"),
        (WIKIDATA.replace("BGR", "ZZZ"), 2, "export.csv:2: Elena Marinova: unknown country 'ZZZ'"),
    ],
)
def test_a_faulty_file_is_refused_with_file_line_and_reason(capsys, text, code, reason):
    Path("export.csv").write_text(text)
    assert main(["actors", "update", "export.csv", "--knowledge", "mine", "--yes"]) == code
    assert reason in capsys.readouterr().err
    assert main(["actors", "update", "none.csv", "--knowledge", "mine"]) == 2
    assert not Path("mine").exists()
