"""``benchmarks/score.py corpus``: annotated documents in the form of the gold stories."""

import json
import sys
from pathlib import Path

import pytest
from invented import HARBOUR, TEXTS, harbour

BENCHMARKS = Path(__file__).parents[2] / "benchmarks"


@pytest.fixture
def corpus_gold(monkeypatch):
    monkeypatch.syspath_prepend(str(BENCHMARKS))
    import corpus_gold

    yield corpus_gold
    sys.modules.pop("corpus_gold")


def test_a_document_becomes_a_gold_story(corpus_gold):
    made = corpus_gold.gold(harbour(), TEXTS["harbour"])
    [story] = made["stories"]
    assert (story["headline"], story["published"]) == ("Velmar accuses envoy", "2024-03-05")
    assert "\n".join(story["body"]).split() == HARBOUR.split()
    assert story["identities"][1] == ["Ivo Drann", "The Karsian envoy", "the Karsian envoy"]
    for rows, quote in ((made["statements"], "content"), (made["events"], "quote")):
        assert all(row[quote] in story["body"][row["paragraph"]] for row in rows)
    accused, shelled = made["events"][:2]
    assert accused["recipients"] == [["Ivo Drann", "The Karsian envoy", "the Karsian envoy"]]
    assert accused["date"] == {"text": "Monday", "value": "2024-03-04"}
    assert (shelled["event_type"], shelled["mode"], shelled["place"]) == (("ASSAULT",), "heavy-weapons", ["Osk"])
    assert [e["required"] for e in made["events"]] == [True, True, True, False, True, False, False]
    assert made["statements"][0]["chain"] == made["events"][0]["actors"]


def test_density_stands_beside_that_of_the_gold_stories(corpus_gold, tmp_path, capsys):
    story = {"body": ["one two three four five"]}
    rows = {
        "stories": [story],
        "events": [{"required": True}, {"required": False}],
        "statements": [{"required": False}],
    }
    (tmp_path / "a.json").write_text(json.dumps(rows), encoding="utf-8")
    corpus_gold.print_density([(harbour(), TEXTS["harbour"])], tmp_path)
    words = len(HARBOUR.split())
    assert capsys.readouterr().out == (
        "gold stories: required events 200.0, required statements 0.0 a thousand words\n"
        f"this part: required events {4000 / words:.1f}, required statements {3000 / words:.1f} a thousand words\n"
    )
