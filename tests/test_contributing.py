"""Each row of CONTRIBUTING's table does what it says: done as the row tells, in a copy of the package."""

from __future__ import annotations

import csv
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import dateline

TESTS = Path(__file__).parent
TABLE = (TESTS.parent / "CONTRIBUTING.md").read_text(encoding="utf-8").split("## Rules of the house")[0]
LARGE = 1_000_000  # bytes from which a file of the copy is a link


def copy_file(source: str, target: str) -> str:
    """Copy a file; a large one, which no row of the table touches, is linked."""
    if Path(source).stat().st_size > LARGE:
        Path(target).symlink_to(Path(source).resolve())
        return target
    return shutil.copyfile(source, target)


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The package, to be changed."""
    ignored = shutil.ignore_patterns("__pycache__", "static")
    return Path(shutil.copytree(Path(dateline.__file__).parent, tmp_path / "dateline", copy_function=copy_file,
                                ignore=ignored))  # fmt: skip


def append(file: Path, text: str) -> None:
    assert file.is_file() and not file.is_symlink()
    file.write_text(file.read_text(encoding="utf-8") + text, encoding="utf-8")


def replace_once(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert text.count(old) == 1
    file.write_text(text.replace(old, new), encoding="utf-8")


def run(copy: Path, *args: str) -> str:
    """The output of a Python command line with the copy in the place of the package."""
    path = os.pathsep.join([str(copy.parent), str(TESTS), *sys.path])
    env = {**os.environ, "PYTHONPATH": path, "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(
        [sys.executable, *args], capture_output=True, text=True, env=env, cwd=copy.parent, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def tried(copy: Path, sentence: str, *more: str) -> dict[str, Any]:
    """What the copy makes of a sentence, after its knowledge was found sound."""
    assert "sound" in run(copy, "-m", "dateline", "check")
    told: dict[str, Any] = json.loads(run(copy, "-m", "dateline", "try", sentence, "--no-model", "-f", "json", *more))
    return told


def told(*words: str) -> None:
    """Whether a row of the table names these files."""
    rows = [row for row in TABLE.splitlines() if row.startswith("| ")]
    assert any(all(w in row for w in words) for row in rows), f"CONTRIBUTING names no {words}"


def test_an_event_type(copy: Path) -> None:
    told("an event type", "data/world/ontology/plover.yaml", "data/en/frames/")
    append(copy / "knowledge/data/world/ontology/plover.yaml",
           "- {id: ENTHRONE, quad: 1, score: 2, label: take the throne, modes: {}}\n")  # fmt: skip
    (copy / "knowledge/data/en/frames/enthrone.yaml").write_text(
        "- id: enthrone.crown\n  verbs: [enthrone]\n  roles: subj > obj\n"
        '  match: ["[Spain](actor) [enthroned](trigger) [the president](recipient)."]\n', encoding="utf-8",
    )  # fmt: skip
    events = tried(copy, "Spain enthroned the president of Chad.")["events"]
    assert [(e["type"], e["rule"]) for e in events] == [("ENTHRONE", "enthrone.crown")]


LANGUAGE = '''"""An English of one's own, to see that a language is a folder and an object."""

from dataclasses import replace

from dateline.language.english import ENGLISH

OWN = replace(ENGLISH, code="qq", name="Own", learned=False)
'''


def test_a_language(copy: Path) -> None:
    told("a language", "a folder of knowledge and one `Language` object", "`dateline check --language CODE`")
    (copy / "language/own.py").write_text(LANGUAGE, encoding="utf-8")
    shutil.copytree(copy / "knowledge/data/en", copy / "knowledge/data/qq", symlinks=True)
    append(copy / "knowledge/data/qq/frames/assault.yaml",
           '- id: assault.qq-clobber\n  verbs: [clobber]\n  roles: subj > obj\n'
           '  match: ["[Kenya](actor) [clobbered](trigger) [Uganda](recipient)."]\n')  # fmt: skip
    package = copy.parent / "own_language-1.dist-info"  # what an installed package says of itself
    package.mkdir()
    (package / "METADATA").write_text("Metadata-Version: 2.1\nName: own-language\nVersion: 1\n")
    (package / "entry_points.txt").write_text("[dateline.languages]\nqq = dateline.language.own:OWN\n")
    assert "sound" in run(copy, "-m", "dateline", "check", "--language", "qq")
    of_page = ("code", "page.txt", "--to", "jsonl", "-o", "out.jsonl", "--no-model")
    (copy.parent / "page.txt").write_text("Kenya clobbers Uganda\n\nKenya clobbered Uganda on Friday.\n")
    for code, rules in (("qq", ["assault.qq-clobber"]), ("en", [])):
        events = json.loads(run(copy, "-m", "dateline", "try", "Kenya clobbered Uganda.", "--no-model", "-f", "json",
                                "--language", code))["events"]  # fmt: skip
        assert [e["rule"] for e in events] == rules
    run(copy, "-m", "dateline", *of_page, "--language", "qq")
    record = json.loads((copy.parent / "out.jsonl").read_text(encoding="utf-8"))
    assert record["not_coded"] is None or record["language"] == "qq"
    assert [e["rule"] for e in record["events"]] == ["assault.qq-clobber"]


def test_an_office_holder(copy: Path) -> None:
    told("an office holder", "data/world/actors/", "persons_hand.csv")
    append(copy / "knowledge/data/world/actors/persons_hand.csv",
           "made-up-1,Zoltanka Quibbleford,,KEN,2019-02-01..2022-03-01 Foreign Minister,\n")  # fmt: skip
    told_of = tried(copy, "Zoltanka Quibbleford praised Spain.", "--published", "2020-05-05")
    assert ("made-up-1", "KEN", ["GOV"]) in [(m["id"], m["country"], m["sectors"]) for m in told_of["mentions"]]
    after = tried(copy, "Zoltanka Quibbleford praised Spain.", "--published", "2024-05-05")
    assert ("made-up-1", "KEN", ["GOV"]) not in [(m["id"], m["country"], m["sectors"]) for m in after["mentions"]]


def test_a_reporting_verb(copy: Path) -> None:
    told("a verb or noun of speech", "data/en/reporting/")
    append(copy / "knowledge/data/en/reporting/verbs.yaml",
           "- id: verbs.trumpet\n  kind: speech\n  takes: [clause]\n  lemmas: [trumpet]\n"
           '  match: ["[The mayor](source) [trumpeted](cue) that [the bridge was safe](content)."]\n')  # fmt: skip
    said = tried(copy, "The mayor trumpeted that Spain had praised France.")["statements"]
    assert [(s["rule"], s["said_by"]) for s in said] == [("verbs.trumpet", ["mayor"])]


SINK = '''"""Ids: one event a line."""

