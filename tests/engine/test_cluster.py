"""Ray and folders of shards: the same rows as the local engine gives, each once, whatever broke off before."""

import json
from itertools import islice
from pathlib import Path

import pyarrow.parquet
import pytest
from stub_coder import code, make_stub

from dateline.engine import run as engine
from dateline.engine.cluster.folder import ShardFolder
from dateline.engine.cluster.ray_runner import DIED, RayRunner
from dateline.engine.cluster.run import CHANGED, RayWriters, Wanted, connected, run_on_ray, run_shards
from dateline.engine.cluster.shards import Result, code_shard, cut, pack
from dateline.engine.inputs.piece import Piece
from dateline.engine.local import Job
from dateline.engine.run import Options
from dateline.errors import StoreError, UsageError
from dateline.layouts.told import World
from dateline.settings import Settings
from dateline.sinks.registry import open_lasting

JOB = Job(Settings(), make_coder=make_stub)
BAD = {"broken.txt": "no story in it", "bug.txt": "internal error, please report it: ZeroDivisionError"}


class Here:
    """Codes shards in this process; after ``most`` of them it is killed."""

    def __init__(self, most=None):
        self.most, self.coded = most, []

    def map(self, shards, address, form):
        def coder(data, source):
            self.coded.append(source.path)
            return code(data, source)

        for shard in islice(shards, self.most):
            folder = ShardFolder(address)
            data, result = pack(code_shard(coder, shard, JOB), form) if shard.pieces else (b"", Result())
            if shard.pieces:
                folder.put(folder.name_of(shard.key), data)
            yield shard, result
        if self.most is not None:
            raise KeyboardInterrupt


@pytest.fixture
def pages(tmp_path):
    folder = tmp_path / "pages"
    folder.mkdir()
    for n in range(30):
        (folder / f"{n:02}.txt").write_text("STORY " * (n % 3) + str(n))
    (folder / "copy.txt").write_text("STORY 1")
    (folder / "broken.txt").write_text("BROKEN")
    (folder / "bug.txt").write_text("BUG")
    return folder


def wanted(folder, **more):
    return Wanted(JOB, folder if "://" in str(folder) else f"file://{folder}", World(), **{"each": 4} | more)


def rows(*files):
    found = [row for file in files for row in pyarrow.parquet.read_table(file).to_pylist()]
    return sorted(found, key=lambda row: row["Event ID"])


def local(pages, tmp_path, to="parquet"):
    out = tmp_path / f"local.{to}"
    summary = engine.run([str(pages)], open_lasting(to, out), Options(JOB))
    return out, summary


def parts(folder):
    return sorted(folder.glob("part-*.parquet"))


def same_counts(one, other):
    names = ("pages", "stories", "statements", "events", "words", "same", "failed", "undated")
    return {n: getattr(one, n) for n in names} == {n: getattr(other, n) for n in names}


def test_a_run_that_is_killed_and_begun_again_codes_each_page_once(pages, tmp_path):
    out = tmp_path / "out"
    first, second, third = Here(2), Here(3), Here()
    for writers in (first, second):
        with pytest.raises(KeyboardInterrupt):
            run_shards([str(pages)], wanted(out), writers)
    left = run_shards([str(pages)], wanted(out), third)
    done = [path for path in (*first.coded, *second.coded, *third.coded) if path.rsplit("/")[-1] not in BAD]
    assert len(done) == len(set(done)) == 30
    file, _ = local(pages, tmp_path)
    assert rows(*parts(out)) == rows(file)
    assert {name.rsplit("/")[-1]: reason for name, reason in left.failures}.keys() == BAD.keys()
    manifest = json.loads((out / "_manifest.json").read_text())
    assert (manifest["whole"], manifest["pages"], manifest["events"]) == (True, 30, len(rows(file)))
    before = [p.read_bytes() for p in parts(out)]
    assert run_shards([str(pages)], wanted(out), Here()).skipped == 30
    assert [p.read_bytes() for p in parts(out)] == before


def test_a_new_page_is_added_and_a_changed_one_is_named(pages, tmp_path):
    out = tmp_path / "out"
    run_shards([str(pages)], wanted(out), Here())
    before = {p.name for p in parts(out)}
    (pages / "05.txt").write_text("STORY of another day")
    (pages / "new.txt").write_text("STORY that is new")
    writers = Here()
    summary = run_shards([str(pages)], wanted(out), writers)
    assert (summary.pages, summary.skipped) == (1, 29)
    assert (str(pages / "05.txt"), CHANGED) in summary.failures
    assert len(parts(out)) == len(before) + 1
    assert {p.name for p in parts(out)} >= before


