import csv
import io
import json
import re
import subprocess
import sys

import pytest
from typer.main import get_command

from dateline.cli.main import app, main
from dateline.layouts.full import COLUMNS
from dateline.store.rows.typed_rows import DocumentRow
from dateline.store.store import Store
from records import make_record


@pytest.fixture(scope="module")
def db(tmp_path_factory):
    path = tmp_path_factory.mktemp("cli") / "news.db"
    with Store(path, write=True) as store:
        for key in "abc":
            store.put(DocumentRow(f"{key}.html", "done", digest=key), [make_record(key)])
        store.put(DocumentRow("bad.html", "failed", digest="x", reason="no story in it"))
    return str(path)


def run(capsys, *args):
    code = main(list(args))
    out, err = capsys.readouterr()
    return code, out, err


def commands(group=None, path=()):
    group = group or get_command(app)
    for name, command in group.commands.items():
        if hasattr(command, "commands"):
            yield from commands(command, (*path, name))
        yield (*path, name)


@pytest.mark.parametrize("path", list(commands()), ids=" ".join)
def test_every_command_has_help_with_an_example(path, capsys):
    code, out, _ = run(capsys, *path, "--help")
    assert code == 0
    assert re.search(r"Example: dateline \w+", out)


def test_help_is_quick_since_nothing_heavy_is_imported():
    code = (
        "import sys; from dateline.cli.main import main; main(['--help']); "
        "sys.exit(any(m in sys.modules for m in ('spacy', 'onnxruntime', 'pyarrow', 'trafilatura', 'numpy')))"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, check=False).returncode == 0


def test_version(capsys):
    code, out, _ = run(capsys, "--version")
    assert code == 0
    assert re.fullmatch(r"dateline \d+\.\d+\.\d+\n", out)


@pytest.mark.parametrize("what", ["stories", "events", "statements", "actors"])
def test_formats_hold_the_same_rows(capsys, db, what):
    _, as_jsonl, _ = run(capsys, what, "--store", db, "--format", "jsonl")
    rows = [json.loads(line) for line in as_jsonl.splitlines()]
    _, as_json, _ = run(capsys, what, "--store", db, "--format", "json")
    assert json.loads(as_json) == rows
    _, as_csv, _ = run(capsys, what, "--store", db, "--format", "csv")
    table = list(csv.DictReader(io.StringIO(as_csv)))
    # the CSV of events has the columns of `code --to csv`, whoever writes it
    assert [r["Event ID" if what == "events" else "id"] for r in table] == [r["id"] for r in rows]
    assert list(table[0]) == ([c.name for c in COLUMNS] if what == "events" else list(rows[0]))
    code, as_table, _ = run(capsys, what, "--store", db)
    assert code == 0
    assert all(r["id"] in as_table for r in rows)


def test_filters_and_limit(capsys, db):
    _, out, _ = run(capsys, "events", "--store", db, "--type", "ASSAULT", "--said-by", "Agency", "-f", "jsonl")
    assert sorted(json.loads(line)["id"] for line in out.splitlines()) == ["a-0-e1", "b-0-e1", "c-0-e1"]
    _, out, _ = run(capsys, "events", "--store", db, "--limit", "2")
    assert "The first 2 events; --limit 0 shows all." in out
    _, out, _ = run(capsys, "events", "--store", db, "--limit", "0", "-f", "jsonl")
    assert len(out.splitlines()) == 6
    _, out, _ = run(capsys, "statements", "--store", db, "--about", "Borduria", "--stance", "denies", "-f", "jsonl")
    assert len(out.splitlines()) == 3
    code, out, _ = run(capsys, "events", "--store", db, "--actor", "nobody")
    assert (code, out) == (0, "No events match.\nNobody in the store is called nobody; `dateline actors` lists them.\n")
    assert run(capsys, "events", "--store", db, "--actor", "nobody", "-f", "json")[1] == "[]\n"


@pytest.mark.parametrize(
    "args",
    [
        ["events", "--quad", "5"],
        ["events", "--factuality", "true"],
        ["events", "--stance", "shouts"],
        ["events", "--since", "last week"],
        ["events", "--search", "-"],
        ["events", "--format", "xml"],
        ["events", "--limit", "-1"],
        ["events", "--colour", "red"],
        ["show", "zz"],
        ["explain", "zz"],
        ["show"],
        ["nonsense"],
    ],
)
def test_wrong_usage_is_one_message_and_2(capsys, db, args):
    code, out, err = run(capsys, *args, *(["--store", db] if args[0] != "nonsense" else []))
    assert (code, out) == (2, "")
    assert err and "Traceback" not in err


def test_no_store_is_one_line_and_1(capsys, tmp_path):
    code, _, err = run(capsys, "events", "--store", str(tmp_path / "none.db"))
    assert code == 1
    assert err.count("\n") == 1 and "no such store" in err


