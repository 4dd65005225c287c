"""``dateline corpus``: what the commands print, their exit codes, and what they say of faulty files."""

import json
from pathlib import Path

import pytest
from invented import HARBOUR, LINES, harbour, perfect, write_texts

from dateline.cli.main import main


@pytest.fixture(autouse=True)
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("mine.ann").write_text(LINES, encoding="utf-8")
    write_texts(Path("texts.jsonl"))
    assert run("compile", "mine.ann", "-t", "texts.jsonl", "-o", "mine.jsonl") == 0


def run(*args):
    return main(["corpus", *args])


def test_compile_names_file_and_line_and_writes_the_rest(capsys):
    Path("mine.ann").write_text(LINES.replace("[accused]", "[acused]"), encoding="utf-8")
    assert run("compile", "mine.ann", "-t", "texts.jsonl", "-o", "two.jsonl", "--part", "p", "--annotator", "K") == 1
    shown = capsys.readouterr()
    assert "mine.ann:7: sentence 1 has no 'acused the Karsian envoy'" in shown.err
    assert "2 documents written, 1 rows could not be read" in shown.out
    row = json.loads(Path("two.jsonl").read_text(encoding="utf-8").splitlines()[0])
    assert (row["part"], row["annotator"], len(row["events"])) == ("p", "K", 6)


@pytest.mark.parametrize("command", ["number", "compile", "check", "stats", "join", "score", "agree"])
def test_a_file_that_is_not_there_is_named(capsys, command):
    out = ["-o", "out.jsonl"] if command == "compile" else []
    assert run(command, "none.jsonl", "none.jsonl", *out) == 1
    assert "none.jsonl: No such file or directory" in capsys.readouterr().err


@pytest.mark.parametrize("command", ["check", "stats", "join", "score", "agree"])
def test_a_line_that_is_no_annotation_is_named(capsys, command):
    Path("bad.jsonl").write_text("{}\n", encoding="utf-8")
    assert run(command, "bad.jsonl", "bad.jsonl") == 1
    assert "bad.jsonl:1: no annotation: field id is missing" in capsys.readouterr().err


def test_an_output_that_cannot_be_written_is_named(capsys):
    assert run("compile", "mine.ann", "-t", "texts.jsonl", "-o", "no/such/folder.jsonl") == 1
    assert "no/such/folder.jsonl: No such file or directory" in capsys.readouterr().err


def test_check_passes_what_is_right(capsys):
    capsys.readouterr()
    assert run("check", "mine.jsonl", "-t", "texts.jsonl") == 0
    assert capsys.readouterr().out == "2 documents, 0 faults, 0 without their text\n"


def test_check_names_faults_and_ends_with_1(capsys):
    lines = Path("mine.jsonl").read_text(encoding="utf-8")
    Path("mine.jsonl").write_text(lines.replace('"allege"', '"demo"') + lines.splitlines()[1] + "\n", encoding="utf-8")
    assert run("check", "mine.jsonl", "-t", "texts.jsonl") == 1
    out = capsys.readouterr().out
    assert "harbour: e1: ACCUSE has no mode 'demo'" in out
    assert "weather: the document stands 2 times in part own" in out
    assert "3 documents, 2 faults, 0 without their text" in out


def test_check_tells_texts_that_are_missing_or_others(capsys):
    assert run("check", "mine.jsonl") == 1
    assert "harbour: no text of this id" in capsys.readouterr().err
    Path("texts.jsonl").write_text(json.dumps({"id": "harbour", "text": HARBOUR + " "}), encoding="utf-8")
    assert run("check", "mine.jsonl", "-t", "texts.jsonl") == 1
    shown = capsys.readouterr()
    assert "harbour: the text is another one than was annotated (its digest differs)" in shown.err
    assert "0 faults, 2 without their text" in shown.out


def test_check_knows_types_of_a_users_own(capsys):
    folder = Path("own/ontology")
    folder.mkdir(parents=True)
    (folder / "own.yaml").write_text(
        "- {id: SAIL, quad: 1, score: 1.0, recipient: optional, label: sail, modes: {}}\n", encoding="utf-8"
    )
    text = Path("mine.jsonl").read_text(encoding="utf-8").replace('"types":["CONSULT","AGREE"]', '"types":["SAIL"]')
    Path("mine.jsonl").write_text(text, encoding="utf-8")
    assert run("check", "mine.jsonl", "-t", "texts.jsonl") == 1
    assert "the ontology has no type 'SAIL'" in capsys.readouterr().out
    assert run("check", "mine.jsonl", "-t", "texts.jsonl", "-k", "own") == 0


