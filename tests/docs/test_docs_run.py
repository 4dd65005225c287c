"""Every block of code and every command in README and docs is run, page by page, in a folder like a reader's."""

from __future__ import annotations

import csv
import json
import re
import shutil
from pathlib import Path

import pytest
import typer
import yaml
from doc_blocks import COMMAND, ROOT, Block, Folder, blocks_of, commands, dateline_calls, loose_commands, parse

from dateline.cli.main import main
from dateline.knowledge.files import Layers
from dateline.knowledge.kinds.files import YAML, kind_of

DOCS = ROOT / "docs"
PAGES = sorted([*(ROOT / n for n in ("README.md", "CONTRIBUTING.md", "corpus/README.md")), *DOCS.rglob("*.md")])
# Pages whose blocks another test runs, with more than their exit codes.
ELSEWHERE = {
    "docs/knowledge.md": "tests/knowledge/test_own_knowledge.py",
    "docs/annotation.md": "tests/corpus/test_annotation_guide.py",
}
# So many blocks at most that can't be run here; each says why in its info string.
NOT_RUN = 20


def name_of(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


RUN = [p for p in PAGES if name_of(p) not in ELSEWHERE and blocks_of(p)]


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the pages take for granted: pages, databases, knowledge and annotations under the names that they use.

    Knowledge is compiled once a version, parser and reader are loaded once, a text is coded once for
    each knowledge and options (coding is a function of them), and one process codes, whatever ``--jobs`` says.
    """
    from dateline import pipeline
    from dateline.coding.reader.model import ReaderModel
    from dateline.engine import link
    from dateline.engine import run as engine
    from dateline.knowledge import load
    from dateline.language.parser.pipeline import Parser

    at = tmp_path_factory.mktemp("world")
    with pytest.MonkeyPatch.context() as patch:
        for kind in (Parser, ReaderModel):
            patch.setattr(kind, "load", once(kind.load, lambda *args: tuple(str(getattr(a, "code", a)) for a in args)))
        patch.setattr(pipeline, "code_text", once(pipeline.code_text, lambda story, tools: (
            story.id, story.text, story.published, story.outlet, repr(tools.settings), tools.knowledge.version
        )))  # fmt: skip
        patch.setattr(load, "kept", once(load.kept, lambda layers, kind, _: (layers.folders, layers.version(), kind)))
        patch.setattr(link, "load_tools", once(link.load_tools, lambda folders=(), code="en": (
            code, *((f.resolve(), version_of(f)) for f in folders))))  # fmt: skip
        patch.setattr(engine, "fitting", lambda jobs: 1)
        patch.setattr(typer.main, "get_command", lambda _: COMMAND)  # else built anew for each of a hundred commands
        patch.chdir(at)
        furnish(at)
        yield at


def version_of(folder: Path) -> str:
    return Layers((folder,)).version()


def once(make, key_of):
    held = {}

    def made(*args):
        key = key_of(*args)
        if key not in held:
            held[key] = make(*args)
        return held[key]

    return made


def furnish(at: Path) -> None:
    samples = ROOT / "src" / "dateline" / "samples"
    for name in ("src", "examples", "corpus", "benchmarks"):
        (at / name).symlink_to(ROOT / name)
    shutil.copytree(samples, at / "saved_pages", ignore=shutil.ignore_patterns("*.md"))
    shutil.copytree(ROOT / "examples" / "own_knowledge", at / "my_knowledge")
    (at / "my_knowledge" / "page.txt").unlink()
    (at / "my_knowledge" / "stories.jsonl").unlink()
    (at / "more").mkdir()
    for ours, theirs in (
        ("page.html", "front_page.html"), ("scrape.txt", "scraped.txt"), ("feed.xml", "feed.xml"),
        ("more/late.html", "state_agency.html"),
    ):  # fmt: skip
        shutil.copy(samples / theirs, at / ours)
    shutil.copy(ROOT / "examples" / "annotation" / "stories.jsonl", at / "stories.jsonl")
    rows = [json.loads(line) for line in (samples / "agency_rows.jsonl").read_text("utf-8").splitlines()]
    (at / "export.jsonl").write_text("".join(json.dumps(renamed(r)) + "\n" for r in rows), encoding="utf-8")
    assert main(["code", "saved_pages", "examples/summit.txt", "--store", "news.db"]) == 0
    judge(at)
    for name in ("demo.db", "before.db", "after.db"):
        shutil.copy(at / "news.db", at / name)
    assert main(["corpus", "compile", "examples/annotation/stories.ann", "--texts", "stories.jsonl", "-o",
                 "mine.jsonl"]) == 0  # fmt: skip


def judge(at: Path) -> None:
    """A reader's judgement of an event, beside the store."""
    from dateline import open_store
    from dateline.web.judgements import Judgement, Judgements

    with open_store(at / "news.db") as store:
        row = next(iter(store.events(limit=1)))
        record = store.record(row.story)
    event = next(e for e in record.events if e.id == row.id)
    held = Judgements.beside(at / "news.db")
    assert f"`{held.path.name}`" in (DOCS / "first-steps.md").read_text(encoding="utf-8")
    held.add(Judgement(
        event.id, record.id, "right", "reader", "2024-09-20T10:00:00Z", event.event_type, event.factuality, (), (),
        row.trigger, event.trigger.start, event.trigger.end, row.text, event.rule, record.version,
    ))  # fmt: skip


def renamed(row: dict[str, str]) -> dict[str, str]:
    """A row of the samples as another system exports it."""
    body = next(k for k in ("text", "body") if k in row)
    return {"head": row["title"], "body": row[body], "printed": "", "crawled": row["published"]}


@pytest.mark.parametrize("page", RUN, ids=name_of)
def test_a_page_runs(page: Path, world: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    at = Path(shutil.copytree(world, tmp_path / "at", symlinks=True))
    monkeypatch.chdir(at)
    folder = Folder(at)
    for block in blocks_of(page):
        if "file" in block.info:
            assert block.text == (ROOT / block.info["file"]).read_text(encoding="utf-8")
        folder.run(block)


def test_no_block_escapes_and_those_that_cannot_run_are_few_and_say_why() -> None:
    blocks = [b for p in PAGES for b in blocks_of(p)]
    assert {p: loose for p in PAGES if (loose := loose_commands(p))} == {}
    assert [b.where for b in blocks if not b.lang] == []
    left = [b for b in blocks if "notrun" in b.info]
    assert all(len(b.info["notrun"].split()) >= 3 for b in left)
    assert len(left) <= NOT_RUN, [b.where for b in left]
    for page, test in ELSEWHERE.items():
        assert Path(page).name in (ROOT / test).read_text(encoding="utf-8")


@pytest.mark.parametrize("block", [b for p in RUN for b in blocks_of(p) if b.lang in {"yaml", "json", "csv"}],
                         ids=lambda b: b.where)  # fmt: skip
def test_data_is_what_it_says(block: Block, tmp_path: Path) -> None:
    """Knowledge is of its kind (``of="frames/x.yaml"``), other data can be read."""
    if block.lang == "json":
        json.loads(block.text)
    elif block.lang == "csv":
        assert len({len(row) for row in csv.reader(block.text.splitlines())}) == 1
    elif "of" in block.info:
        path = tmp_path / block.info["of"]
        path.parent.mkdir(parents=True)
        path.write_text(block.text, encoding="utf-8")
        pattern = next(p for p in YAML if path.match(p))
        entries = Layers((tmp_path,)).entries(pattern)
        assert entries and [str(f) for e in entries for f in kind_of(e, YAML[pattern]).faults(e)] == []
    else:
        assert yaml.safe_load(block.text)


def examples() -> list[list[str]]:
    """The commands of all examples that ``--help`` shows."""
    found: list[list[str]] = []

    def collect(command) -> None:
        for line in re.findall(r"^Example:\s*(.+(?:\n(?!\n).+)*)", command.help or "", re.M):
            found.extend(dateline_calls(" ".join(line.split())))
        for inner in getattr(command, "commands", {}).values():
            collect(inner)

    collect(COMMAND)
    return found


def test_the_examples_of_the_help_are_commands() -> None:
    calls = examples()
    assert len(calls) >= 25
    for args in calls:
        parse(args)


def test_the_runner_fails_where_a_command_does(tmp_path: Path) -> None:
    """A wrong option, a wrong exit code and a wrong output are each a failure, run or not."""
    for lang, text, info in (
        ("sh", "dateline events --no-such-option", {}), ("sh", "dateline evnets", {"notrun": "needs the network"}),
        ("sh", "dateline knowledge kinds", {"exit": "1"}), ("console", "$ dateline --version\ndateline 99\n", {}),
        ("python", "assert False", {}), ("sh", "curl x", {}), ("klingon", "x", {}),
    ):  # fmt: skip
        with pytest.raises(BaseException):  # noqa: B017 - whatever the kind of block raises
            Folder(tmp_path).run(Block("page.md", 1, lang, info, text))
    assert commands("# no\n\na \\\n b\n") == ["a   b"]
