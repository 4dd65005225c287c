"""ZIP, WACZ, tar, compressed files, sitemaps and JSON Feed."""

import bz2
import io
import json
import os
import subprocess
import sys
import tarfile
import zipfile

import pytest
from stub_coder import make_stub
from warcs import gz, page

from dateline.engine import run as engine
from dateline.engine.inputs import archives, streams
from dateline.engine.inputs.read import read_pieces
from dateline.engine.local import Job
from dateline.engine.run import Options
from dateline.engine.seen import Seen
from dateline.settings import Settings
from dateline.sinks.registry import open_sink
from dateline.store.store import Store


def read(path, **settings):
    """Name after the file's own, and bytes or the fault, of each piece."""
    found = [p for p in read_pieces([(str(path), None)], Settings(**settings)) if p.data is not None or p.error]
    return {p.name.removeprefix(str(path)): p.data if p.data is not None else p.error for p in found}


def write_zip(path, members, **options):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, **options) as archive:
        for name, data in members.items():
            archive.writestr(name, data)


def write_tar(path, members, mode="w"):
    with tarfile.open(path, mode) as archive:
        for name, data in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))


ROWS = b'{"id": "x", "text": "one"}\n{"id": "y", "text": "two"}\n'
MEMBERS = {"a.html": b"<p>a</p>", "deep/rows.jsonl": ROWS, "deep/b.txt": b"b", ".hidden": b"h", "__MACOSX/a": b"m"}
WANTED = {
    "!a.html": b"<p>a</p>", "!deep/rows.jsonl#x": ROWS.split(b"\n")[0],
    "!deep/rows.jsonl#y": ROWS.split(b"\n")[1], "!deep/b.txt": b"b",
}  # fmt: skip


def test_a_zip_is_read_as_a_folder(tmp_path):
    path = tmp_path / "pages.zip"
    write_zip(path, {**MEMBERS, "page.html": b"<p>p</p>", "page_files/logo.png": b"\x89PNG", "x_files/y": b"y"})
    assert read(path) == {**WANTED, "!page.html": b"<p>p</p>", "!x_files/y": b"y"}


@pytest.mark.parametrize("mode", ["w", "w:gz", "w:bz2", "w:xz"])
def test_a_tar_is_read_as_a_folder(tmp_path, mode):
    path = tmp_path / "pages.tar"
    write_tar(path, MEMBERS, mode)
    assert read(path) == WANTED


@pytest.mark.parametrize("pack", [gz, bz2.compress, lambda data: gz(data[:20]) + gz(data[20:])])
def test_a_compressed_page_and_compressed_rows(tmp_path, pack):
    path = tmp_path / "file"
    path.write_bytes(pack(b"<p>A page, quite short</p>"))
    assert read(path) == {"": b"<p>A page, quite short</p>"}
    path.write_bytes(pack(ROWS))
    assert list(read(path)) == ["#x", "#y"]


def test_a_wacz_gives_the_pages_of_its_web_archives(tmp_path):
    pytest.importorskip("fastwarc")
    path = tmp_path / "crawl.wacz"
    members = {
        "datapackage.json": b'{"profile": "data-package"}', "pages/pages.jsonl": b'{"id": "p", "text": "no page"}\n',
        "archive/one.warc.gz": gz(page("1")) + gz(page("2")), "indexes/index.cdx": b"x",
    }  # fmt: skip
    write_zip(path, members)
    assert read(path) == {
        "!archive/one.warc.gz#urn:uuid:1": b"<p>Page 1</p>", "!archive/one.warc.gz#urn:uuid:2": b"<p>Page 2</p>",
    }  # fmt: skip


def test_a_page_in_an_archive_may_be_as_large_as_any_other(tmp_path):
    for path in (tmp_path / "a.zip", tmp_path / "a.tar"):
        (write_zip if path.suffix == ".zip" else write_tar)(path, {"a": b"x" * 100, "b": b"y" * 101, "c": b"z"})
        found = read(path, max_page_bytes=100)
        assert found["!b"].startswith("larger than 100 bytes") and found["!a"] == b"x" * 100 and found["!c"] == b"z"


