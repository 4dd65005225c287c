"""The documentation as a web site: built strictly, with every command on it, and the notebook run."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from doc_blocks import COMMAND, ROOT

MADE = ("commands.html", "notebooks/panel.html", "project/benchmarks/RESULTS.html", "project/index.html")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site. A warning of MkDocs is an error, and so is a cell of the notebook that fails."""
    from mkdocs.commands.build import build
    from mkdocs.config import load_config

    at = tmp_path_factory.mktemp("site")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MPLBACKEND", "Agg")
        patch.setenv("NO_MKDOCS_2_WARNING", "1")
        config = load_config(str(ROOT / "mkdocs.yml"), site_dir=str(at), strict=True)
        config.plugins.on_startup(command="build", dirty=False)
        build(config)
    return at


def text_of(page: Path) -> str:
    return page.read_text(encoding="utf-8")


def test_every_page_is_there_and_in_the_navigation(site: Path) -> None:
    index = text_of(site / "index.html")
    pages = [p.relative_to(ROOT / "docs").with_suffix(".html").as_posix() for p in (ROOT / "docs").rglob("*.md")]
    for page in (*(re.sub(r"README\.html$", "index.html", p) for p in pages), *MADE):
        assert (site / page).is_file()
        assert f'href="{page}"' in index or page == "index.html", f"{page} is not in the navigation"


def test_every_command_stands_with_its_options_and_example(site: Path) -> None:
    page = text_of(site / "commands.html")
    for name, command in COMMAND.commands.items():
        for own, inner in getattr(command, "commands", {"": command}).items():
            whole = f"dateline {name} {own}".strip()
            assert f'id="{whole.replace(" ", "-")}"' in page
            options = [o for p in inner.params for o in p.opts if o.startswith("--") and o != "--help"]
            assert all(f"{o}" in page for o in options)


def test_the_notebook_was_run_and_shows_what_it_gives(site: Path) -> None:
    page = text_of(site / "notebooks" / "panel.html")
    assert page.count('<img alt="figure" src="data:image/png;base64,') == 2
    assert page.count('class="nb-out"') >= 8
    assert "<sup>1</sup>" in page and "events are told by the outlets themselves" in page


def test_all_blocks_are_blocks_and_nothing_is_fetched_from_elsewhere(site: Path) -> None:
    for page in site.rglob("*.html"):
        assert "```" not in text_of(page).replace("<code>```</code>", ""), page.name
        assert not re.search(r'<(?:script|img|link)[^>]+(?:src|href)="https?://', text_of(page)), page.name
