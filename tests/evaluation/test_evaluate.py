"""A coded sheet, or judgements, against what Dateline has: figures, report, errors, and the sheet that is drawn."""

import csv
import io
import json
from dataclasses import replace
from pathlib import Path

import pytest

from dateline.cli.main import main
from dateline.evaluation.coded import Found, Party
from dateline.evaluation.columns import map_columns
from dateline.evaluation.compare import compare, right_side
from dateline.evaluation.figures import measure
from dateline.evaluation.sheet import Asked, Passage
from dateline.store.store import Store
from dateline.web.judgements import Judgements
from records import make_record

HOSTILE = '<script>alert(1)</script>"\u202e'


@pytest.fixture(scope="module")
def store(tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("evaluate") / "k.db"
    with Store(path, write=True) as opened:
        for n in range(4):
            record = make_record(f"k{n}")
            opened.add(replace(record, text=f"{record.text}\n\nNobody else came to the square, and nothing happened."))
    return path


def run(capsys, *args) -> tuple[int, str, str]:
    code = main(["evaluate", *map(str, args)])
    return code, *capsys.readouterr()


def rows_of(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig"))))


def write(path: Path, rows: list[dict[str, str]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return path


def test_a_sheet_is_drawn_filled_in_and_evaluated(store, tmp_path, capsys) -> None:
    code, _, _ = run(capsys, "--sample", 10, "--store", store, "-o", tmp_path / "s.csv")
    drawn = rows_of(tmp_path / "s.csv")
    assert code == 0 and len({r["id"] for r in drawn}) == 10
    kinds = {"met": 0, "bomb": 0, "Nobody": 0}
    for row in drawn:
        kinds[next(k for k in kinds if k in row["text"])] += 1
    assert min(kinds.values()) >= 2  # both types, and paragraphs in which nothing is coded
    assert run(capsys, "--sample", 6, "--store", store, "-o", tmp_path / "less.csv")[0] == 0
    assert len(rows_of(tmp_path / "less.csv")) == 6
    before = (tmp_path / "s.csv").read_bytes()  # a sheet that somebody may have filled in isn't drawn over
    code, _, said = run(capsys, "--sample", 3, "--store", store, "-o", tmp_path / "s.csv")
    assert code == 2 and "is there already" in said and (tmp_path / "s.csv").read_bytes() == before
    filled = []
    for row in drawn:
        if "met" in row["text"]:
            filled.append(row | {"type": "consult", "actor": "Ruritania", "recipient": "Borduria"})
        elif "bomb" in row["text"]:
            filled.append(row | {"type": "THREATEN", "actor": "Ruritania; Somebody", "recipient": "Borduria"})
            filled.append(row | {"text": "", "type": "ACCUSE", "actor": "Agency", "recipient": ""})
        else:
            filled.append(row | {"type": "none"})
    out = tmp_path / "report.html"
    code, text, said = run(capsys, write(tmp_path / "f.csv", filled), "--store", store, "-o", out, "--format", "json")
    report = json.loads(text)
    met, bombed = kinds["met"], kinds["bomb"]
    by_type = {r["event_type"]: (r["asked"], r["found"], r["hits"]) for r in report["figures"]["types"]}
    assert code == 0 and "columns taken: text from 'text', id from 'id'" in said
    assert by_type["CONSULT"] == (met, met, met) and by_type["ASSAULT"] == (0, bombed, 0)
    assert by_type["all"] == (met + 2 * bombed, met + bombed, met)
    confusion = {(a, f): n for a, f, n in report["figures"]["confusion"]}
    assert confusion == {
        ("CONSULT", "CONSULT"): met, ("THREATEN", "ASSAULT"): bombed, ("ACCUSE", "none"): bombed
    }  # fmt: skip
    assert {s["what"]: (s["asked"], s["right"]) for s in report["figures"]["fields"]}["recipient"] == (met, met)
    page = out.read_text(encoding="utf-8")
    assert "10 passages looked up in k.db, 0 coded now" in page
    assert "<mark>bomb</mark>" in page and page.count("Another type") == 1 and "Missed" in page


def test_a_passage_that_a_spreadsheet_would_run_is_found_again_in_the_store(tmp_path, capsys) -> None:
    path = tmp_path / "k.db"
    with Store(path, write=True) as opened:
        record = make_record("k0")
        opened.add(replace(record, text=f"{record.text}\n\n- Nobody else came to the square, and nothing happened."))
    run(capsys, "--sample", 3, "--store", path, "-o", tmp_path / "s.csv")
    drawn = [row | {"type": "none"} for row in rows_of(tmp_path / "s.csv")]
    assert sum(row["text"].startswith("'- Nobody") for row in drawn) == 1
    code, out, _ = run(capsys, write(tmp_path / "f.csv", drawn), "--store", path)
    assert code == 0 and "3 passages looked up in k.db, 0 coded now" in out


def test_a_sheet_of_ones_own_headings_and_labels_is_coded_and_hostile_text_stays_text(tmp_path, capsys) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    for row in (
        ["Sentence", "Label", "Source", "Target"],
        ["Ruritania's army shelled a Bordurian village on Monday.", "fight", "Ruritania", None],
        [f"The minister resigned, {HOSTILE}.", "Aid", "minister", None],
        ["It rained.", "none", None, None], ["Nobody has read this.", None, None, None],
        ["The mayor spoke.", "chat", "mayor", None],
    ):  # fmt: skip
        book.active.append(row)
    book.save(tmp_path / "own.xlsx")
    given = [tmp_path / "own.xlsx", "--as", "fight=assault", "--store", tmp_path / "none.db", "--no-model"]
    code, out, err = run(capsys, *given, "-o", tmp_path / "r.html")
    assert code == 1 and "own.xlsx, row 6, column Label: 'chat' is no event type" in err
    assert "1 rows without a type are left out" in out and "3 coded now" in out
    page = (tmp_path / "r.html").read_text(encoding="utf-8")
    assert "<script" not in page and "\u202e" not in page and "&lt;script&gt;" in page
    assert "default-src 'none'" in page


def test_passages_may_stand_under_passage_where_no_other_column_has_texts() -> None:
    assert map_columns(["Passage", "Type"], {}, "x.csv") == {"text": 0, "type": 1}
    assert map_columns(["Passage", "Sentence", "Type"], {}, "x.csv") == {"id": 0, "text": 1, "type": 2}


def test_a_file_that_only_is_called_a_workbook_is_told_as_such(tmp_path, capsys) -> None:
    (tmp_path / "wrong.xlsx").write_bytes(b"\xfa\xfb\xfc")
    code, _, err = run(capsys, tmp_path / "wrong.xlsx")
    assert code == 2 and "neither a sheet of Excel nor text" in err


@pytest.mark.parametrize(
    ("content", "options", "says"),
    [
        (b"", (), "the sheet is empty"),
        (b"a,b\n1,2\n", (), "which column is the text? It has a, b; say --column text=HEADING"),
        (b"text,typ\nx,none\n", ("--column", "type=typo"), "no column 'typo'; it has text, typ; did you mean typ?"),
        (b"text,type\nx,none\n", ("--column", "txt=text"), "did you mean text?"),
        (b"text,type\nx,none\n", ("--as", "war=ASALT"), "there is no event type 'ASALT'; did you mean ASSAULT?"),
        (b"text,type\nx,none\n", ("--as", "war"), "NAME=VALUE is wanted"),
        (b"text,type\nx\xe9,none\n", (), "line 2: no UTF-8"),
        (b"text,type\n,ASSAULT\n", (), "no passage is coded: 0 rows without a type, 1 with faults"),
        (b"id,text,type\n1,x,none\n1,y,none\n", ("-o", "x.doc"), "a name that ends in .html or .json"),
        (b"text,type\nx,none\n", ("--published", "last week"), "--published last week: "),
        (b"\xd0\xcf\x11\xe0", (), "old format (.xls)"),
        (b"PK\x03\x04rubbish", (), "no sheet that can be read"),
    ],
)
def test_a_wrong_sheet_is_told_by_file_column_and_row(tmp_path, capsys, content, options, says) -> None:
    path = tmp_path / "wrong.csv"
    path.write_bytes(content)
    code, out, err = run(capsys, path, *options)
    assert code == 2 and says in err.splitlines()[-1] and out == ""


def found(kind: str, who: str = "Ruritania", sure: float = 0.9) -> Found:
    party = Party(who, (who,))
    return Found("e", kind, (party,), (), "asserted", (), None, sure, None, 0, 1, "r")


def test_events_of_one_type_meet_by_their_parties_before_any_other() -> None:
    passage = Passage("p", "x", 1, None, [Asked(1, "ACCUSE", "Borduria", ""), Asked(2, "ACCUSE", "Ruritania", "")])
    pairs = compare(passage, [found("ACCUSE", "Ruritania"), found("ACCUSE", "Borduria"), found("AID", "Elbonia")])
    assert [(p.asked.row if p.asked else None, p.actor) for p in pairs] == [(1, True), (2, True), (None, None)]


def test_a_side_is_right_where_all_who_are_named_are_there_and_nobody_else() -> None:
    both = [Party("Ruritania", ("Ruritania", "Strelsau")), Party("Borduria", ("Borduria",))]
    assert right_side("Borduria; Strelsau", both) and not right_side("Ruritania", both) and right_side("", [])
    assert right_side(None, both) is None and not right_side("Elbonia", [])


def test_thresholds_tell_what_they_keep_and_the_lowest_that_is_precise_enough_is_advised() -> None:
    passages = [Passage(str(n), "x", n, None, [Asked(n, "AID")]) for n in range(60)]
    pairs = [
        pair
        for n, p in enumerate(passages)
        for pair in compare(p, [found("AID" if n >= 30 else "ACCUSE", sure=0.9 if n >= 30 else 0.4)])
    ]
    figures = measure(pairs)
    kept = {t.least: (t.kept, t.right, t.precision) for t in figures.sure}
    assert kept == {0.0: (60, 30, 0.5), 0.45: (30, 30, 1.0), 0.95: (0, 0, None)}
    assert [a.threshold and a.threshold.least for a in figures.advice] == [0.45, 0.45, 0.45]


def test_judgements_make_the_same_report_without_recall(store, tmp_path, capsys) -> None:
    from dateline.web.judgements import Judgement

    record = make_record("k0")
    event = record.events[1]
    base = Judgement(
        event.id, record.id, "right", "Ann", "2026-01-01T00:00:00+00:00", "ASSAULT", "negated", ("Ruritania",),
        ("Borduria",), "bomb", event.trigger.start, event.trigger.end, event.evidence.of(record.text), "r", "v",
    )  # fmt: skip
    held = Judgements(tmp_path / "j.jsonl")
    for given in (
        base, replace(base, story="k1-0"), replace(base, story="k2-0", verdict="wrong"),
        replace(base, story="k3-0", verdict="correct", to_type="THREATEN"),
    ):  # fmt: skip
        held.add(given)
    given = ("--store", store, "--judgements", held.path, "-o", tmp_path / "j.html", "--format", "json")
    code, out, _ = run(capsys, *given)
    report = json.loads(out)
    total = report["figures"]["types"][-1]
    assert code == 0 and (total["found"], total["hits"], total["recall"]) == (4, 2, None)
    assert ["THREATEN", "ASSAULT", 1] in report["figures"]["confusion"]
    page = (tmp_path / "j.html").read_text(encoding="utf-8")
    assert "Recall" not in page and "Another type" in page and "confidence 0.75" in page
