"""Web archives: what is a page in them, and what is told of those that are broken."""

import bz2
import io
import lzma
import subprocess
import sys
import zlib

import pytest
from warcs import chunked, gz, http, page, record

from dateline.engine.inputs.bodies import body_of, unchunked
from dateline.engine.inputs.find import find_files
from dateline.engine.inputs.read import read_pieces
from dateline.errors import UsageError
from dateline.settings import Settings

pytest.importorskip("fastwarc")
LIMIT = 20_000_000


def pieces(tmp_path, data, name="crawl.warc", **settings):
    path = tmp_path / name
    path.write_bytes(data)
    return list(read_pieces([(str(path), None)], Settings(**settings)))


def pages(tmp_path, data, **settings):
    """Label and bytes, or the fault, of each piece."""
    found = [p for p in pieces(tmp_path, data, **settings) if p.data is not None or p.error is not None]
    return {
        p.name.partition("#")[2].removeprefix("urn:uuid:"): p.data if p.data is not None else p.error for p in found
    }


def packed(kind, data):
    if kind == "br":
        return pytest.importorskip("brotli").compress(data)
    if kind == "zstd":
        from fastwarc.stream_io import ZstdWriter

        out = io.BytesIO()
        writer = ZstdWriter(out)
        while data:  # it may take fewer bytes than it is given
            data = data[writer.write(data) :]
        writer.close()
        return out.getvalue()
    if kind == "raw deflate":
        packer = zlib.compressobj(6, zlib.DEFLATED, -15)
        return packer.compress(data) + packer.flush()
    return {"gzip": gz, "x-gzip": gz, "deflate": zlib.compress}[kind](data)


HTML = b"<html><body><p>The mayor met the guests.</p></body></html>"


def test_a_page_keeps_its_record_address_and_date(tmp_path):
    data = record("warcinfo", b"software: x", "info") + page("one", HTML, url="https://news.example/1")
    [piece, end] = pieces(tmp_path, data)
    assert piece.name == f"{tmp_path}/crawl.warc#urn:uuid:one" and piece.path == f"{tmp_path}/crawl.warc"
    assert (piece.data, piece.url, piece.retrieved) == (HTML, "https://news.example/1", "2024-01-02T03:04:05Z")
    assert (piece.archive.record_id, piece.archive.captured) == ("urn:uuid:one", "2024-01-02T03:04:05Z")
    assert (end.data, end.error, end.name) == (None, None, f"{tmp_path}/crawl.warc")


@pytest.mark.parametrize("how", ["plain", "gzip by record", "gzip at once", "bz2", "xz"])
def test_however_the_file_is_compressed(tmp_path, how):
    records = [page(str(n)) for n in range(5)]
    whole = b"".join(records)
    data = {
        "plain": whole, "gzip by record": b"".join(map(gz, records)), "gzip at once": gz(whole),
        "bz2": bz2.compress(whole), "xz": lzma.compress(whole),
    }[how]  # fmt: skip
    assert pages(tmp_path, data) == {str(n): f"<p>Page {n}</p>".encode() for n in range(5)}


@pytest.mark.parametrize("kind", ["gzip", "x-gzip", "deflate", "raw deflate", "br", "zstd"])
@pytest.mark.parametrize("in_chunks", [False, True])
def test_bodies_are_unpacked(tmp_path, kind, in_chunks):
    body = packed(kind, HTML)
    headers = [f"Content-Encoding: {kind.removeprefix('raw ')}"]
    if in_chunks:
        body = chunked(body)
        headers.append("Transfer-Encoding: chunked")
    data = page("a", body, *headers) + page("b")
    assert pages(tmp_path, data) == {"a": HTML, "b": b"<p>Page b</p>"}


@pytest.mark.parametrize("header", ["Content-Encoding: gzip", "Content-Encoding: br", "Content-Encoding: zstd",
                                    "Content-Encoding: deflate", "Transfer-Encoding: chunked",
                                    "Content-Encoding: identity"])  # fmt: skip
def test_a_header_that_the_archive_kept_and_undid_costs_no_page(tmp_path, header):
    assert pages(tmp_path, page("a", HTML, header)) == {"a": HTML}


@pytest.mark.parametrize("kind", ["gzip", "br", "zstd", "deflate"])
def test_a_body_that_expands_without_bound_is_refused(tmp_path, kind):
    body = packed(kind, b"\0" * 30_000_000)
    found = pages(tmp_path, page("a", body, f"Content-Encoding: {kind}") + page("b"))
    assert found == {"a": "larger than 20,000,000 bytes, which is the most that a page may have", "b": b"<p>Page b</p>"}


def test_broken_bodies_and_ways_that_nobody_knows_are_named(tmp_path):
    data = page("a", b"\x1b\xff\xff" * 40, "Content-Encoding: br") + page("b", b"\xff" * 9, "Content-Encoding: lzw")
    found = pages(tmp_path, data + page("c"))
    assert found["a"].startswith("its compression (br) is broken") and "not known (lzw)" in found["b"]
    assert found["c"] == b"<p>Page c</p>"


