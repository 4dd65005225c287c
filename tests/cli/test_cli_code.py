import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from child_signals import as_usual
from dateline.cli.demo import SAMPLES
from dateline.cli.main import main
from dateline.store.store import Store

ENGINE = Path(__file__).parents[1] / "engine"
PAGE = """Ministers meet in Varna

VARNA, May 4 - Bulgaria's foreign minister Elena Marinova met her Romanian counterpart Radu Ionescu on Tuesday.

Marinova said that Romania had not threatened her country. "We agreed to reopen the bridge," she told reporters.
"""


@pytest.fixture
def folder(tmp_path, monkeypatch):
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages" / "varna.txt").write_text(PAGE)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_from_pages_to_events_with_the_real_pipeline(folder, capsys):
    (folder / "pages" / "empty.txt").write_text("")
    code = main(["code", "pages", "missing", "--published", "2021-05-04", "--outlet", "The Daily Example"])
    err = capsys.readouterr().err
    assert code == 1
    assert "missing: no such file or folder" in err
    assert "empty.txt: " in err
    assert "1 pages coded" in err and "2 failed: `dateline failures --store news.db` lists them" in err
    with Store("news.db") as store:
        [story] = store.stories()
        assert (story.outlet, story.published, story.published_from) == ("The Daily Example", "2021-05-04", "given")
        assert any("threatened" in s.content for s in store.statements(said_by="Marinova"))
        assert {"CONSULT"} <= {e.event_type for e in store.events()}
    assert main(["code", "pages/varna.txt", "--published", "2021-05-04", "--outlet", "The Daily Example"]) == 0
    assert "0 pages coded" in (err := capsys.readouterr().err) and "1 unchanged" in err


def test_to_a_file(folder, capsys):
    assert main(["code", "pages", "--to", "jsonl", "-o", "out.jsonl"]) == 0
    [line] = Path("out.jsonl").read_text(encoding="utf-8").splitlines()
    record = json.loads(line)
    assert record["headline"] == "Ministers meet in Varna"
    assert record["document"]["path"] == "pages/varna.txt"
    assert not Path("news.db").exists()


@pytest.mark.parametrize(
    "args",
    [
        ["code"],
        ["code", "pages", "--to", "jsonl"],
        ["code", "pages", "--to", "xml", "-o", "x"],
        ["code", "pages", "-o", "x.csv"],
        ["code", "pages", "--published", "soon"],
        ["code", "pages", "--jobs", "0"],
        ["code", "pages", "--model", "no_such_model"],
        ["code", "pages", "--knowledge", "none"],
        ["code", "pages", "--field", "headline=h"],
        ["code", "pages", "--field", "title"],
        ["code", "pages", "--to", "csv", "-o", "none/x.csv"],
        ["code", "pages", "--to", "csv", "-o", "pages"],
    ],
)
def test_wrong_usage_ends_with_2_and_writes_nothing(folder, capsys, args):
    assert main(args) == 2
    err = capsys.readouterr().err
    assert err and "Traceback" not in err
    assert [p.name for p in Path().iterdir() if p.suffix != ".db"] == ["pages"]


def test_fields_of_jsonl_can_be_mapped(folder):
    row = {"key": "k1", "head": "Ministers meet in Varna", "body": PAGE.split("\n\n", 1)[1], "day": "2021-05-04"}
    Path("rows.jsonl").write_text(json.dumps(row))
    fields = ["id=key", "title=head", "text=body", "published=day"]
    assert main(["code", "rows.jsonl", *(a for f in fields for a in ("--field", f))]) == 0
    with Store("news.db") as store:
        [story] = store.stories()
        assert (story.document, story.headline, story.published) == (
            "rows.jsonl#k1",
            "Ministers meet in Varna",
            "2021-05-04",
        )


def test_a_file_that_is_no_store_is_left_alone(folder, capsys):
    Path("news.db").write_text("my diary")
    assert main(["code", "pages"]) == 1
    assert "not a Dateline store" in capsys.readouterr().err
    assert Path("news.db").read_text() == "my diary"


INTERRUPTED = """
import sys
from pathlib import Path
from dateline.cli import code as command
from dateline.cli.main import main
from dateline.engine import local
from stub_coder import make_stub
local.pipeline_coder = make_stub
sys.exit(main(sys.argv[1:]))
"""


@pytest.mark.parametrize(
    ("number", "code", "says"),
    [
        (signal.SIGINT, 130, "dateline: interrupted; what was written is whole"),
        (signal.SIGTERM, 143, "dateline: ended by SIGTERM; what was written is whole"),
        (signal.SIGHUP, 129, "dateline: ended by SIGHUP; what was written is whole"),
    ],
)
@pytest.mark.parametrize(
    "output", [["--store", "news.db"], ["--to", "jsonl", "-o", "out.jsonl"]], ids=["store", "jsonl"]
)
def test_signals_leave_whole_pages_and_no_parts(folder, output, number, code, says):
    for n in range(4):
        (folder / "pages" / f"a{n}.txt").write_text(f"page {n}")
    (folder / "pages" / "b.txt").write_text("FOREVER")
    env = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join([str(ENGINE), str(ENGINE.parent), *sys.path]),
        "STUB_MARK": "reached",
    }
    running = subprocess.Popen(
        [sys.executable, "-c", INTERRUPTED, "code", "pages", *output], stderr=subprocess.PIPE, env=env, text=True,
        preexec_fn=as_usual,
    )  # fmt: skip
    deadline = time.monotonic() + 120
    while not Path("reached").exists() and time.monotonic() < deadline:
        time.sleep(0.05)
    running.send_signal(number)
    _, err = running.communicate(timeout=120)
    assert running.returncode == code
    assert err.strip().splitlines()[-1] == says
    assert "Traceback" not in err
    assert not list(folder.glob("*.jsonl")) and not list(folder.glob(".*part"))
    if output[0] == "--store":
        with Store("news.db") as store:
            assert [d.name for d in store.documents()] == [f"pages/a{n}.txt" for n in range(4)]
            assert len({s.document for s in store.stories()}) == 4


def test_the_real_pipeline_gives_the_same_bytes_with_two_processes(folder):
    for jobs in ("1", "2"):
        assert main(["code", str(SAMPLES), "pages", "--to", "jsonl", "-o", f"{jobs}.jsonl", "--jobs", jobs]) == 0
    assert Path("1.jsonl").read_bytes() == Path("2.jsonl").read_bytes()
    assert len(Path("1.jsonl").read_text(encoding="utf-8").splitlines()) >= 8