from pathlib import Path

from dateline.record import StoryRecord
from dateline.sinks.output_files import open_output


class IdsSink:
    """Writes the id of each event on a line."""

    def __init__(self, path: Path) -> None:
        self.whole = open_output(path)

    def write(self, record: StoryRecord) -> None:
        with self.whole.errors():
            self.whole.file.writelines(e.id + "\\n" for e in record.events)

    def close(self) -> None:
        self.whole.close()

    def discard(self) -> None:
        self.whole.discard()


def event_ids(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").splitlines()
'''


def test_an_output_format_and_the_suite_finds_it(copy: Path) -> None:
    told("an output format", "`src/dateline/sinks/formats/`", "sinks/registry.py", "`pytest tests/sinks`")
    (copy / "sinks/formats/ids.py").write_text(SINK, encoding="utf-8")
    replace_once(
        copy / "sinks/registry.py", "OURS = {\n", 'OURS = {\n    "ids": ("dateline.sinks.formats.ids", "IdsSink"),\n'
    )
    page = copy.parent / "page.txt"
    page.write_text("Kenya condemns Uganda\n\nKenya condemned Uganda on Friday, and Uganda praised Chad.\n")
    run(copy, "-m", "dateline", "code", "page.txt", "--to", "ids", "-o", "out.ids")
    assert "-0-e0\n" in (copy.parent / "out.ids").read_text()
    suite = str(TESTS / "sinks" / "test_sinks_shared.py")
    out = run(copy, "-m", "pytest", suite, "-p", "no:cacheprovider", "-n0", "-k", "ids", "--rootdir", str(TESTS))
    assert int(out.split(" passed")[0].split()[-1]) >= 6 and "failed" not in out


READER = '''"""Pages that begin with #STORY: a headline behind the sign, then the text."""

from dateline.pages.readers import text
from dateline.pages.blocks import Page


def read(page: str) -> Page:
    """The page without its sign."""
    return text.read(page.removeprefix("#STORY ").replace("\\n", "\\n\\n"))
'''


def test_an_input_format(copy: Path) -> None:
    told("an input format", "src/dateline/pages/readers/", "pages/detect.py", "pages/read.py")
    (copy / "pages/readers/signed.py").write_text(READER, encoding="utf-8")
    replace_once(copy / "pages/detect.py", '"mhtml", "text"]', '"mhtml", "text", "signed"]')
    replace_once(copy / "pages/detect.py", '    if _MHTML.match(head):',
                 '    if head.startswith("#STORY "):\n        return "signed"\n    if _MHTML.match(head):')  # fmt: skip
    replace_once(copy / "pages/read.py", '        if kind == "feed":\n',
                 '        if kind == "signed":\n            return self.stories(signed.read(page))\n'
                 '        if kind == "feed":\n')  # fmt: skip
    replace_once(copy / "pages/read.py", "readers import ", "readers import signed, ")
    (copy.parent / "page.any").write_text("#STORY Kenya condemns Uganda\nKenya condemned Uganda on Friday.\n")
    run(copy, "-m", "dateline", "code", "page.any", "--to", "csv", "-o", "out.csv")
    with (copy.parent / "out.csv").open(encoding="utf-8", newline="") as file:
        assert [row["Event Type"] for row in csv.DictReader(file)] == ["ACCUSE"]
