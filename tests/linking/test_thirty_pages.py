"""Thirty pages of five outlets about six incidents: what a careful reader would write down, in any order."""

import random
from dataclasses import replace
from datetime import timedelta
from html import escape
from pathlib import Path

import pytest
import yaml
from starlette.testclient import TestClient
from told import tools

from dateline.cli.main import main
from dateline.engine.incidents import detail
from dateline.engine.link import link
from dateline.store.store import Store
from dateline.web.app import make_app
from dateline.web.site import Site

PLAN = yaml.safe_load((Path(__file__).parent / "pages.yaml").read_text(encoding="utf-8"))
OUTLETS = ("Morning Ledger", "Harbour Times", "Evening Standard Bearer", "The Northern Clarion", "City Observer")


def page(outlet, headline, day, paragraphs):
    body = "".join(f"<p>{escape(p)}</p>" for p in paragraphs)
    return (
        f'<html><head><title>{escape(headline)}</title><meta property="og:site_name" content="{outlet}">'
        f'<meta property="article:published_time" content="{day}">'
        f'<meta property="og:title" content="{escape(headline)}">'
        f"</head><body><article><h1>{escape(headline)}</h1>{body}</article></body></html>"
    )


def pages():
    """Name -> HTML. The agency's text: whole, under another headline, cut; then what two papers report themselves."""
    made = {}
    for plan in PLAN:
        agency, day = plan["agency"], plan["day"] + timedelta(days=1)
        text = [agency["dateline"] + agency["text"][0], *agency["text"][1:]]
        stories = [
            (agency["headline"], day, text),
            (f"{plan['town']}: {agency['headline']}", day, text),
            (agency["headline"], day, text[: agency["cut"]]),
            *(
                (p["headline"], day + timedelta(days=p.get("later", n // 2)), p["text"])
                for n, p in enumerate(plan["papers"])
            ),
        ]
        for outlet, (headline, when, paragraphs) in zip(OUTLETS, stories, strict=True):
            made[f"{plan['incident']}_{outlet.split()[0].lower()}"] = page(outlet, headline, when, paragraphs)
    return made


@pytest.fixture(scope="module")
def coded(tmp_path_factory):
    """A store with the pages coded and linked."""
    folder = tmp_path_factory.mktemp("thirty")
    for name, html in pages().items():
        (folder / f"{name}.html").write_text(html, encoding="utf-8")
    path = folder / "news.db"
    assert main(["code", str(folder), "--store", str(path)]) == 0
    return path


@pytest.fixture(scope="module")
def store(coded):
    with Store(coded) as opened:
        yield opened


def about(record):
    return Path(record.document.path).stem.split("_")[0]


def told(store):
    """Incident -> of which of the six its pages are."""
    topic = {r.id: about(r) for r in store.records()}
    return {row.id: sorted(topic[r.story] for r in detail(store, row.id, tools()).reports) for row in store.incidents()}


def main_ones(store):
    """The incident that most pages of each of the six tell, by name."""
    rows = {row.id: row for row in store.incidents()}
    groups = told(store)
    best = {plan["incident"]: max(groups, key=lambda i: (groups[i].count(plan["incident"]), i)) for plan in PLAN}
    return {name: rows[ref] for name, ref in best.items()}


def test_no_incident_mixes_two_happenings_though_two_are_alike_to_the_headline(store):
    assert len(list(store.stories())) == 30
    assert all(len(set(topics)) == 1 for topics in told(store).values())


def test_each_happening_is_one_incident_of_five_stories_in_three_texts(store):
    assert {name: (row.stories, row.outlets, row.texts) for name, row in main_ones(store).items()} == {
        plan["incident"]: (5, 5, 3) for plan in PLAN
    }


def test_days_and_places_are_those_of_the_events(store):
    rows = main_ones(store)
    assert {n: row.first_day for n, row in rows.items()} == {p["incident"]: p["day"].isoformat() for p in PLAN}
    placed = {p["incident"]: p["town"] for p in PLAN if p["incident"] not in {"convoy", "kidnapping"}}
    assert {name: rows[name].place for name in placed} == placed


def test_independent_reports_count_origins_and_the_agency_is_named(store):
    for name, row in main_ones(store).items():
        assert 1 <= row.independent < row.stories, name
        # An agency's text may tell of an act in its own words beside its source's; those who print it tell nothing.
        assert not {o.name for o in detail(store, row.id, tools()).origins} & set(OUTLETS[:3]), name
    voices = {o.name for o in detail(store, main_ones(store)["kidnapping"].id, tools()).origins}
    assert {"police", "City Observer"} <= voices and not {"Meridian Press", "The Northern Clarion"} & voices
    reports = detail(store, main_ones(store)["farmers"].id, tools()).reports
    assert {r.agency for r in reports if r.copy_of is None and r.agency} == {"Meridian Press"}
    assert sum(r.copy_of is not None for r in reports) == 2


def test_denials_and_accusations_stand_beside_what_is_reported(store):
    rows = main_ones(store)
    assert rows["base"].disputed and rows["trawlers"].disputed
    assert not rows["talks"].disputed and not rows["convoy"].disputed
    positions = detail(store, rows["base"].id, tools()).positions
    assert any(p.kind == "denies" and "Liberation of the Air" in p.who for p in positions)
    assert [p.published for p in positions] == sorted(p.published for p in positions)


@pytest.mark.parametrize("plan", PLAN, ids=lambda plan: plan["incident"])
def test_positions_and_numbers_are_those_that_a_careful_reader_notes(store, plan):
    found = detail(store, main_ones(store)[plan["incident"]].id, tools())
    assert {tuple(p) for p in plan["said"]} <= {(p.kind, p.who) for p in found.positions}
    numbers = {(n.what, n.low, n.high, n.source) for n in found.numbers}
    wanted = {tuple(n) for n in plan["numbers"]}
    assert wanted <= numbers <= wanted | {tuple(n) for n in plan.get("may", ())}
    denied = any(kind == "denies" for kind, _ in plan["said"])
    assert denied == any(p.kind == "denies" for p in found.positions)


def test_a_correction_stands_behind_what_it_corrects(store):
    numbers = detail(store, main_ones(store)["kidnapping"].id, tools()).numbers
    printed = [(n.published[:10], n.low) for n in numbers if n.what == "kidnapped"]
    assert printed == sorted(printed, key=lambda p: p[0]) and printed[-1] == ("2025-03-09", 3)


def test_numbers_that_differ_stand_side_by_side_also_the_corrected_one(store):
    rows = main_ones(store)
    assert "killed" in rows["base"].differing and "detained" in rows["farmers"].differing
    assert "killed" not in rows["convoy"].differing
    numbers = {
        (n.what, n.low, n.high) for n in detail(store, rows["kidnapping"].id, tools()).numbers if n.what == "kidnapped"
    }
    assert {("kidnapped", 4, 4), ("kidnapped", 3, 3)} <= numbers


def test_the_command_line_and_the_reading_room_show_the_same(coded, store, capsys):
    base = main_ones(store)["base"]
    assert main(["incidents", "--disputed", "--store", str(coded), "--format", "csv"]) == 0
    assert base.id in capsys.readouterr().out
    assert main(["incident", base.id, "--store", str(coded)]) == 0
    out = capsys.readouterr().out
    assert "5 stories, 3 texts" in out and "denies" in out and "Meridian Press" in out
    client = TestClient(make_app(Site(coded)), base_url="http://127.0.0.1")
    listing = client.get("/incidents", params={"disputed": "1"}).text
    assert f"/incidents/{base.id}" in listing
    text = client.get(f"/incidents/{base.id}").text
    assert "Numbers side by side" in text and "Front for the Liberation of the Air" in text
    story = client.get(f"/api/incidents/{base.id}").json()["reports"][0]["story"]
    assert f"/incidents/{base.id}" in client.get(f"/stories/{story}").text


def whole(store):
    """All that is shown of each incident but how its id came about."""
    return {row.id: replace(detail(store, row.id, tools()), former=()) for row in store.incidents()}


def test_any_order_and_three_batches_give_the_same_incidents(store, tmp_path):
    records = list(store.records())
    wanted = whole(store)
    assert len(wanted) >= 6
    for seed in range(3):
        order = random.Random(seed).sample(records, len(records))
        with Store(tmp_path / f"{seed}.db", write=True) as other:
            for n in range(0, 30, 30 if seed == 0 else 10):
                for record in order[n : n + (30 if seed == 0 else 10)]:
                    other.add(record)
                link(other, tools())
            assert whole(other) == wanted


def test_a_dossier_holds_it_all_and_runs_nothing(coded, store, tmp_path, capsys):
    out = tmp_path / "base.html"
    assert main(["dossier", main_ones(store)["base"].id, "-o", str(out), "--store", str(coded)]) == 0
    text = out.read_text(encoding="utf-8")
    assert "Front for the Liberation of the Air" in text and "salt road" in text
    assert all(r.document.sha256 in text for r in store.records() if about(r) == "base")
    assert "<script" not in text and "http-equiv" in text and "src=" not in text
    assert main(["dossier", "salt road", "-o", str(tmp_path / "q.html"), "--store", str(coded)]) == 0
    assert main(["dossier", "nowhere-at-all", "-o", str(tmp_path / "n.html"), "--store", str(coded)]) == 2
    assert not (tmp_path / "n.html").exists()


def test_panels_of_incidents_and_of_tellings(coded, tmp_path, capsys):
    out = tmp_path / "panel.parquet"
    given = ["panel", "--by", "day", "--of", "country", "--store", str(coded)]
    assert main([*given, "--type", "ASSAULT", "--independent", "--format", "csv"]) == 0
    rows = [line.split(",") for line in capsys.readouterr().out.splitlines()]
    assert ["2025-03-03", "", "", "NER", "1", "1.0"] in rows
    assert main([*given, "--format", "parquet", "-o", str(out)]) == 0 and out.stat().st_size
    assert main([*given, "--format", "parquet"]) == 2
