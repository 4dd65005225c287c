"""The demo on the sample pages: what it shows, and that what it says to do next works."""

import shlex
import sys
from pathlib import Path

import pytest

from dateline.cli.demo import program
from dateline.cli.main import main
from dateline.store.store import Store


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    """The folder of a demo and what it printed."""
    folder = tmp_path_factory.mktemp("demo")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        patch.setattr(sys, "argv", [str(folder / "my tools" / "bin" / "dateline")])
        said: list[str] = []
        patch.setattr(sys.stdout, "write", lambda text: said.append(text) or len(text))
        assert main(["demo"]) == 0
    return folder, "".join(said)


@pytest.fixture
def store(demo):
    with Store(demo[0] / "demo.db") as opened:
        yield opened


def test_it_shows_the_stories_and_one_of_them_read(demo, store):
    assert "6 sample pages" in demo[1] and "12 stories" in demo[1] and "‹1" in demo[1] and "[1]" in demo[1]
    assert all(story.id in demo[1] for story in store.stories())
    assert (store.counts().stories, store.counts().failed) == (12, 0)


def test_every_command_that_it_prints_works_as_it_stands_and_finds_something(demo, capsys, monkeypatch):
    monkeypatch.chdir(demo[0])
    lines = [shlex.split(line) for line in demo[1].splitlines() if line.startswith("  ") and "--store demo.db" in line]
    assert {line[0] for line in lines} == {"my tools/bin/dateline"}
    assert [line[1:] for line in lines if line[1] == "serve"] == [["serve", "--store", "demo.db", "--port", "8765"]]
    asked = [line[1:] for line in lines if line[1] != "serve"]
    assert {command for command, *_ in asked} == {"events", "statements", "said-of", "incident", "explain", "show"}
    for command in asked:
        assert main(command) == 0, command
        out = capsys.readouterr().out
        assert "match." not in out and len(out.splitlines()) > 4, command


def test_the_pages_show_what_the_tool_is_for(store):
    events = list(store.events())
    assert len({e.event_type for e in events}) >= 14
    assert {e.factuality for e in events} == {"asserted", "negated", "possible", "future", "hypothetical"}
    assert any(len(s.said_by) > 1 for s in store.statements())
    assert sum(s.stance == "denies" for s in store.statements()) >= 6


def test_the_dead_of_one_ambush_are_counted_differently_and_two_outlets_print_the_agency(store):
    outlets = {story.id: story.outlet for story in store.stories()}
    events = store.events(search="ambush", type="ASSAULT", since="2024-09-10", until="2024-09-10")
    told = {(outlets[e.story], count.name) for e in events for count in e.counts}
    assert {("The Daily Example", "killed 14+")} | {
        (outlet, "killed 11") for outlet in ("Example Agency", "Sahel Courier", "Harbour Evening Post")
    } <= told


def test_the_agency_counts_once_where_its_report_is_printed_by_others(store):
    told = max(store.incidents(), key=lambda i: i.stories)
    assert told.stories >= 3 and told.outlets >= 3
    assert told.texts < told.stories and told.independent < told.stories
    assert "11" in (told.killed or "")


def test_a_year_of_another_calendar_is_not_taken_for_one_of_ours(store):
    [story] = store.stories(outlet="Alborz News")
    assert story.published is None or story.published.startswith("2024-09-10")


@pytest.mark.parametrize(
    ("called", "words"),
    [
        (".venv/bin/dateline", [".venv/bin/dateline"]),
        ("{here}/.venv/bin/dateline", [".venv/bin/dateline"]),
        ("/opt/tools/dateline", ["dateline"]),
        ("/elsewhere/dateline", ["/elsewhere/dateline"]),
        ("/lib/dateline/cli/main.py", [sys.executable, "-m", "dateline"]),
    ],
)
def test_commands_are_called_as_this_one_was(called, words, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PATH", "/usr/bin:/opt/tools")
    monkeypatch.setattr(sys, "argv", [called.format(here=Path.cwd())])
    assert program() == words
