"""``docs/annotation.md``: its commands do what it says, and its examples are rows that compile and have no faults."""

import re
import shlex
from pathlib import Path

import pytest

from dateline.cli.main import main
from dateline.corpus.check import faults
from dateline.corpus.lines.read import read_lines
from dateline.corpus.texts import Text
from dateline.knowledge.files import SHIPPED, Layers
from dateline.knowledge.ontology import load

ROOT = Path(__file__).parents[2]
GUIDE = (ROOT / "docs" / "annotation.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"```ann\n(.*?)```", GUIDE, re.S)
COMMANDS = re.findall(r"^\$ dateline (.+)\n((?:(?!\$ |```).*\n)*)", GUIDE, re.M)
ONTOLOGY = load(Layers((SHIPPED,)))


def test_the_guide_has_examples_and_commands():
    assert len(EXAMPLES) >= 8
    assert [shlex.split(command)[1] for command, _ in COMMANDS] == ["number", "compile", "check", "stats", "score"]


@pytest.mark.parametrize("example", EXAMPLES, ids=[e.splitlines()[0][:40] for e in EXAMPLES])
def test_an_example_compiles_and_has_no_faults(example):
    sentences, rows = example.split("=== example\n")
    shown = re.findall(r"^\[\d+\] (.+)$", sentences, re.M)
    text = Text("example", "\n".join(shown), published="2023-05-16")
    [made], wrong = read_lines("=== example\n" + rows, "annotation.md", {"example": text})
    assert wrong == []
    assert list(faults(made, text.text, ONTOLOGY)) == []


def test_the_commands_do_what_the_guide_says(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    for name in ("stories.jsonl", "stories.ann"):
        (tmp_path / name).symlink_to(ROOT / "examples" / "annotation" / name)
    for command, printed in COMMANDS:
        assert main(shlex.split(command)) == 0, command
        assert capsys.readouterr().out.strip().startswith(printed.strip())
