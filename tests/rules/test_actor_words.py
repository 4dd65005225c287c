"""Every example of the actor words does what it says."""

from __future__ import annotations

import re

import pytest

from dateline.knowledge.files import SHIPPED, Layers
from dateline.knowledge.load import load
from dateline.knowledge.offices import load_offices
from dateline.knowledge.spelling import plain
from dateline.language.parse import parse
from dateline.mentions.find_mentions import find_actors
from dateline.pages.types import Story
from dateline.record import Document
from dateline.settings import Settings
from dateline.spans import Span

LAYERS = Layers((SHIPPED,))
MARKED = re.compile(r"\[([^\]]+)\](?:\((\w+)(?: (\w+))?\))?")
NOUNS = [(e.data["id"], x) for f in ("agents", "anonymous", "titles", "organisations")
         for e in LAYERS.entries(f"words/{f}.yaml") for x in e.data["match"]]  # fmt: skip
GROUPS = [(e.data["id"], x) for e in LAYERS.entries("words/group_nouns.yaml") for x in e.data["match"]]
PORTFOLIOS = [(e.data["id"], x) for e in LAYERS.entries("words/portfolios.yaml") for x in e.data["match"]]
OFFICES = [e.data for e in LAYERS.entries("actors/offices.yaml")]
GENDERS = [(e.data["pronoun"], x) for e in LAYERS.entries("words/gender.yaml") for x in e.data["match"]]


def actors_at(marked: str):
    """For each marked stretch what is wanted of it (kind, sector) and the actors that touch it, the widest first."""
    text, spans = "", []
    last = 0
    for m in MARKED.finditer(marked):
        text += marked[last : m.start()]
        spans.append((Span(len(text), len(text) + len(m[1])), m[2], m[3]))
        text += m[1]
        last = m.end()
    text += marked[last:]
    story = Story("s", Document("s", None, "text/plain", 0), None, None, None, None, (), None, None, None, "en", text)
    entities, mentions = find_actors(parse(story, Settings().model), load())
    for span, kind, sector in spans:
        inside = sorted((m for m in mentions if m.span.touches(span)), key=lambda m: (-len(m.span), m.head))
        yield kind, sector, [entities[m.entity] for m in inside]


@pytest.mark.parametrize(("rule", "example"), NOUNS, ids=[f"{r}-{n}" for n, (r, _) in enumerate(NOUNS)])
def test_word_gives_kind_and_sector(rule, example):
    checked = 0
    for kind, sector, found in actors_at(example):
        assert found, "no mention"
        if kind == "thing":
            assert not found[0].is_actor
        else:
            assert found[0].is_actor
            assert found[0].actor.kind == kind
            assert sector is None or found[0].actor.sectors[:1] == (sector,)
        checked += 1
    assert checked


@pytest.mark.parametrize(("rule", "example"), GROUPS, ids=[f"{r}-{n}" for n, (r, _) in enumerate(GROUPS)])
def test_group_noun_stands_for_the_body(rule, example):
    first, second = [found[0].actor.id for _, _, found in actors_at(example)]
    assert first == second


@pytest.mark.parametrize(("short", "name"), PORTFOLIOS)
def test_portfolio_of_a_ministry(short, name):
    portfolios = load().words.portfolios
    assert next(portfolios[w] for w in name.lower().split() if w in portfolios) == short


@pytest.mark.parametrize("data", OFFICES, ids=[d["id"] for d in OFFICES])
def test_office_pattern(data):
    offices = load_offices(LAYERS)

    def says(role: str) -> bool:
        if "rank" in data:
            return offices.weigh(role)[0] == data["rank"]
        if "sector" in data:
            return offices.weigh(role)[1] == (data["sector"],)
        if "country" in data:
            return offices.serving(role) == data["country"]
        return bool(offices.pattern(data["office"][0], data.get("body", "")).fullmatch(role))

    assert data["match"] and data["no_match"]
    assert [r for r in data["match"] if not says(r)] == []
    assert [r for r in data["no_match"] if says(r)] == []


@pytest.mark.parametrize(("pronoun", "name"), GENDERS)
def test_first_name_takes_the_pronoun(pronoun, name):
    assert load().words.gender_names[plain(name.split()[0])] == pronoun


def test_word_lists_are_lower_case_and_not_empty():
    shapes = load().words.shapes
    assert len(shapes) > 10
    assert all(words and all(w == w.lower() for w in words) for words in shapes.values())
