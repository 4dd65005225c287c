"""A store that many tests read, and a browser that lets no request leave the machine."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from conftest_site import Running

from dateline.engine.link import link, load_tools
from dateline.linking.read import LinkTools
from dateline.store.store import Store
from records import make_record

pytest.importorskip("starlette")
pytest.importorskip("jinja2")

CHROMIUM = Path("/usr/bin/chromium")
ARGS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip


@pytest.fixture(scope="session")
def demo_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample pages, coded."""
    path = tmp_path_factory.mktemp("web") / "demo.db"
    done = subprocess.run(
        [sys.executable, "-m", "dateline.cli.main", "demo", "--store", str(path)], capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    return path


@pytest.fixture
def small_store(tmp_path: Path) -> Path:
    """Three hand-made stories, linked."""
    path = tmp_path / "small.db"
    with Store(path, write=True) as store:
        for n in range(3):
            store.add(make_record(f"k{n}", published=f"2023-10-0{7 + n}"))
        link(store, link_tools())
    return path


@cache
def link_tools() -> LinkTools:
    """What linking needs of the knowledge, read once."""
    return load_tools()


@pytest.fixture(scope="session")
def site(demo_store: Path) -> Iterator[Running]:
    running = Running(demo_store, "--review")
    yield running
    running.stop()


@pytest.fixture(scope="session")
def browser():
    sync_api = pytest.importorskip("playwright.sync_api")
    if not CHROMIUM.exists():
        pytest.skip("no /usr/bin/chromium: apt-get install chromium")
    with sync_api.sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=str(CHROMIUM), args=ARGS)
        yield opened
        opened.close()


class Watched:
    """A page of the browser, with all that went wrong on it."""

    def __init__(self, browser, *, width: int = 1280, scheme: str = "light", scripts: bool = True) -> None:
        self.context = browser.new_context(
            viewport={"width": width, "height": 900},
            color_scheme=scheme,
            java_script_enabled=scripts,
            accept_downloads=True,
        )
        self.page = self.context.new_page()
        self.wrong: list[str] = []
        self.context.route("**/*", self._route)
        self.page.on("console", lambda m: self.wrong.append(m.text) if m.type in {"error", "warning"} else None)
        self.page.on("pageerror", lambda e: self.wrong.append(str(e)))
        self.page.on("dialog", lambda d: (self.wrong.append(f"dialog: {d.message}"), d.dismiss()))

    def _route(self, route) -> None:
        if urlsplit(route.request.url).hostname in {"127.0.0.1", "localhost"}:
            route.continue_()
        else:
            self.wrong.append(f"left the machine: {route.request.url}")
            route.abort()

    def close(self) -> None:
        self.context.close()


@pytest.fixture
def watch(browser) -> Iterator:
    """Opens watched pages; at the end nothing may have gone wrong on any."""
    opened: list[Watched] = []

    def make(**options) -> Watched:
        opened.append(Watched(browser, **options))
        return opened[-1]

    yield make
    wrong = [w for watched in opened for w in watched.wrong]
    for watched in opened:
        watched.close()
    assert not wrong
