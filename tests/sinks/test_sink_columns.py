import csv
import re
from pathlib import Path

import pytest

from dateline.cli.main import main
from dateline.knowledge.files import SHIPPED, Layers
from dateline.knowledge.world.crosswalks import Crosswalk
from dateline.layouts.full import COLUMNS
from dateline.layouts.table import Table
from dateline.layouts.told import World, load_world
from dateline.sinks.registry import open_sink
from dateline.store.store import Store
from records import make_record

DOC = Path(__file__).parents[2] / "docs" / "columns.md"


def test_every_column_is_documented_in_order_with_its_type():
    table = re.findall(
        r"^\| (.+?) \| (text|integer|number|date|list) \| (.+) \|$",
        DOC.read_text(encoding="utf-8").partition("## Columns")[2],
        re.M,
    )
    assert table == [(c.name, c.kind, c.says) for c in COLUMNS]


def row_of(record, number=0):
    return dict(zip([c.name for c in COLUMNS], list(Table().rows(record))[number], strict=True))


def test_a_row_says_who_did_what_to_whom_and_who_says_so():
    row = row_of(make_record("p"), 1)
    assert row["Event Type"] == "ASSAULT"
    assert row["Event Mode"] == ("aerial", "explosives")
    assert row["Actor Name"] == ("Ruritania", "Somebody")
    assert row["Actor Country"] == ("RUR", None)
    assert row["Primary Actor Sector"] == ("GOV", None)
    assert row["Actor Name Raw"] == ("Ruritania", None)
    assert row["Recipient Name"] == ("Borduria",)
    assert row["Said By"] == ("Agency", "Minister")
    assert row["Stance"] == "denies"
    assert row["Factuality"] == "negated"
    assert row["Event Date"] == "2023-10-07"
    assert (row["City"], row["Latitude"], row["GeoNames ID"]) == ("Szohod", 48.5, 77)


def test_an_event_of_the_outlet_leaves_the_columns_of_statements_empty():
    row = row_of(make_record("p"), 0)
    assert row["Said By"] is row["Stance"] is row["Statement ID"] is row["City"] is None
    assert (row["Event Date"], row["Date Basis"], row["Date Precision"]) == ("2023-10-08", "published", "day")


def test_a_store_lists_its_events_in_the_columns_and_cells_of_the_sink(tmp_path, capsys):
    path, out = tmp_path / "news.db", tmp_path / "out.csv"
    records = [make_record("a", published="2023-10-09"), make_record("b", published=None)]
    sink = open_sink("csv", out, Table(world=load_world(Layers((SHIPPED,)))))
    with Store(path, write=True) as store:
        for record in records:
            sink.write(record)
            store.add(record)
    sink.close()
    written = list(csv.reader(out.open(encoding="utf-8", newline="")))
    assert main(["events", "--store", str(path), "--format", "csv"]) == 0
    listed = list(csv.reader(capsys.readouterr().out.splitlines()))
    assert listed[0] == written[0] == [c.name for c in COLUMNS]
    assert sorted(listed[1:]) == sorted(written[1:]) and len(listed) == 5
    assert main(["events", "--store", str(path), "--format", "csv", "--limit", "1", "--type", "ASSAULT"]) == 0
    assert [row["Event Type"] for row in csv.DictReader(capsys.readouterr().out.splitlines())] == ["ASSAULT"]


def test_cameo_comes_from_the_crosswalk_mode_before_type():
    crosswalk = Crosswalk({("ASSAULT", "aerial"): "195", ("ASSAULT", ""): "190"})
    names = [c.name for c in COLUMNS]
    other, assault = (
        dict(zip(names, row, strict=True)) for row in Table(world=World(crosswalk)).rows(make_record("p"))
    )
    assert assault["CAMEO"] == "195"
    assert other["CAMEO"] is None


@pytest.mark.parametrize("name", ["csv", "parquet"])
def test_the_cameo_column_is_filled_in_files(name, tmp_path):
    path = tmp_path / f"events.{name}"
    sink = open_sink(name, path, Table(world=load_world(Layers((SHIPPED,)))))
    sink.write(make_record("p"))
    sink.close()
    if name == "csv":
        with path.open(encoding="utf-8", newline="") as file:
            codes = [row["CAMEO"] for row in csv.DictReader(file)]
    else:
        codes = pytest.importorskip("pyarrow.parquet").read_table(path)["CAMEO"].to_pylist()
    assert codes[1] == "195"
