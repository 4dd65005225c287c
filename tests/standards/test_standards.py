"""Records, runs and databases in the shapes of others: each says what the record says, as its standard has it."""

import json
import re
import unicodedata
from dataclasses import replace

import pytest

from dateline.cli.main import main
from dateline.errors import InputError
from dateline.record import Actor
from dateline.sinks.registry import open_sink
from dateline.spans import Span
from dateline.standards.datasette import metadata
from dateline.standards.follow_the_money import alpha2, entities
from dateline.standards.prov import provenance, read_manifest
from dateline.standards.record_schema import record_schema
from dateline.standards.web_annotation import annotation_page
from dateline.store.store import Store
from records import TEXT, make_record, make_retold, span


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    path = tmp_path_factory.mktemp("standards") / "news.db"
    sink = open_sink("store", path)
    for record in (make_record("one"), make_retold("two")):
        sink.write(record)
    sink.close()
    return path


# W3C Web Annotation


def shifted(record, before):
    """A record whose text begins with something more."""
    by = len(before)
    moved = replace(record, text=before + record.text, statements=(), events=())
    actors = tuple(
        replace(a, mentions=tuple(Span(m.start + by, m.end + by) for m in a.mentions)) for a in record.actors
    )
    return replace(moved, actors=actors)


@pytest.mark.parametrize("before", ["", "🚢🚢 “Ja” ", "Z\u0323\u0302 "])
def test_both_selectors_find_the_words_and_count_code_points(before):
    record = shifted(make_record("one"), before) if before else make_record("one")
    page = annotation_page(record)
    ids = [item["id"] for item in page["items"]]
    assert len(set(ids)) == len(ids) == page["partOf"]["total"] >= 7
    assert {i.partition(":")[0] for i in ids} == {"urn"}
    for item in page["items"]:
        position, quote = item["target"]["selector"]
        assert record.text[position["start"] : position["end"]] == quote["exact"]
        around = quote["prefix"] + quote["exact"] + quote["suffix"]
        assert record.text[position["start"] - len(quote["prefix"]) :].startswith(around)
        assert not any(unicodedata.combining(part[0]) for part in (around, quote["exact"]) if part)
        assert item["target"]["scope"] == record.url


def test_a_place_within_a_letter_and_its_marks_is_widened():
    record = shifted(make_record("one"), "Zo\u0308e\u0301 ")
    inside = Actor("zoe", "Zoë", "person", None, (), None, "Q5", (Span(2, 4),))
    (item,) = [
        i for i in annotation_page(replace(record, actors=(inside,)))["items"] if i["motivation"] == "identifying"
    ]
    position, quote = item["target"]["selector"]
    assert (position["start"], position["end"], quote["exact"]) == (1, 5, "o\u0308e\u0301")
    assert item["body"][0]["source"] == "http://www.wikidata.org/entity/Q5"


def test_an_event_says_its_type_and_status_and_all_that_the_record_says():
    record = make_record("one")
    (denied,) = [
        i for i in annotation_page(record)["items"] if [b.get("value") for b in i["body"]][:2] == ["ASSAULT", "negated"]
    ]
    held = json.loads(denied["body"][2]["value"])
    assert (held["statement"], held["actors"]) == (record.statements[0].id, ["rur", f"{record.id}-a2"])
    assert denied["target"]["selector"][1]["exact"] == "bomb"
    assert any(
        b["source"].endswith("/77/") for i in annotation_page(record)["items"] for b in i["body"] if "source" in b
    )


# FollowTheMoney


