"""Files in the columns of other collections are what readers made for these expect."""

import csv
import shutil
import subprocess
from dataclasses import replace
from datetime import date
from pathlib import Path

import duckdb
import openpyxl
import pandas as pd
import polars as pl
import pytest
import yaml
from layout_records import LONG_NAME, WORLD, dated, make_told

from dateline.cli.main import main
from dateline.errors import UsageError
from dateline.layouts import registry
from dateline.layouts.days import day_of
from dateline.layouts.declare import Column, Layout
from dateline.layouts.describe import reading
from dateline.layouts.indexed import Indexed
from dateline.layouts.registry import find, layouts
from dateline.layouts.table import Table
from dateline.layouts.told import number_of
from dateline.sinks.registry import open_sink
from dateline.store.store import Store
from records import make_retold

COLUMNS = yaml.safe_load(Path(__file__).with_name("columns.yaml").read_text(encoding="utf-8"))
NUMBERS = {"polecat": 40, "icews": 20, "gdelt": 61, "gdelt-mentions": 16, "acled": 31}


def write(tmp_path, layout, *records, to="csv", **options):
    path = tmp_path / f"events.{to}"
    sink = open_sink(to, path, Table(find(layout), WORLD), **options)
    for record in records:
        sink.write(record)
    sink.close()
    return path


@pytest.mark.parametrize("name", NUMBERS)
def test_columns_are_those_of_the_collection_in_its_order(name):
    assert [c.name for c in find(name).columns] == COLUMNS[name] and len(COLUMNS[name]) == NUMBERS[name]


def test_a_reader_of_polecat_reads_it(tmp_path):
    denied = replace(make_told("q").events[1], factuality="negated")
    record = make_told("q")
    path = write(tmp_path, "polecat", make_told("p"), replace(record, events=(record.events[0], denied)))
    told = pd.read_csv(path, sep="\t", encoding="utf-8", keep_default_na=False, dtype=str)
    assert list(told.columns) == COLUMNS["polecat"] and len(told) == 4
    meeting, attack = told.iloc[0], told.iloc[1]
    assert (meeting["Actor Name"], meeting["Actor COW"]) == ("France; =Somebody", "220; None")
    assert (attack["Actor Country"], attack["Recipient COW"], attack["Wikipedia Actor ID"]) == ("FRA", "255", "France")
    assert (attack["Quad Code"], attack["Event Mode"]) == ("MATERIAL CONFLICT", "aerial; explosives")
    assert (attack["City"], attack["District"], attack["Province"]) == ("Ulm", "None", "Baden-Wurttemberg")
    assert (meeting["Placename"], meeting["Latitude"], meeting["Actor Title"]) == ("None", "", "None")
    assert attack["Story Locations"] == "Ulm; France; Germany; SZOHOD" and attack["Story People"] == "Minister Jan Rask"
    assert attack["Story Organizations"] == "Agency"
    assert list(told["Event Mode"])[3] == "aerial; explosives; negation"
    assert list(told["Event Date"]) == ["2023-10-08", "2023-10-07"] * 2


def test_gdelt_has_no_header_a_row_a_pair_and_codes_with_zeros(tmp_path):
    path = write(tmp_path, "gdelt", make_told())
    names = [c.name for c in find("gdelt").columns]
    codes = {f"Event{part}Code": str for part in ("", "Base", "Root")}
    told = pd.read_csv(path, sep="\t", header=None, names=names, quoting=3, dtype=codes)
    assert len(told) == 3 and told["GLOBALEVENTID"].is_unique and told["GLOBALEVENTID"].max() < 2**53
    assert list(told["EventCode"]) == ["040", "040", "195"] and list(told["EventRootCode"]) == ["04", "04", "19"]
    assert list(told["Actor1Code"].fillna("")) == ["FRAGOVMIL", "REB", "FRAGOVMIL"]
    attack = told.iloc[2]
    assert (attack["SQLDATE"], attack["MonthYear"], attack["FractionDate"]) == (20231007, 202310, 2023.8411)
    assert (attack["ActionGeo_Type"], attack["ActionGeo_CountryCode"]) == (4, "GM")
    assert attack["ActionGeo_Fullname"] == "Ulm, Baden-Wurttemberg, Germany" and attack["DATEADDED"] == 20231008000000
    assert list(told["IsRootEvent"]) == [1, 1, 0]


def test_mentions_join_the_events_and_tell_each_telling(tmp_path):
    retold = make_retold("r")
    told = replace(retold, events=tuple(replace(e, factuality="asserted") for e in retold.events))
    events = Table(find("gdelt"), WORLD).rows(told)
    mentions = list(Table(find("gdelt-mentions"), WORLD).rows(told))
    assert [m[0] for m in mentions].count(number_of("r-0-e1")) == 3
    assert {m[0] for m in mentions} == {e[0] for e in events}
    assert mentions[0][9] == told.text.index("met")


