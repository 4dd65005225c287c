"""The corpus in ``corpus/``: parts that don't mix, texts only where they are ours, and what its page says of it."""

import hashlib
import importlib.util
from collections import Counter
from pathlib import Path
from types import ModuleType

import pytest
from invented import Perfect

from dateline.corpus.check import faults
from dateline.corpus.scoring.score import score
from dateline.corpus.scoring.story import Story
from dateline.corpus.scoring.tally import Tally
from dateline.corpus.stats import by_outlet, shares
from dateline.corpus.texts import text_of
from dateline.knowledge.files import SHIPPED, Layers
from dateline.knowledge.ontology import load

ROOT = Path(__file__).parents[2]


def script(name: str) -> ModuleType:
    """A script of the project as a module."""
    spec = importlib.util.spec_from_file_location(name, ROOT / "scripts" / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


corpus_tables = script("corpus_tables")
PARTS = corpus_tables.parts()
REAL = [*PARTS["train"], *PARTS["test"]]
ONTOLOGY = load(Layers((SHIPPED,)))


def test_the_test_part_is_drawn_by_hash_of_the_id():
    def drawn(key: str) -> bool:
        return int(hashlib.sha256(key.encode()).hexdigest(), 16) % 100 < 15

    assert [r.id for r in PARTS["train"] if drawn(r.id)] == []
    assert [r.id for r in PARTS["test"] if not drawn(r.id)] == []
    assert {r.outlet for r in PARTS["test"]} == {r.outlet for r in PARTS["train"]}


@pytest.mark.parametrize("part", PARTS)
def test_each_document_stands_once_and_knows_its_part(part):
    assert {r.part for r in PARTS[part]} == {part}
    assert [key for key, n in Counter(r.id for r in PARTS[part]).items() if n > 1] == []


def test_the_second_reading_is_of_the_same_texts_by_somebody_else():
    first = {r.id: r for r in REAL}
    for row in PARTS["second"]:
        assert row.sha256 == first[row.id].sha256
        assert row.annotator != first[row.id].annotator


def test_only_invented_stories_bring_their_text_and_all_real_ones_credit():
    assert [r.id for r in (*REAL, *PARTS["second"]) if r.text is not None] == []
    assert [r.id for r in REAL if not (r.outlet and r.headline and r.url and r.license)] == []


def test_invented_stories_have_no_faults():
    rows = [*PARTS["invented"], *PARTS["unseen"]]
    assert [r.id for r in rows if r.text is None] == []
    assert [(r.id, fault) for r in rows for fault in faults(r, text_of(r, {}).text, ONTOLOGY)] == []


def test_the_unseen_stories_are_by_somebody_who_wrote_none_of_the_others():
    assert len(PARTS["unseen"]) >= 20
    assert {r.annotator for r in PARTS["unseen"]} & {r.annotator for r in (*REAL, *PARTS["invented"])} == set()


def test_it_is_as_large_and_as_even_as_it_set_out_to_be():
    counted = shares(REAL)["type"]
    outlets = [d for d in by_outlet(REAL) if d.name != "all"]
    assert len(REAL) >= 800 and sum(counted.values()) >= 10_000
    assert max(d.documents for d in outlets) <= 0.45 * len(REAL)
    assert set(counted) == set(ONTOLOGY.types)
    assert min(counted.values()) >= 100
    assert len(PARTS["invented"]) >= 100


def test_values_of_dates_are_left_off_where_publication_is_only_estimated():
    """But for words that hold the year themselves."""
    undated = [e.date for r in REAL if r.published is None for e in r.events if e.date]
    valued = [d for d in undated if d.value]
    assert len(valued) < len(undated) / 4
    assert [d for d in valued if len(d.span) < len("2016")] == []


def test_the_page_says_what_the_files_hold():
    text = (ROOT / "corpus" / "README.md").read_text(encoding="utf-8")
    assert corpus_tables.with_tables(text, PARTS) == text, "run scripts/corpus_tables.py"


def test_a_record_made_of_the_annotation_is_right_but_for_a_few_rows():
    """A link that only a pronoun names can't be met; two statements of the same words may be taken for each other."""
    tally = Tally()
    for row in PARTS["invented"]:
        score(tally, Story(row, row.text, Perfect(row, row.text).record()), ONTOLOGY)
    figures = {n: row.f1 for n, row in tally.rows.items() if row.wanted and not n.startswith("type ")}
    assert figures["event"] == figures["event+factuality"] == figures["statement"] == 1.0
    assert {n: round(f1, 3) for n, f1 in figures.items() if f1 < 0.98} == {}