def test_entities_are_the_actors_once_and_their_names_in_each_article():
    some = list(entities([make_record("one"), make_record("two")]))
    kinds = [e["schema"] for e in some]
    # the two countries and the agency are one everywhere, the minister is of his story; nobody unnamed
    assert (kinds.count("Article"), kinds.count("PublicBody"), kinds.count("Organization")) == (2, 2, 1)
    assert kinds.count("Person") == 2
    known = {e["id"]: e for e in some}
    assert len(known) == len(some)
    mentions = [e["properties"] for e in some if e["schema"] == "Mention"]
    assert all(m["resolved"][0] in known and m["document"][0] in known for m in mentions)
    assert {m["name"][0] for m in mentions} == {"Ruritania", "Borduria", "Agency", "the Minister", "He"}
    assert all(isinstance(v, list) and v for e in some for v in e["properties"].values())
    person = next(e for e in some if e["schema"] == "Person")
    assert person["properties"]["position"] == ["defence minister"]


def test_countries_have_two_letters_there():
    assert [alpha2(code) for code in ("IRN", "XKX", "IGO", None)] == ["ir", "xk", None, None]


# PROV


MANIFEST = {
    "began": "2024-03-05T10:00:00+00:00", "ended": "2024-03-05T10:01:00+00:00",
    "versions": {"code": "0.1.0+abcd", "knowledge": "12ab", "fingerprint": "f00d", "python": "3.11.7",
                 "packages": {"spacy": "3.8.1"}},
    "options": {"jobs": 2, "settings": {"opinion": True}}, "counts": {"pages": 3}, "failures": {},
    "inputs": {"paths": ["a/", "b.html"], "pieces": 3, "bytes": 10, "sha256": "0" * 64},
    "output": {"path": "events.csv", "form": "csv"},
}  # fmt: skip


def test_provenance_names_only_what_it_declares_and_keeps_digests_and_options(tmp_path):
    told = provenance(MANIFEST)
    declared = {*told["entity"], *told["activity"], *told["agent"]}
    ends = {v for kind in ("used", "wasGeneratedBy", "wasAssociatedWith", "wasDerivedFrom")
            for row in told[kind].values() for v in row.values()}  # fmt: skip
    assert ends == declared
    assert told["entity"]["dateline:inputs"]["dateline:sha256"] == "0" * 64
    (run,) = told["activity"].values()
    assert (run["dateline:option.settings"], run["dateline:count.pages"]) == ('{"opinion": true}', 3)
    (tmp_path / "x.json").write_text(json.dumps({**MANIFEST, "inputs": None} | {"ended": None}))
    (tmp_path / "y.json").write_text('{"began": 1}')
    with pytest.raises(InputError, match="no manifest of a run: ended, versions"):
        read_manifest(tmp_path / "y.json")


# Datasette


def test_every_table_and_column_that_is_described_is_there_and_every_query_runs(store):
    with Store(store) as opened:
        tables = frozenset(r[0] for r in opened.db.execute("SELECT name FROM sqlite_master WHERE type = 'table'"))
        held = metadata(store, tables)["databases"]["news"]
        for table, told in held["tables"].items():
            columns = {r[1] for r in opened.db.execute(f"PRAGMA table_info({table})")}
            named = {*told.get("columns", {}), *told.get("facets", []), told.get("label_column"), told.get("sort_desc")}
            assert named - {None} <= columns, table
        rows = {n: opened.db.execute(q["sql"], {"name": "Rur"}).fetchall() for n, q in held["queries"].items()}
    assert {len(rows["events_of_actor"]), len(rows["denied"])} == {4, 2}
    assert "events" in held["tables"] and "meta" in held["tables"]


# JSON Schema


def allows(schema, value, defs):
    """Whether a schema allows a value: what of JSON Schema that of the record uses."""
    if "$ref" in schema:
        return allows(defs[schema["$ref"].rpartition("/")[2]], value, defs)
    if "anyOf" in schema:
        return any(allows(s, value, defs) for s in schema["anyOf"])
    if "enum" in schema:
        return value in schema["enum"]
    kinds = {"string": str, "integer": int, "number": (int, float), "boolean": bool, "array": list, "object": dict,
             "null": type(None)}  # fmt: skip
    if not isinstance(value, kinds[schema["type"]]) or (schema["type"] != "boolean" and isinstance(value, bool)):
        return False
    if schema["type"] == "array":
        return all(allows(schema["items"], v, defs) for v in value)
    if schema["type"] == "object":
        named = set(schema["required"]) <= set(value) <= set(schema["properties"])
        return named and all(allows(schema["properties"][k], v, defs) for k, v in value.items())
    return True


