"""The README's first screen shows what the tool really prints."""

import re
from pathlib import Path

from dateline.cli.main import main

ROOT = Path(__file__).parents[1]


def words(text: str) -> list[str]:
    return text.split()


def test_the_first_screen_is_real_output(tmp_path, capsys, monkeypatch):
    monkeypatch.chdir(ROOT)
    store = str(tmp_path / "news.db")
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    shown = re.search(r"```text\n(.*?)```", readme, re.DOTALL)
    story = re.search(r"dateline show (\S+)", readme)
    assert shown and story
    given = ["--published", "2024-03-05", "--outlet", "Example Post"]
    assert main(["code", "examples/summit.txt", *given, "--store", store]) == 0
    capsys.readouterr()
    assert main(["show", story[1], "--store", store]) == 0
    assert words(capsys.readouterr().out) == words(shown[1])