def test_failures_are_listed(capsys, db):
    _, out, _ = run(capsys, "failures", "--store", db)
    assert "bad.html" in out and "no story in it" in out


def test_an_actor_is_shown_with_names_roles_and_counts(capsys, db):
    code, out, _ = run(capsys, "actors", "Ruritania", "--store", db)
    assert code == 0
    assert "government, RUR, GOV MIL, Q1" in out
    assert "names: Ruritania (6)" in out
    assert "in 3 stories: acts 6 times, is acted on 0, says 0" in out
    _, out, _ = run(capsys, "actors", "a-0-a1", "--store", db)
    assert "roles: defence minister (1)" in out
    _, out, _ = run(capsys, "actors", "Nobody", "--store", db)
    assert "is called 'Nobody'" in out


def test_show_marks_spans_and_says_who_claims_what_and_how_firmly(capsys, db):
    code, out, _ = run(capsys, "show", "a-0", "--store", db)
    text = " ".join(out.split())
    assert code == 0
    assert "Ruritania met[1] Borduria in Szohod." in text
    assert "saying that ‹1 Ruritania did not bomb[2] Borduria on October 7 1›. He left." in text
    assert "‹1› denied by Agency > Minister to Borduria (indirect)" in text
    assert "[1] ● asserted Ruritania · CONSULT · Borduria told by The Daily Example" in text
    assert (
        "[2] ✗ negated Ruritania, Somebody · ASSAULT (aerial, explosives) · Borduria denied by Agency > Minister"
        in text
    )
    assert "2023-10-08 (from metadata)" in text


def test_show_as_json_is_the_whole_record(capsys, db):
    _, out, _ = run(capsys, "show", "a-0", "--store", db, "--format", "json")
    assert json.loads(out) == json.loads(make_record("a").to_json())


def test_explain_names_rule_words_and_decisions(capsys, db):
    code, out, _ = run(capsys, "explain", "a-0-e1", "--store", db)
    text = " ".join(out.split())
    assert code == 0
    for part in (
        "rule assault.bomb", "words “bomb”", "runner-up COERCE", "factuality not; on “did not”",
        "date 2023-10-07, from “October 7”", "place Szohod (Old Province, BOR, PPLC, 77), from “Szohod”",
        "source 1 Agency: “Agency”, cue “quoted”", "source 2 Minister: “the Minister”, cue “saying”",
        "stance denies, indirect",
        "Recipient Borduria", "bor: government, BOR, GOV",
    ):  # fmt: skip
        assert part in text


def test_terminal_codes_in_a_page_are_not_passed_on(capsys, tmp_path):
    path = tmp_path / "news.db"
    with Store(path, write=True) as store:
        store.put(DocumentRow("a.html", "done", digest="a"), [make_record("a", headline="\x1b[2J\u202ebad [bold]x[/]")])
    for args in (["stories"], ["show", "a"], ["explain", "a-0-e0"]):
        _, out, _ = run(capsys, *args, "--store", str(path))
        assert "\x1b" not in out and "\u202e" not in out
        assert "[bold]x[/]" in out


def test_a_closed_pipe_is_quiet(db):
    shell = f"{sys.executable} -m dateline.cli.main show a-0 --format json --store {db} | head -c 10"
    done = subprocess.run(["bash", "-o", "pipefail", "-c", shell], capture_output=True, check=False)
    assert done.returncode == 0
    assert done.stderr == b""


def test_check_passes_the_shipped_knowledge_and_names_a_fault(capsys, tmp_path):
    assert run(capsys, "check")[0] == 0
    (tmp_path / "ontology").mkdir()
    (tmp_path / "ontology" / "mine.yaml").write_text("- id: DANCE\n  label: dance\n  quad: 9\n  score: 1\n")
    code, _, err = run(capsys, "check", "--knowledge", str(tmp_path))
    assert code == 1
    assert "mine.yaml:1: field 'quad' must be from 1 to 4, not 9" in err
    (tmp_path / "ontology" / "mine.yaml").write_text("- id: [unclosed\n")
    assert "no readable YAML" in run(capsys, "check", "--knowledge", str(tmp_path))[2]
    assert run(capsys, "check", "--knowledge", str(tmp_path / "none"))[0] == 2


def test_said_of_counts_who_said_what_of_whom(db, capsys):
    code, out, _ = run(capsys, "said-of", "--about", "Ruritania", "--store", db, "--format", "csv")
    assert code == 0
    rows = list(csv.DictReader(io.StringIO(out)))
    assert rows and {(r["speaker"], r["about"], r["denies"], r["does"]) for r in rows} == {
        ("Minister", "Ruritania", "1", "ASSAULT negated (1)")
    }
    code, _, err = run(capsys, "said-of", "--stance", "mumbles", "--store", db)
    assert code == 2 and "mumbles" in err
