"""A package of somebody else's that brings one of each kind; what is broken in it hurts only who asks for it."""

import json
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from dateline.cli.main import main
from dateline.engine.local import InProcess
from dateline.engine.work import versions_of
from dateline.errors import UsageError
from dateline.knowledge.files import SHIPPED, layers_over
from dateline.language.english import ENGLISH
from dateline.language.shipped import language_of_code
from dateline.layouts.registry import find
from dateline.pages.blocks import Block, Page
from dateline.plugins import load, names, plugins
from dateline.record import StoryRecord
from dateline.settings import Settings
from dateline.sinks.registry import open_sink

CODE = '''
"""What the tests' package brings."""

import test_plugins as own

READER, LAYOUT, ENGINE, LANGUAGE, SINK = own.Starred(), own.LAYOUT, own.engine, own.OTHER, own.Names
FOLDER = own.Path(own.__file__).parent / "languages" / "knowledge"
MISSING = FOLDER / "missing"
'''
ENTRIES = """
[dateline.readers]
starred = ours_in_tests:READER
gone = no_such_module_of_tests:READER
wrong = ours_in_tests:SINK
[dateline.sinks]
names = ours_in_tests:SINK
[dateline.layouts]
tiny = ours_in_tests:LAYOUT
[dateline.engines]
plain = ours_in_tests:ENGINE
[dateline.languages]
qx = ours_in_tests:LANGUAGE
[dateline.knowledge]
es = ours_in_tests:FOLDER
en = ours_in_tests:FOLDER
qx = ours_in_tests:MISSING
"""
TESTS = Path(__file__).parent
OTHER = replace(ENGLISH, code="qx", name="Other", learned=False)
LAYOUT = replace(find("long"), name="tiny")
PAGE = "Kenya blames Uganda*Kenya condemned Uganda on Friday.*Uganda denied that it had shelled Nairobi."


class Starred:
    """Paragraphs that stars part, behind a sign."""

    def fits(self, data):
        return data.startswith(b"\x00STAR")

    def read(self, data):
        lines = data[5:].decode().split("*")
        if len(lines) == 1:
            raise ValueError("no star in it")
        return Page("application/x-star", [Block(line, gap=1) for line in lines])


class Names:
    """A sink of the names of actors."""

    def __init__(self, path):
        self.path, self.names = path, []
        if path.name == "broken":
            raise KeyError("a fault of the plug-in")

    def write(self, record):
        self.names += [actor.name for actor in record.actors]

    def close(self):
        self.path.write_text("\n".join(self.names))

    def discard(self):
        pass


def engine(address, jobs):
    """One that codes here, and notes that it did."""
    return lambda job: InProcess(replace(job, outlet=f"by {address}"))


@pytest.fixture
def package(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "ours_in_tests.py").write_text(CODE)
    info = tmp_path / "ours_in_tests-2.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: ours-in-tests\nVersion: 2\n")
    (info / "entry_points.txt").write_text(ENTRIES)
    monkeypatch.syspath_prepend(str(tmp_path))
    sys.modules.setdefault("test_plugins", sys.modules[__name__])
    (tmp_path / "page.star").write_bytes(b"\x00STAR" + PAGE.encode())
    (tmp_path / "bad.star").write_bytes(b"\x00STARno end")
    yield tmp_path
    sys.modules.pop("ours_in_tests", None)


