"""The documentation names every field, event type and command that the code has."""

import dataclasses
from pathlib import Path

import pytest
from typer.main import get_command

from dateline import record
from dateline.cli.main import app
from dateline.knowledge.files import SHIPPED, Layers
from dateline.knowledge.ontology import load

DOCS = Path(__file__).parents[1] / "docs"
RECORD = (DOCS / "record.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("kind", [record.StoryRecord, record.Actor, record.Statement, record.Event, record.Document])
def test_every_field_of_the_record_is_documented(kind: type) -> None:
    missing = [f.name for f in dataclasses.fields(kind) if f"`{f.name}`" not in RECORD]
    assert not missing


def test_every_event_type_is_documented_with_its_quad_and_score() -> None:
    for t in load(Layers((SHIPPED,))).types.values():
        assert f"| {t.id} | {t.quad} | {t.score:g} |" in RECORD


def test_every_command_has_help_with_an_example_and_stands_in_the_first_steps() -> None:
    steps = (DOCS / "first-steps.md").read_text(encoding="utf-8")
    for name, command in get_command(app).commands.items():  # type: ignore[attr-defined]
        assert "dateline " + name in (command.help or ""), f"{name}: no example in --help"
        assert "dateline " + name in steps, f"{name}: not in docs/first-steps.md"