def test_icews_names_countries_and_has_a_row_a_pair(tmp_path):
    with write(tmp_path, "icews", make_told()).open(encoding="utf-8", newline="") as file:
        told = list(csv.DictReader(file, delimiter="\t"))
    assert [(r["Source Country"], r["Target Country"]) for r in told] == [("France", "Germany"), ("", "Germany"),
                                                                          ("France", "Germany")]  # fmt: skip
    assert [r["CAMEO Code"] for r in told] == ["040", "040", "195"]
    assert told[1]["Source Name"] == "'=Somebody"  # no spreadsheet runs it


def test_acled_has_what_acled_has_and_no_number_where_the_text_gives_none():
    (row,) = Table(find("acled"), WORLD).rows(make_told())
    told = dict(zip(COLUMNS["acled"], row, strict=True))
    assert (told["event_type"], told["sub_event_type"]) == ("Explosions/Remote violence", "Air/drone strike")
    assert (told["inter1"], told["interaction"]) == ("State forces", "State forces-State forces")
    assert (told["iso"], told["region"], told["geo_precision"]) == (276, "Europe", 1)
    assert (told["fatalities"], told["time_precision"]) == (12, 1)
    record = make_told()
    silent = replace(
        record, events=(replace(record.events[1], counts=(), date=dated("2015", "2015-01-01", "2015-12-31")),)
    )
    assert list(Table(find("acled"), WORLD).rows(silent)) == []


@pytest.mark.parametrize(
    ("when", "day", "precision"),
    [(("2015", "2015-01-01", "2015-12-31"), "2015-01-01", "year"),
     (("2023-10", "2023-10-01", "2023-10-31"), "2023-10-01", "month"),
     (("2023-W40", "2023-10-02", "2023-10-08"), "2023-10-02", "week"),
     (("199", "1990-01-01", "1999-12-31"), None, "none"), (("XXXX-05", None, None), None, "none")],
)  # fmt: skip
def test_a_day_says_what_it_rests_on_and_how_exact_it_is(when, day, precision):
    record = make_told(date=dated(*when))
    found = day_of(Indexed(record), record.events[0])
    assert (found.first, found.basis, found.precision) == (day, "stated", precision)
    column = [c.name for c in find("polecat").columns].index("Event Date")
    assert next(Table(find("polecat"), WORLD).rows(record))[column] is None  # it has no place to say so


def test_a_day_comes_from_another_telling_else_from_the_publication():
    retold = make_retold("r")
    again = replace(retold.events[2], date=None)
    record = replace(retold, events=(*retold.events[:2], again))
    assert [(d.first, d.basis) for d in (day_of(Indexed(record), e) for e in record.events)] == [
        ("2023-10-08", "published"), ("2023-10-07", "stated"), ("2023-10-07", "inherited")
    ]  # fmt: skip
    monthly = replace(record, published="2023-10")
    assert day_of(Indexed(monthly), record.events[0]).precision == "month"
    assert day_of(Indexed(replace(record, published=None)), record.events[0]).precision == "none"


def test_parquet_has_days_numbers_and_lists(tmp_path):

    path = write(tmp_path, "full", make_told(), to="parquet")
    frame = pl.read_parquet(path)
    assert frame["Event Date"].to_list() == [date(2023, 10, 8), date(2023, 10, 7)]
    assert frame["Actor Name"].to_list()[0] == ["France", "=Somebody"] and frame.schema["Killed Low"] == pl.Int64
    assert frame["CAMEO"].to_list() == ["040", "195"]
    told = duckdb.sql(
        f"""SELECT unnest("Actor Country") AS who, "Event Date" + 1 AS later, CAMEO FROM '{path}' ORDER BY later, who"""
    ).fetchall()
    assert told == [
        ("FRA", date(2023, 10, 8), "195"),
        ("FRA", date(2023, 10, 9), "040"),
        (None, date(2023, 10, 9), "040"),
    ]


def test_stata_gets_names_days_and_long_texts(tmp_path):
    record = make_told()
    actors = (replace(record.actors[0], name=LONG_NAME.strip()), *record.actors[1:])
    path = write(tmp_path, "full", replace(record, actors=actors), to="dta")
    told = pd.read_stata(path)
    assert all(len(name) <= 32 and name.isidentifier() for name in told.columns)
    assert told["event_date"].dtype.kind == "M" and list(told["killed_low"])[1] == 12
    assert told["actor_name"][1] == LONG_NAME.strip() and told["cameo"][0] == "040"
    with pd.read_stata(path, iterator=True) as file:
        assert file.variable_labels()["event_date"].startswith("Event Date: first day")
    assert path.read_bytes()[:40].startswith(b"<stata_dta><header><release>118<")


def test_excel_runs_nothing_and_keeps_days_and_zeros(tmp_path):
    path = write(tmp_path, "icews", make_told(), to="xlsx")
    header, *rows = openpyxl.load_workbook(path)["events"].iter_rows()
    at = {c.value: n for n, c in enumerate(header)}
    assert [(r[at["Source Name"]].value, r[at["Source Name"]].data_type) for r in rows][1] == ("=Somebody", "s")
    assert rows[2][at["Event Date"]].is_date and rows[0][at["CAMEO Code"]].value == "040"
    assert isinstance(rows[2][at["Latitude"]].value, float)