def test_each_kind_is_found_by_name_and_says_whose_it_is(package, capsys):
    told = {(p.kind, p.name): p.package for kind in ("readers", "sinks", "layouts", "engines") for p in plugins(kind)}
    assert told["readers", "starred"] == told["sinks", "names"] == told["layouts", "tiny"] == "ours-in-tests 2"
    assert language_of_code("qx").name == "Other" and find("tiny").columns == LAYOUT.columns
    assert "names" in names("sinks") and load("engines", "nobody's") is None
    assert main(["plugins", "-f", "json"]) == 0
    assert {"kind": "languages", "name": "qx", "package": "ours-in-tests 2", "place": "ours_in_tests:LANGUAGE"} in (
        json.loads(capsys.readouterr().out)
    )
    assert main(["plugins", "--check"]) == 1
    err = capsys.readouterr().err
    assert "gone (dateline.readers) of ours-in-tests 2" in err and "No module named 'no_such_module_of_tests'" in err
    assert "wrong (dateline.readers)" in err and "it is no PageReader" in err and "starred" not in err


def test_a_reader_an_engine_and_a_sink_of_others_code_a_page(package, capsys):
    given = ["code", "page.star", "bad.star", "--reader", "starred", "--no-model"]
    assert main([*given, "--engine", "plain", "--address", "x", "--to", "jsonl", "-o", "out.jsonl"]) == 1
    assert "bad.star: reader starred: ValueError: no star in it" in capsys.readouterr().err
    record = json.loads((package / "out.jsonl").read_text(encoding="utf-8"))
    assert (record["outlet"], record["document"]["media_type"]) == ("by x", "application/x-star")
    assert {"ACCUSE", "ASSAULT"} <= {e["event_type"] for e in record["events"]}
    manifest = json.loads((package / "out.jsonl.run.json").read_text(encoding="utf-8"))
    assert manifest["options"]["settings"]["readers"] == ["starred"]
    sink = open_sink("names", package / "names.txt")
    sink.write(StoryRecord.from_dict(record))
    sink.close()
    assert {"Kenya", "Uganda"} <= set((package / "names.txt").read_text().split("\n"))


def test_what_is_missing_or_broken_is_named(package, capsys):
    for args, said in (
        (["--reader", "nobody's"], "--reader nobody's: no package brings it; there are gone, starred, wrong"),
        (["--reader", "gone"], "plug-in gone (dateline.readers) of ours-in-tests 2"),
        (["--engine", "nobody's"], "there is no such engine; there are local, ray, plain"),
        (
            ["--to", "names", "-o", "broken"],
            "plug-in names (dateline.sinks) of ours-in-tests 2, ours_in_tests:SINK: KeyErr",
        ),
    ):
        assert main(["code", "page.star", "--no-model", *args]) == 2
        assert said in capsys.readouterr().err


def test_another_version_of_a_reader_codes_pages_anew(package):
    def fingerprint():
        return versions_of(Settings(readers=("starred",)), None, None).fingerprint

    before, none = fingerprint(), versions_of(Settings(), None, None).fingerprint
    info = package / "ours_in_tests-2.dist-info"
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: ours-in-tests\nVersion: 3\n")
    assert len({before, none, fingerprint()}) == 3


def test_a_name_that_two_packages_bring_is_nobodys(package):
    info = package / "another-1.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: another\nVersion: 1\n")
    (info / "entry_points.txt").write_text("[dateline.languages]\nqx = ours_in_tests:OTHER\n")
    with pytest.raises(UsageError, match="two packages bring this name") as error:
        language_of_code("qx")
    assert "ours-in-tests 2" in str(error.value) and "another 1" in str(error.value)


def test_a_language_brings_its_knowledge_and_english_takes_none(package):
    folder = TESTS / "languages" / "knowledge"
    assert layers_over((), "es").folders == (SHIPPED, folder)
    assert layers_over((package,), "es").folders == (SHIPPED, folder, package)
    found = {e.data.get("id") for e in layers_over((), "es").entries("frames/*.yaml")}
    assert found >= {"assault.es-bombardear", "accuse.es-condenar"} and "assault.hit" not in found
    assert layers_over((), "es").version() != layers_over((), "en").version()
    assert layers_over((), "en").folders == (SHIPPED,)
    with pytest.raises(UsageError, match=r"knowledge of qx, ours-in-tests 2: no folder .*missing"):
        layers_over((), "qx")
