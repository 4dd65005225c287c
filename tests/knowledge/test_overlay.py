"""A user's folder holds in every section."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from dateline.knowledge.check import check_all
from dateline.knowledge.files import SHIPPED, Layers, layers_over
from dateline.knowledge.lexicon import expressions, factuality, reporting, words
from dateline.knowledge.page_words import load as load_page_words
from dateline.knowledge.world import gazetteer, register
from dateline.language.parse import parse
from dateline.mentions.dates.find_dates import find_dates
from dateline.pages.read import read_stories
from dateline.pages.source_and_story import Source, Story
from dateline.record import Document
from dateline.settings import Settings
from loaded import tools

BODY = "id,name,aliases,kind,country,sectors,wikidata\n"


def over(folder: Path, name: str, text: str) -> Layers:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return Layers((SHIPPED, folder))


def test_a_governor_goes_before_ours(tmp_path: Path) -> None:
    text = "- {id: mine, pos: verb, takes: [inf], words: [fail], gives: possible, examples: {}}"
    cues = factuality.load(over(tmp_path, "factuality/mine.yaml", text))
    assert cues.governor("verb", "fail", "inf").id == "mine"
    assert cues.governor("verb", "fail", "noun").id != "mine"


def test_a_reporting_verb_goes_before_ours(tmp_path: Path) -> None:
    text = "- {id: mine, kind: speech, lemmas: [say], takes: [clause], stance: hedges}"
    assert reporting.load(over(tmp_path, "reporting/verbs.yaml", text)).verbs["say"][0].id == "mine"


def test_a_row_with_the_id_of_ours_replaces_it(tmp_path: Path) -> None:
    row = "hamas,Hamas,Movement of Mine,party,PSE,PTY,\nmine,Mine of Mine,,ngo,FRA,SOC,\n"
    known = register.load(over(tmp_path, "actors/armed_groups.csv", BODY + row))
    assert known.actors["hamas"].kind == "party"
    assert known.named("Islamic Resistance Movement") == []
    assert [a.id for a in known.named("Movement of Mine")] == ["hamas"]
    assert "mine" in known.actors


def test_a_place_is_found(tmp_path: Path) -> None:
    places = gazetteer.load(over(tmp_path, "places/mine.csv", "name,type,lat,lon,country\nSzohod,city,48.5,20.2,HUN\n"))
    assert [(c.name, c.country) for c in places.lookup("Szohod")] == [("Szohod", "HUN")]


@pytest.mark.parametrize("own", [False, True])
def test_furniture_is_cut_while_a_page_is_read(tmp_path: Path, own: bool) -> None:
    over(
        tmp_path, "pages/furniture.yaml", '- {id: m, kind: promo, pattern: "zimbly zambly.*", match: [], no_match: []}'
    )
    body = "The council of the town met on Monday and spoke for two hours about the new bridge over the river."
    page = (
        f"<html><body><h1>Bridge planned</h1><p>{body}</p><p>Zimbly zambly with us</p><p>{body[4:]}</p></body></html>"
    )
    known = load_page_words(layers_over((tmp_path,) if own else ()))
    (story,) = read_stories(page.encode(), Source("p.html", None, None, None), Settings(), known)
    assert ("Zimbly" in story.text) is not own


@pytest.mark.parametrize("root", ["", "en", "world"])
def test_a_folder_may_part_the_world_from_the_language(tmp_path: Path, root: str) -> None:
    text = "- {id: kin, words: [twin]}"
    over(tmp_path / root, "words/shapes.yaml", text)
    assert words.load(Layers((SHIPPED, tmp_path))).shapes["kin"] == {"twin"}
    assert check_all((tmp_path,)) == []


def test_the_folder_of_another_language_is_left_alone(tmp_path: Path) -> None:
    over(tmp_path / "es", "words/shapes.yaml", "- {id: kin, words: [gemelo]}")
    layers = Layers((SHIPPED, tmp_path))
    assert words.load(layers).shapes["kin"] == words.load(Layers((SHIPPED,))).shapes["kin"]
    assert check_all((tmp_path,)) == []
    spanish = Layers((tmp_path,), "es").entries("words/shapes.yaml")
    assert [e.data["words"] for e in spanish] == [["gemelo"]]


def test_a_fault_in_a_parted_folder_is_named(tmp_path: Path) -> None:
    over(tmp_path / "en", "words/shapes.yaml", "- {id: kin, words: []}")
    over(tmp_path / "world", "ontology/mine.yaml", "- {id: NAG, quad: 7, score: 1, label: x}")
    assert [Path(f.file).parts[-3:] for f in check_all((tmp_path,))] == [
        ("en", "words", "shapes.yaml"), ("world", "ontology", "mine.yaml"),
    ]  # fmt: skip


def test_shipped_knowledge_parts_the_world_from_the_language() -> None:
    assert {p.name for p in SHIPPED.iterdir()} == {"en", "world"}
    assert {p.name for p in (SHIPPED / "world").iterdir()} == {"actors", "crosswalks", "ontology", "places"}


@pytest.mark.parametrize(
    "entry",
    [
        "{id: m, pattern: 'fogday <weekday>?', type: DATE, value: {op: weekday}, examples: []}",
        "{id: m, pattern: 'fogday (<clock> | now)?', type: TIME, value: {op: clock}, examples: []}",
        "{id: m, pattern: fogday, type: DURATION, value: {op: joined}, examples: []}",
        "{id: m, pattern: fogday, type: SET, value: {op: every}, examples: []}",
        "{id: m, pattern: fogday, type: DATE, value: {op: quarter}, examples: []}",
    ],
)
def test_a_date_rule_without_the_words_of_its_operation_finds_nothing(tmp_path: Path, entry: str) -> None:
    found = expressions.load(over(tmp_path, "dates/mine.yaml", f"- {entry}"))
    knowledge = replace(tools().knowledge, expressions=found)
    document = Document("s", None, "text/plain", 0)
    text = "The minister resigned on fogday and left on Monday."
    story = Story("s", document, None, None, None, None, (), None, "2021-06-10", "given", "en", text)
    assert [m.date.value for m in find_dates(parse(story, tools().parser), knowledge)] == ["2021-06-07"]
