"""The worked example of docs/knowledge.md, as printed."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path

import pytest

import dateline
from dateline.cli.main import main
from dateline.settings import Settings

ROOT = Path(__file__).parents[2]
OWN = ROOT / "examples" / "own_knowledge"
DOC = (ROOT / "docs" / "knowledge.md").read_text(encoding="utf-8")
FILES = re.findall(r"`own_knowledge/(\S+)`:\n\n```\w+\n(.*?)```", DOC, re.S)
FIRST, SECOND = DOC.split("## Why does a sentence give nothing")
COMMANDS = re.findall(r"^\$ dateline (.+)$", FIRST, re.M)
# The commands of the second part, each with what it prints.
STEPS = [
    (command, printed)
    for block in re.findall(r"```console\n(.*?)```", SECOND, re.S)
    for command, printed in re.findall(r"^\$ dateline (.+)\n((?:(?!\$ ).*\n)*)", block, re.M)
]
MENDED = re.findall(r"```yaml\n(.*?)\n```", SECOND, re.S)


@pytest.mark.parametrize(("name", "text"), FILES, ids=[f[0] for f in FILES])
def test_a_printed_file_is_the_one_in_the_folder(name: str, text: str) -> None:
    assert (OWN / name).read_text(encoding="utf-8") == text


def test_all_files_of_the_folder_are_printed() -> None:
    held = {p.relative_to(OWN).as_posix() for p in OWN.rglob("*") if p.suffix in {".yaml", ".csv"}}
    assert {name for name, _ in FILES} == held


def test_the_commands_do_what_the_page_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "own_knowledge").symlink_to(OWN)
    check, code, events, explain = COMMANDS
    assert main(shlex.split(check)) == 0
    printed = re.search(re.escape(check) + r"\n(.*?)```", DOC, re.S)
    assert printed is not None
    assert capsys.readouterr().out.startswith(printed[1])
    assert main(shlex.split(code)) == 0
    assert main(shlex.split(events)) == 0
    header, row = capsys.readouterr().out.strip().splitlines()
    assert "INAUGURATE" in row
    assert main(shlex.split(explain.replace("EVENT", row.split(",")[header.split(",").index("Event ID")]))) == 0
    assert "inaugurate.swear-in (own_knowledge/frames/inaugurate.yaml:2)" in capsys.readouterr().out


def test_a_rule_is_tried_and_mended_and_its_change_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The second part of the page, step by step: what each command prints, and between them the line that is mended."""
    monkeypatch.chdir(tmp_path)
    shutil.copytree(OWN, tmp_path / "own_knowledge")
    assert [c.split()[0] for c, _ in STEPS] == ["code", "try", "try", "check", "code", "diff"]
    for number, (command, printed) in enumerate(STEPS):
        if number == 2:
            mend(tmp_path / "own_knowledge" / "frames" / "inaugurate.yaml")
        assert main(shlex.split(command)) == 0
        out = capsys.readouterr().out
        shown, cut, _ = printed.partition("...")
        assert " ".join(out.split()) == " ".join(shown.split()) or (
            cut and " ".join(out.split()).startswith(" ".join(shown.split()))
        )


def mend(file: Path) -> None:
    """Put the line that the page prints in the place of the one that begins like it."""
    (line,) = MENDED
    before = file.read_text(encoding="utf-8").splitlines()
    after = [line if old.startswith(line[:30]) else old for old in before]
    assert sum(old != new for old, new in zip(before, after, strict=True)) == 1
    file.write_text("\n".join(after) + "\n", encoding="utf-8")


def test_what_the_folder_changes() -> None:
    page = OWN / "page.txt"
    (ours,) = dateline.read(page, published="2021-05-04", settings=Settings(opinion=False))
    (own,) = dateline.read(page, published="2021-05-04", settings=Settings(opinion=False, knowledge=(OWN,)))
    types = [[e.event_type for e in record.events] for record in (ours, own)]
    assert "INAUGURATE" not in types[0] and "INAUGURATE" in types[1]
    assert "ASSAULT" in types[0] and "ASSAULT" not in types[1]
    assert "mine-lake-union" in {a.id for a in own.actors} - {a.id for a in ours.actors}
    guards = [next(a for a in r.actors if a.name == "Forest guards") for r in (ours, own)]
    assert guards[0].sectors != guards[1].sectors == ("COP",)
    assert ours.version != own.version