@pytest.mark.parametrize("layout", [layout.name for layout in layouts()])
@pytest.mark.parametrize("to", ["csv", "parquet", "dta", "xlsx"])
def test_every_layout_can_be_written_in_every_form(tmp_path, layout, to):
    assert write(tmp_path, layout, make_told(), to=to).stat().st_size > 100
    assert write(tmp_path, layout, to=to).exists()  # no events


def test_a_database_gives_out_the_same_rows_as_coding_does(tmp_path, capsys):
    store, out = tmp_path / "news.db", tmp_path / "out.txt"
    records = [make_told("a"), make_told("b")]
    with Store(store, write=True) as opened:
        for record in records:
            opened.add(record)
    coded = sorted(write(tmp_path, "polecat", *records).read_text("utf-8").splitlines())
    assert main(["events", "--store", str(store), "--layout", "polecat"]) == 0
    assert sorted(capsys.readouterr().out.splitlines()) == coded
    assert main(["export", "--store", str(store), "--layout", "polecat", "-o", str(out)]) == 0
    assert sorted(out.read_text("utf-8").splitlines()) == coded
    assert "4 rows" in capsys.readouterr().err
    assert main(["export", "--store", str(store), "--to", "jsonl", "--type", "ASSAULT", "-o", str(out)]) == 0
    assert out.read_text("utf-8").splitlines() == [r.to_json() for r in records]
    assert main(["export", "--store", str(store), "--to", "xlsx", "--layout", "gdelt", "-o", str(out)]) == 0
    assert "only events that are asserted" in capsys.readouterr().err


def test_layouts_are_listed_and_told_in_detail(capsys):
    assert main(["layouts"]) == 0
    assert "polecat" in capsys.readouterr().out
    assert main(["layouts", "gdelt", "--names"]) == 0
    assert capsys.readouterr().out.splitlines() == COLUMNS["gdelt"]
    assert main(["layouts", "acled"]) == 0
    assert "What would mislead" in capsys.readouterr().out
    assert main(["events", "--layout", "cameo"]) == 2
    assert "gdelt-mentions" in capsys.readouterr().err


def test_a_package_registers_a_layout_with_a_name_of_its_own(monkeypatch):
    monkeypatch.setattr(registry, "_known", dict(registry._known))
    own = Layout("mine", "my columns", "One row.", (Column("Id", "text", lambda told: told.event.id, "its id"),))
    registry.register(own)
    assert [list(r) for r in Table(find("mine")).rows(make_told())] == [["p-0-e0"], ["p-0-e1"]]
    for wrong in (
        replace(own, title="other"),
        replace(own, name="No Name"),
        replace(own, name="two", columns=own.columns * 2),
    ):
        with pytest.raises(UsageError):
            registry.register(wrong)


def snippet(layout, language):
    """The lines with which the page of a layout reads a file of it."""
    text = "\n".join(reading(layout))
    return text.partition(f"```{language}\n")[2].partition("```")[0]


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    """A folder a layout with the file that its page reads."""
    folders = {}
    for layout in layouts():
        folder = folders[layout.name] = tmp_path_factory.mktemp(layout.name)
        name = "events.txt" if layout.form.delimiter == "\t" else "events.csv"
        write(folder, layout.name, make_told()).rename(folder / name)
        (folder / "names.txt").write_text("".join(f"{c.name}\n" for c in layout.columns), encoding="utf-8")
    return folders


CODES = {"full": "CAMEO", "icews": "CAMEO Code", "gdelt": "EventBaseCode"}


@pytest.mark.parametrize("layout", layouts(), ids=lambda k: k.name)
def test_pandas_reads_it_as_its_page_says(layout, files, monkeypatch):
    monkeypatch.chdir(files[layout.name])
    held = {}
    exec(snippet(layout, "python"), held)
    assert list(held["events"].columns) == [c.name for c in layout.columns]
    if layout.name in CODES:
        assert set(held["events"][CODES[layout.name]]) == {"040", "195"}


def test_r_reads_it_as_its_page_says(files):
    """One process for all layouts. Debian's r-base-core has it; .ci/run installs that."""
    if shutil.which("Rscript") is None:
        pytest.skip("no Rscript: apt-get install r-base-core")
    lines = []
    for layout in layouts():
        names = ", ".join(f'"{c.name}"' for c in layout.columns)
        lines += [f'setwd("{files[layout.name]}")', snippet(layout, "r")]
        lines += [f"stopifnot(identical(colnames(events), c({names})), nrow(events) >= 1)"]
        if layout.name in CODES:
            lines += [f'stopifnot(setequal(events[["{CODES[layout.name]}"]], c("040", "195")))']
    lines += [f'setwd("{files["polecat"]}")', snippet(find("polecat"), "r")]
    lines += ['days <- as.Date(events[["Event Date"]])', 'stopifnot(days[2] == as.Date("2023-10-07"))']
    lines += ['stopifnot(is.numeric(events[["Latitude"]]), events[["Actor Name"]][1] == "France; =Somebody")']
    done = subprocess.run(["Rscript", "-e", "\n".join(lines)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