def test_a_shard_ends_by_the_bytes_of_its_pages():
    pieces = [Piece(f"p{n}", None, str(n).encode(), size=1) for n in range(400)]

    def keys(some):
        return [s.key for s in cut([(p, True) for p in some], 10)]

    assert 25 < len(keys(pieces)) < 60
    changed = set(keys(pieces)) ^ set(keys([*pieces[:200], Piece("new", None, b"new", size=1), *pieces[200:]]))
    assert len(changed) <= 4
    assert sum(s.size for s in cut([(p, n % 2 == 0) for n, p in enumerate(pieces)], 10)) == 400


def test_a_folder_takes_one_version_and_one_form(pages, tmp_path, monkeypatch):
    out = tmp_path / "out"
    run_shards([str(pages / "01.txt")], wanted(out), Here())
    with pytest.raises(UsageError, match="with other options"):
        run_shards([str(pages)], wanted(out, all_tellings=True), Here())
    monkeypatch.setattr("dateline.engine.work.code_version", lambda: "9")
    with pytest.raises(UsageError, match="by another version"):
        run_shards([str(pages)], wanted(out), Here())


def test_any_address_of_fsspec_will_do_and_others_are_named(pages, tmp_path, monkeypatch):
    run_shards([str(pages)], wanted("memory://cluster/out"), Here())
    told = ShardFolder("memory://cluster/out").told()
    assert sum(len(t["held"]) for t in told.values()) == 30
    monkeypatch.setattr(ShardFolder, "put", lambda *_: None)
    with pytest.raises(UsageError, match="all machines share"):
        run_shards([str(pages)], wanted("memory://elsewhere"), Here())
    with pytest.raises(UsageError, match="nosuch://x"):
        run_shards([str(pages)], wanted("nosuch://x/y"), Here())
    stray = tmp_path / "out" / "part-stray.parquet"
    stray.parent.mkdir()
    stray.write_bytes(b"no Parquet")
    with pytest.raises(StoreError, match="out"):
        run_shards([str(pages)], wanted(stray.parent), Here())


@pytest.fixture(scope="module")
def cluster():
    """A cluster of two workers, that all tests of this file have together."""
    patch = pytest.MonkeyPatch()
    tests = Path(__file__).parents[1]
    patch.setenv("PYTHONPATH", f"{tests}:{tests / 'engine'}:{engine.__file__.split('/dateline/')[0]}")
    runner = RayRunner(JOB, "local", 2)
    yield
    runner.stop()
    patch.undo()


def test_two_workers_give_what_the_local_engine_gives(cluster, pages, tmp_path):
    (pages / "deadly.txt").write_text("DIE")
    bad = {**BAD, "deadly.txt": DIED}
    out = tmp_path / "ray.jsonl"
    summary = engine.run([str(pages)], open_lasting("jsonl", out), Options(JOB, runner=connected("local", 2)))
    shards = run_on_ray([str(pages)], wanted(tmp_path / "out"), connected("local", 2))
    for failures in (summary.failures, shards.failures):
        found = {name.rsplit("/")[-1]: reason for name, reason in failures}
        assert found.keys() == bad.keys()
        assert all(found[name].startswith(reason) for name, reason in bad.items())
    (pages / "deadly.txt").unlink()
    file, undisturbed = local(pages, tmp_path, "jsonl")
    assert out.read_bytes() == file.read_bytes()
    assert rows(*parts(tmp_path / "out")) == rows(local(pages, tmp_path)[0])
    summary.failed = shards.failed = undisturbed.failed
    assert same_counts(summary, undisturbed)
    assert same_counts(shards, undisturbed)


def test_workers_of_another_version_are_refused(cluster, tmp_path, monkeypatch):
    monkeypatch.setattr("dateline.engine.cluster.ray_runner.code_version", lambda: "9")
    runner = RayRunner(JOB, "local", 2)
    with pytest.raises(UsageError, match="a worker of the cluster has Dateline"):
        list(RayWriters(runner).map(cut([(Piece("p", None, b"p"), True)], 1), f"file://{tmp_path}", None))
