import io
import json
import os
import sys
from pathlib import Path

import pytest

from dateline.engine.inputs.find import find_files, total_bytes
from dateline.engine.inputs.read import read_pieces
from dateline.engine.inputs.rows import is_jsonl
from dateline.engine.inputs.streams import HEAD
from dateline.errors import UsageError
from dateline.settings import Settings


def pieces(path, **settings):
    return list(read_pieces([(str(path), None)], Settings(**settings)))


def test_folders_are_walked_in_a_fixed_order(tmp_path):
    for name in ("b/2.html", "b/1.html", "a.txt", ".hidden", ".git/config", "b/1_files/logo.html", "z_files/x.html"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(name)
    found = [os.path.relpath(p, tmp_path) for p, error in find_files([str(tmp_path)]) if error is None]
    assert found == ["a.txt", "b/1.html", "b/2.html", "z_files/x.html"]


def test_a_file_named_twice_is_read_once(tmp_path):
    (tmp_path / "a.txt").write_text("a")
    file = str(tmp_path / "a.txt")
    assert find_files([file, str(tmp_path), str(tmp_path / "*.txt")]) == [(file, None)]


def test_globs_and_files_whose_names_look_like_one(tmp_path):
    (tmp_path / "a[1].txt").write_text("a")
    (tmp_path / "b.txt").write_text("b")
    assert find_files([str(tmp_path / "a[1].txt")]) == [(str(tmp_path / "a[1].txt"), None)]
    assert [p for p, _ in find_files([str(tmp_path / "*.txt")])] == [
        str(tmp_path / "a[1].txt"),
        str(tmp_path / "b.txt"),
    ]
    assert find_files([str(tmp_path / "*.html")]) == [(str(tmp_path / "*.html"), "no file matches")]


def test_an_empty_folder_and_a_missing_one_are_named(tmp_path):
    (tmp_path / "empty").mkdir()
    assert dict(find_files([str(tmp_path / "empty"), str(tmp_path / "none")])) == {
        str(tmp_path / "empty"): "the folder holds no files",
        str(tmp_path / "none"): "no such file or folder",
    }


def test_a_broken_link_is_named_and_a_ring_of_links_is_not_followed(tmp_path):
    (tmp_path / "a.txt").write_text("a")
    (tmp_path / "dead.html").symlink_to(tmp_path / "gone.html")
    (tmp_path / "ring").symlink_to(tmp_path)
    found = dict(find_files([str(tmp_path)]))
    assert found == {str(tmp_path / "a.txt"): None, str(tmp_path / "dead.html"): "a link to nothing"}


def test_a_page_too_large_is_refused_unread(tmp_path):
    path = tmp_path / "huge.html"
    with path.open("wb") as file:
        file.truncate(3_000_000_000)
    [piece] = pieces(path)
    assert piece.data is None
    assert piece.error == "larger than 20,000,000 bytes, which is the most that a page may have"


@pytest.mark.parametrize("size", [9, 10, 11, HEAD - 1, HEAD, HEAD + 1, 3 * HEAD])
def test_the_limit_is_exact(tmp_path, size):
    path = tmp_path / "page"
    path.write_bytes(b"x" * size)
    for limit in (size - 1, size, size + 1):
        [piece] = pieces(path, max_page_bytes=limit)
        assert (piece.data == b"x" * size) == (limit >= size)


def test_an_unreadable_file_is_named(tmp_path, monkeypatch):
    path = tmp_path / "a.txt"
    path.write_text("a")

    def refuse(*args):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("builtins.open", refuse)
    [piece] = pieces(path)
    assert (piece.data, piece.error) == (None, "can't be read: Permission denied")


def test_a_name_that_is_no_utf8_can_be_shown(tmp_path):
    path = os.fsencode(str(tmp_path)) + b"/caf\xe9.txt"
    Path(os.fsdecode(path)).write_bytes(b"a")
    [(found, error)] = find_files([str(tmp_path)])
    [piece] = read_pieces([(found, error)], Settings())
    assert piece.data == b"a"
    assert piece.name.endswith("caf\\xe9.txt")
    piece.name.encode()


def test_two_names_that_are_no_utf8_stay_two(tmp_path):
    for name in (b"caf\xe9.txt", b"caf\xe8.txt", b"\xff.txt"):
        Path(os.fsdecode(os.fsencode(str(tmp_path)) + b"/" + name)).write_bytes(name)
    assert len({p.name for p in read_pieces(find_files([str(tmp_path)]), Settings())}) == 3


@pytest.mark.parametrize("paths", [[""], ["a.txt", ""]])
def test_an_empty_path_is_told_before_anything_is_read(paths):
    with pytest.raises(UsageError, match="empty"):
        find_files(paths)


@pytest.mark.parametrize(
    ("head", "answer"),
    [
        (b'{"id": 1}\n{"id": 2}\n', True),
        (b'\xef\xbb\xbf\n {"id": 1}', True),
        (b"{\n", False),
        (b"{not json}\n", False),
        (b"[1]\n", False),
        (b"<html>", False),
        (b"", False),
        (b'{"text": "' + b"x" * HEAD, True),
        (b"{" * HEAD, False),
    ],
)
def test_content_decides_what_is_jsonl(head, answer):
    assert is_jsonl(head) is answer


def test_rows_are_named_by_id_or_line(tmp_path):
    path = tmp_path / "rows"
    rows = [{"id": "x"}, {"id": "x", "text": "again"}, {"text": "none"}, {"id": True}, {"id": 7}]
    path.write_text("\n".join(json.dumps(r) for r in rows) + "\n\n[1]\n")
    found = pieces(path)
    assert [p.name.rsplit("#")[1] for p in found] == ["x", "2", "3", "4", "7", "7+"]
    assert json.loads(found[1].data) == rows[1]
    assert found[5].error == "line 7: no JSON object"
    assert sum(p.size for p in found) <= path.stat().st_size
    assert found[0].path == str(path)


@pytest.mark.parametrize("ids", [[2, None], [None, "1"], ["1", "1", "1", None], [None, None, 1, 2, 3, 3], ["2", "2"]])
def test_no_two_rows_have_one_name(tmp_path, ids):
    path = tmp_path / "rows"
    rows = [{"text": str(n), **({} if own is None else {"id": own})} for n, own in enumerate(ids)]
    path.write_text("\n".join(json.dumps(r) for r in rows))
    names = [p.name for p in pieces(path)]
    assert len(set(names)) == len(ids)
    assert names == [p.name for p in pieces(path)]


def test_long_rows_and_a_last_line_without_end(tmp_path):
    path = tmp_path / "rows.jsonl"
    long = json.dumps({"id": "long", "text": "x" * (2 * HEAD)})
    path.write_text("\n".join([json.dumps({"id": "a"}), long, json.dumps({"id": "b", "text": "y" * HEAD})]))
    assert [p.error for p in pieces(path)] == [None, None, None]
    assert json.loads(pieces(path)[1].data) == json.loads(long)
    errors = [p.error for p in pieces(path, max_page_bytes=HEAD + 100)]
    assert errors[0] is None and errors[2] is None
    assert errors[1].startswith("larger than")


def test_standard_input(monkeypatch):
    class Stdin:
        buffer = io.BytesIO(b"a page")

    monkeypatch.setattr(sys, "stdin", Stdin)
    [piece] = pieces("-")
    assert (piece.name, piece.path, piece.data) == ("-", None, b"a page")
    assert total_bytes([("-", None)]) is None


def test_rows_are_dealt_with_one_by_one_though_their_file_is_read_in_blocks(tmp_path):
    path = tmp_path / "rows.jsonl"
    path.write_text("".join(json.dumps({"id": n, "text": "Nobody came to the fair. " * 4}) + "\n" for n in range(10)))
    sizes = [piece.size for piece in read_pieces([(str(path), None)], Settings())]
    size = path.stat().st_size
    assert len(sizes) == 10 and max(sizes) < size / 5 and size - 10 <= sum(sizes) <= size