def test_what_is_no_page_is_passed_over(tmp_path):
    data = b"".join([
        record("request", b"GET / HTTP/1.1\r\n\r\n", "ask"),
        record("metadata", b"x: y", "meta", content="application/warc-fields"),
        record("response", http(b"\x89PNG", "Content-Type: image/png"), "picture"),
        record("response", http(b"body{}", "Content-Type: text/css"), "style"),
        record("response", http(HTML, "Content-Type: text/html", status="404 Not Found"), "gone"),
        record("response", http(b"", "Location: /b", status="301 Moved"), "moved"),
        record("response", http(b"User-agent: *", "Content-Type: text/plain"), "robots",
               url="https://news.example/robots.txt"),
        record("revisit", http(b"", "Content-Type: text/html"), "again", WARC_Refers_To="<urn:uuid:one>"),
        record("response", b"\x16\x03\x01", "dns", content="text/dns"),
        page("empty", b"  \n"),
        page("one", HTML),
    ])  # fmt: skip
    assert pages(tmp_path, data) == {"one": HTML}


def test_resources_and_conversions_are_pages_unless_the_file_has_the_page_itself(tmp_path):
    data = b"".join([
        page("one", HTML),
        record("conversion", b"The text of one", "text1", content="text/plain", WARC_Refers_To="<urn:uuid:one>"),
        record("conversion", b"The text of two", "text2", content="text/plain", WARC_Refers_To="<urn:uuid:two>"),
        record("resource", HTML, "res", content="text/html"),
        record("resource", b"\x00", "bin", content="application/octet-stream"),
    ])  # fmt: skip
    assert pages(tmp_path, data) == {"one": HTML, "text2": b"The text of two", "res": HTML}


def test_a_charset_of_the_server_is_kept_and_none_is_made_up(tmp_path):
    data = record("response", http(HTML, "Content-Type: text/html; charset=windows-1251"), "a") + page("b")
    data += record("resource", HTML, "c", content="text/html; charset=koi8-r")
    assert [p.charset for p in pieces(tmp_path, data) if p.data] == ["windows-1251", None, "koi8-r"]


def test_two_records_of_one_id_are_two_pages(tmp_path):
    found = pages(tmp_path, page("a", b"<p>1") + page("a", b"<p>2") + page("a", b"<p>3"))
    assert list(found.values()) == [b"<p>1", b"<p>2", b"<p>3"]


@pytest.mark.parametrize("packed_as", [bytes, gz])
def test_a_file_that_is_cut_short_gives_what_is_whole_and_says_so(tmp_path, packed_as):
    whole = b"".join(packed_as(page(str(n), b"<p>" + bytes(f"{n} " * 3000, "ascii"))) for n in range(4))
    found = pieces(tmp_path, whole[: int(len(whole) * 0.9)])
    assert [p.data is not None for p in found] == [True, True, True, False]
    assert "cut short" in found[-1].error


def test_a_file_that_is_broken_in_the_middle_says_where(tmp_path):
    data = page("a") + page("b") + b"X" * 50 + page("c")
    found = pieces(tmp_path, data)
    assert [p.data for p in found[:2]] == [b"<p>Page a</p>", b"<p>Page b</p>"]
    assert found[2].name == f"{tmp_path}/crawl.warc" and "after 2 records" in found[2].error
    flipped = bytearray(b"".join(gz(page(str(n), bytes(range(256)) * 40)) for n in range(6)))
    flipped[len(flipped) // 2] ^= 0xFF
    found = pieces(tmp_path, bytes(flipped))
    assert found[-1].error and len(found) < 7


def test_an_arc_file_is_refused_by_name(tmp_path):
    arc = b"filedesc://old.arc 0.0.0.0 20050101000000 text/plain 77\n1 0 Internet Archive\n"
    for data in (arc, gz(arc)):
        [piece] = pieces(tmp_path, data)
        assert piece.data is None and "ARC" in piece.error and "warcio recompress" in piece.error


def test_without_fastwarc_the_extra_is_named(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "fastwarc.warc", None)
    with pytest.raises(UsageError, match=r"dateline\[warc\]"):
        pieces(tmp_path, page("a"))


MANY = """
import resource, sys
from dateline.engine.inputs.read import read_pieces
from dateline.settings import Settings
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
n = sum(p.data is not None for p in read_pieces([(sys.argv[1], None)], Settings()))
print(n, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)
"""


def test_a_large_archive_is_never_held(tmp_path):
    path = tmp_path / "large.warc.gz"
    with path.open("wb") as file:
        for n in range(300):
            file.write(gz(page(str(n), b"<p>" + bytes(f"{n} word " * 50_000, "ascii"))))
    done = subprocess.run([sys.executable, "-c", MANY, str(path)], capture_output=True, text=True, check=True)
    count, kilobytes = map(int, done.stdout.split())
    assert count == 300 and kilobytes < 40_000  # 150 MB of pages


@pytest.mark.parametrize(
    "body", [b"", b"0\r\n\r\n", b"5\r\nab", b"zz\r\n", b"5\r\nabcdeXX5\r\nabcde", b"\r\n", b"ffffffff\r\na"]
)
def test_no_chunks_end_in_an_error(body):
    assert isinstance(unchunked(body), bytes)
    assert isinstance(body_of(body, "chunked", None, LIMIT), bytes)


def test_a_last_chunk_that_is_cut_off_is_kept():
    assert unchunked(b"4\r\nabcd\r\n8\r\nefg") == b"abcdefg"


def test_files_of_a_folder_are_told_by_what_is_in_them(tmp_path):
    (tmp_path / "a.bin").write_bytes(gz(page("one", HTML)))
    (tmp_path / "b.warc").write_bytes(HTML)
    found = [p for p in read_pieces(find_files([str(tmp_path)]), Settings()) if p.data]
    assert [p.name.removeprefix(f"{tmp_path}/") for p in found] == ["a.bin#urn:uuid:one", "b.warc"]