def test_what_expands_beyond_all_bounds_is_stopped_and_the_rest_goes_on(tmp_path, monkeypatch):
    for module in (archives, streams):
        monkeypatch.setattr(module, "FREE", 1_000_000)
    bomb = b'{"id": "a", "text": "b"}\n' * 400_000
    path = tmp_path / "bomb.zip"
    write_zip(path, {"bomb.jsonl": bomb, "c.txt": b"c"})
    found = read(path)
    assert found["!bomb.jsonl"] == "it can't be read: it expands to more than 250 times its size"
    assert found["!c.txt"] == b"c"
    (tmp_path / "bomb.gz").write_bytes(gz(bomb))
    assert "it expands to more than 250 times its size" in read(tmp_path / "bomb.gz").values()


def test_a_tar_whose_headers_have_no_end_is_stopped(tmp_path):
    info = tarfile.TarInfo("././@PaxHeader")
    info.type, info.size = tarfile.XHDTYPE, 900_000_000
    path = tmp_path / "bomb.tar.gz"
    zeros = bytes(1_000_000)
    with gzip_open(path) as file:
        file.write(info.tobuf(tarfile.GNU_FORMAT))
        for _ in range(60):
            file.write(zeros)
    script = (
        "import sys, resource\nfrom dateline.engine.inputs.read import read_pieces\n"
        "from dateline.settings import Settings\n"
        "resource.setrlimit(resource.RLIMIT_DATA, (400_000_000,) * 2)\n"
        "print([p.error for p in read_pieces([(sys.argv[1], None)], Settings())])"
    )
    done = subprocess.run([sys.executable, "-c", script, str(path)], capture_output=True, text=True, check=True)
    assert "larger than it can be" in done.stdout


def gzip_open(path):
    import gzip

    return gzip.open(path, "wb")


def test_broken_and_encrypted_archives_are_named(tmp_path):
    path = tmp_path / "a.zip"
    write_zip(path, {"a.txt": b"text " * 1000, "b.txt": b"b"})
    whole = path.read_bytes()
    path.write_bytes(whole[:-40])
    assert "can't be read" in read(path)[""]
    damaged = bytearray(whole)
    damaged[60] ^= 0xFF
    path.write_bytes(damaged)
    found = read(path)
    assert "can't be read" in found["!a.txt"] and found["!b.txt"] == b"b"
    locked = bytearray(whole)
    for sign in (b"PK\x03\x04", b"PK\x01\x02"):
        locked[locked.index(sign) + (6 if sign == b"PK\x03\x04" else 8)] |= 1
    path.write_bytes(locked)
    assert read(path)["!a.txt"] == "it is encrypted"
    tar = tmp_path / "a.tar"
    write_tar(tar, {"a.txt": b"a" * 2000, "b.txt": b"b" * 2000})
    tar.write_bytes(tar.read_bytes()[:3000])
    found = read(tar)
    assert found["!a.txt"] == b"a" * 2000 and "cut short" in found[""]


def test_an_archive_within_an_archive_is_refused_by_name(tmp_path):
    inner = io.BytesIO()
    write_zip(inner, {"a.txt": b"a"})
    path = tmp_path / "outer.zip"
    write_zip(path, {"inner.zip": inner.getvalue(), "b.txt": b"b"})
    assert "unpack it first" in read(path)["!inner.zip"] and read(path)["!b.txt"] == b"b"
    data = b"<p>a</p>"
    for _ in range(9):
        data = gz(data)
    (tmp_path / "deep").write_bytes(data)
    assert "too many archives" in read(tmp_path / "deep")[""]


def test_names_in_an_archive_reach_nothing_outside_of_it(tmp_path):
    (tmp_path / "secret.txt").write_text("secret")
    path = tmp_path / "in" / "a.tar"
    path.parent.mkdir()
    with tarfile.open(path, "w") as archive:
        link = tarfile.TarInfo("link")
        link.type, link.linkname = tarfile.SYMTYPE, "../secret.txt"
        archive.addfile(link)
        info = tarfile.TarInfo("../../up.txt")
        info.size = 2
        archive.addfile(info, io.BytesIO(b"up"))
    assert list(read(path).values()) == [b"up"]
    assert sorted(p.name for p in tmp_path.iterdir()) == ["in", "secret.txt"]


