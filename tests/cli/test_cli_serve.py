"""``dateline serve`` as a user starts it."""

import socket
import sys
from pathlib import Path
from urllib.request import urlopen

import pytest

from dateline.cli.main import main
from dateline.cli.serve import address_of, listen, listen_for, port_of
from dateline.errors import UsageError
from dateline.store.store import Store

pytest.importorskip("starlette")
sys.path.append(str(Path(__file__).parents[1] / "web"))
from conftest_site import Running


@pytest.fixture
def store(tmp_path: Path) -> Path:
    path = tmp_path / "news.db"
    Store(path, write=True).close()
    return path


def test_names_the_address_and_answers_there(store: Path) -> None:
    running = Running(store)
    try:
        assert running.base.startswith("http://127.0.0.1:")
        with urlopen(running.base) as answer:
            assert b"<h1>Stories" in answer.read()
        assert "token" not in running.said
    finally:
        running.stop()


def test_beyond_this_machine_says_what_that_means(store: Path) -> None:
    running = Running(store, "--host", "0.0.0.0")
    try:
        said = running.said + (running.process.stdout.readline() if "everybody" not in running.said else "")
        assert "everybody who can reach this machine" in said
    finally:
        running.stop()


def test_store_that_is_missing_is_told_at_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["serve", "--store", str(tmp_path / "none.db"), "--no-open"]) == 1
    assert "no such store" in capsys.readouterr().err


def test_port_that_is_taken_is_told() -> None:
    held = listen("127.0.0.1", 0)
    with pytest.raises(UsageError, match="--port"):
        listen("127.0.0.1", held.getsockname()[1])
    held.close()


def test_who_comes_before_the_server_is_ready_is_not_refused() -> None:
    held = listen("127.0.0.1", 0)
    try:
        socket.create_connection(held.getsockname(), timeout=5).close()
    finally:
        held.close()


def test_addresses_to_open() -> None:
    assert address_of("0.0.0.0", 80) == "http://127.0.0.1:80/"
    assert address_of("::1", 80) == "http://[::1]:80/"


def test_a_store_keeps_its_port_so_that_links_hold_and_another_is_taken_where_it_is_busy(tmp_path) -> None:
    store = tmp_path / "news.db"
    assert port_of(store) == port_of(store) != port_of(tmp_path / "other.db")
    with listen_for("127.0.0.1", store) as first, listen_for("127.0.0.1", store) as second:
        ports = {first.getsockname()[1], second.getsockname()[1]}
    assert len(ports) == 2
    with pytest.raises(UsageError, match="--host"):
        listen_for("no.such.address.invalid", store)