def test_stats_as_table_and_json(capsys):
    capsys.readouterr()
    assert run("stats", "mine.jsonl") == 0
    out = capsys.readouterr().out
    assert "Velmar Post" in out and "type: ASSAULT 3, REJECT 2" in out
    assert run("stats", "mine.jsonl", "--json") == 0
    counted = json.loads(capsys.readouterr().out)
    assert counted["outlets"][-1]["tellings"] == 7
    assert counted["factuality"]["asserted"] == 4


def test_join_writes_words_to_a_file_or_to_standard_output(capsys):
    capsys.readouterr()
    assert run("join", "mine.jsonl", "-t", "texts.jsonl") == 0
    shown = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert shown[0]["events"][1]["trigger"] == "shelled"
    assert run("join", "mine.jsonl", "-t", "texts.jsonl", "-o", "joined.jsonl") == 0
    assert [json.loads(line) for line in Path("joined.jsonl").read_text(encoding="utf-8").splitlines()] == shown
    assert run("join", "mine.jsonl") == 1
    assert "harbour: no text of this id" in capsys.readouterr().err


def score(capsys, *args):
    capsys.readouterr()
    code = run("score", "mine.jsonl", "-t", "texts.jsonl", "--json", *args)
    shown = capsys.readouterr()
    return code, json.loads(shown.out), shown.err


def test_score_of_records_in_a_file(capsys):
    weather = perfect(harbour()).to_dict() | {"id": "w", "events": [], "statements": [], "actors": [], "text": "Rain"}
    weather["document"] = {**weather["document"], "path": "weather.txt"}
    rows = [perfect().to_json(), json.dumps(weather)]
    Path("records.jsonl").write_text("\n".join(rows) + "\n", encoding="utf-8")
    code, figures, err = score(capsys, "--records", "records.jsonl")
    assert (code, err) == (0, "")
    assert figures["all"]["event whole"]["f1"] == figures["Velmar Post"]["event whole"]["f1"] == 1.0
    Path("records.jsonl").write_text(rows[0] + "\n", encoding="utf-8")
    code, _, err = score(capsys, "--records", "records.jsonl")
    assert code == 1 and "weather: no record in records.jsonl; all of its rows count as missed" in err
    Path("records.jsonl").write_text("{}\n", encoding="utf-8")
    assert run("score", "mine.jsonl", "-t", "texts.jsonl", "--records", "records.jsonl") == 1
    assert "records.jsonl:1: no story record" in capsys.readouterr().err


def test_score_codes_the_texts_itself_and_prints_tables(capsys):
    capsys.readouterr()
    assert run("score", "mine.jsonl", "-t", "texts.jsonl", "--no-model", "--errors") == 0
    out = capsys.readouterr().out
    for heading in ("event+who", "type and all parties", "F1 by outlet", "Velmar Post"):
        assert heading in out
    code, figures, _ = score(capsys, "--no-model")
    assert code == 0 and figures["all"]["event"]["wanted"] == 4


def test_agree_compares_what_both_have(capsys):
    Path("second.jsonl").write_text(
        Path("mine.jsonl").read_text(encoding="utf-8").splitlines()[0] + "\n", encoding="utf-8"
    )
    capsys.readouterr()
    assert run("agree", "mine.jsonl", "second.jsonl", "-t", "texts.jsonl", "--json") == 0
    assert json.loads(capsys.readouterr().out) == {
        "documents": 1, "event, all rows": 1.0, "event": 1.0, "event+factuality": 1.0, "event+who": 1.0,
        "statement": 1.0, "statement+chain": 1.0,
    }  # fmt: skip
    assert run("agree", "mine.jsonl", "second.jsonl", "-t", "texts.jsonl") == 0
    assert "1 documents annotated twice" in capsys.readouterr().out


def test_agree_needs_two_readings_of_one_text(capsys):
    assert run("agree", "mine.jsonl", "-t", "texts.jsonl") == 2
    lines = Path("mine.jsonl").read_text(encoding="utf-8").splitlines()
    Path("one.jsonl").write_text(lines[0], encoding="utf-8")
    Path("two.jsonl").write_text(lines[1], encoding="utf-8")
    assert run("agree", "one.jsonl", "two.jsonl", "-t", "texts.jsonl") == 2
    assert "no document in common" in capsys.readouterr().err
    digest = json.loads(lines[0])["sha256"]
    Path("two.jsonl").write_text(lines[0].replace(digest, "0" * 64), encoding="utf-8")
    assert run("agree", "one.jsonl", "two.jsonl", "-t", "texts.jsonl") == 1
    assert "its digest differs" in capsys.readouterr().err