def test_a_json_feed_gives_its_items(tmp_path):
    path = tmp_path / "feed.json"
    feed = {
        "version": "https://jsonfeed.org/version/1.1", "title": "The Daily Example",
        "items": [
            {"id": "1", "url": "https://news.example/1", "title": "War", "content_html": "<p>War</p>",
             "date_published": "2024-02-03T04:05:06Z", "authors": [{"name": "A. Writer"}]},
            {"id": "1", "content_text": "Peace"}, {"id": "3"}, "odd",
        ],
    }  # fmt: skip
    for indent in (None, 2):
        path.write_text(json.dumps(feed, indent=indent))
        found = read(path)
        assert list(found) == ["#1", "#1+2", "#3", "#4"]
        assert json.loads(found["#1"]) == {
            "outlet": "The Daily Example", "id": "1", "url": "https://news.example/1", "title": "War",
            "text": "<p>War</p>", "published": "2024-02-03T04:05:06Z", "author": "A. Writer",
        }  # fmt: skip
        assert found["#3"] == found["#4"] == "no text in it"
    assert json.loads(read(path, fields={"title": "head"})["#1"])["head"] == "War"
    path.write_text('{"version": "https://jsonfeed.org/version/1", "items": ')
    assert "can't be read" in read(path)[""]


SITEMAP = '<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{}</urlset>'


def test_a_sitemap_gives_the_files_that_it_lists(tmp_path):
    folder = tmp_path / "site"
    (folder / "deep").mkdir(parents=True)
    (tmp_path / "secret.html").write_text("secret")
    (folder / "a b.html").write_text("<p>a</p>")
    (folder / "deep" / "b.html").write_text("<p>b</p>")
    path = folder / "sitemap.xml"
    places = ["a%20b.html", (folder / "deep/b.html").as_uri(), "none.html", "../secret.html", "file:///etc/passwd",
              "https://news.example/1", "https://news.example/2"]  # fmt: skip
    path.write_text(SITEMAP.format("".join(f"<url><loc>{p}</loc></url>" for p in places)))
    found = {p.name.removeprefix(f"{folder}/"): p.data or p.error for p in read_pieces([(str(path), None)], Settings())}
    outside = "it lies outside of the folder of the sitemap"
    assert found == {
        "a b.html": b"<p>a</p>", "deep/b.html": b"<p>b</p>", "sitemap.xml#none.html": "no such file",
        "sitemap.xml#../secret.html": outside, "sitemap.xml#file:///etc/passwd": outside,
        "sitemap.xml": "2 of its pages are on the web, which is not asked; `dateline watch` fetches",
    }  # fmt: skip
    (folder / "index.xml").write_text(
        SITEMAP.replace("urlset", "sitemapindex").format("<sitemap><loc>index.xml</loc></sitemap>")
    )
    errors = [p.error for p in read_pieces([(str(folder / "index.xml"), None)], Settings()) if p.error]
    assert errors == ["a sitemap that is too large, in an archive or from a pipe can't be followed"]


def test_progress_comes_to_the_size_of_the_file(tmp_path):
    path = tmp_path / "rows.jsonl.gz"
    path.write_bytes(
        gz(b"".join(b'{"id": %d, "text": "%s"}\n' % (n, os.urandom(40).hex().encode()) for n in range(5000)))
    )
    sizes = [p.size for p in read_pieces([(str(path), None)], Settings())]
    assert len(sizes) == 5000 and sum(sizes) == path.stat().st_size


def test_a_container_that_was_broken_and_is_whole_now_has_failed_no_more(tmp_path):
    path, db = tmp_path / "pages.zip", tmp_path / "news.db"
    write_zip(path, {"a.txt": b"a", "b.txt": b"b"})
    whole = path.read_bytes()
    path.write_bytes(whole[:-30])

    def run():
        options = Options(Job(Settings(), make_coder=make_stub))
        return engine.run([str(path)], open_sink("store", db), options)

    assert (run().failed, run().failed) == (1, 1)
    path.write_bytes(whole)
    assert (run().pages, run().skipped) == (2, 2)
    with Store(db) as store:
        assert list(store.documents("failed")) == []
        assert [s.document for s in store.stories()] != []
        assert {d.name for d in store.documents()} == {f"{path}!a.txt", f"{path}!b.txt"}


def test_seen_knows_what_it_was_told_and_nothing_else():
    seen = Seen()
    assert all(seen.add(f"thing {n}") for n in range(20_000))
    assert not any(seen.add(f"thing {n}") for n in range(20_000))
    assert "thing 7" in seen and b"thing 7" in seen and "thing 20000" not in seen
    assert seen.count == 20_000