def test_the_schema_of_the_record_allows_records_and_nothing_else(capsys):
    assert main(["knowledge", "schema", "record"]) == 0
    schema = json.loads(capsys.readouterr().out)
    assert schema == record_schema()
    for row in (make_record("one").to_dict(), make_retold("two").to_dict()):
        assert allows(schema, row, schema["$defs"])
        older = {k: v for k, v in row.items() if k not in ("limits", "published_estimated")}
        assert allows(schema, older, schema["$defs"])
        for wrong in (
            {**row, "colour": "red"}, {**row, "text": None}, {k: v for k, v in row.items() if k != "text"},
            {**row, "events": [{**row["events"][0], "factuality": "sure"}]},
        ):  # fmt: skip
            assert not allows(schema, wrong, schema["$defs"])
    assert "probability" in schema["$defs"]["Event"]["properties"]["confidence"]["description"]


def test_a_table_of_the_knowledge_has_a_schema_of_its_rows(capsys):
    assert main(["knowledge", "schema", "actors/persons_hand.csv"]) == 0
    row = json.loads(capsys.readouterr().out)["items"]
    assert {"id", "name"} <= set(row["properties"])
    country = row["properties"]["country"]["pattern"]
    assert re.search(country, "KEN") and not re.search(country, "Kenya")


# The commands


def test_what_is_shared_comes_back_as_a_sound_corpus(store, tmp_path, capsys, monkeypatch):
    monkeypatch.chdir(tmp_path)
    given = ["share", "--store", str(store)]
    assert main([*given, "--as", "brat", "-o", "brat"]) == 0
    assert main([*given, "--as", "labelstudio", "--outlet", "The Daily Example", "-o", "ls"]) == 0
    for folder, shape in (("brat", "brat"), ("ls", "labelstudio")):
        assert main(["corpus", "take", folder, "--from", shape, "-o", f"{shape}.jsonl"]) == 0
    assert sorted((tmp_path / "brat.jsonl").read_text().splitlines()) == sorted(
        (tmp_path / "labelstudio.jsonl").read_text().splitlines()
    )
    row = json.loads((tmp_path / "brat.jsonl").read_text().splitlines()[0])
    attack = next(e for e in row["events"] if e["types"] == ["ASSAULT"])
    bomb, month = span("bomb"), span("October 7")
    assert attack["trigger"] == [bomb.start, bomb.end] and row["text"] == TEXT
    assert attack["date"] == {"span": [month.start, month.end], "value": "2023-10-07"}
    assert main(["corpus", "check", "brat.jsonl"]) == 0
    assert main([*given, "--as", "brat", "-o", "brat"]) == 2
    assert main([*given, "--as", "prov"]) == 2
    err = capsys.readouterr().err
    assert "the folder is not empty" in err and "name the manifest" in err


def test_lines_and_files_are_written_whole(store, tmp_path, capsys):
    given = ["share", "--store", str(store)]
    assert main([*given, "--as", "annotation"]) == 0
    assert len([json.loads(line) for line in capsys.readouterr().out.splitlines()]) == 2
    for shape in ("ftm", "datasette"):
        assert main([*given, "--as", shape, "-o", str(tmp_path / shape)]) == 0
    assert json.loads((tmp_path / "datasette").read_text())["databases"]["news"]
    (tmp_path / "run.json").write_text(json.dumps(MANIFEST))
    assert main(["share", "--as", "prov", "--run", str(tmp_path / "run.json"), "-o", str(tmp_path / "prov")]) == 0
    assert json.loads((tmp_path / "prov").read_text()) == provenance(MANIFEST)
