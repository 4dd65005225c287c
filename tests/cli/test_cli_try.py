"""``dateline try``: the text from wherever it comes, printed for people and for programs."""

from __future__ import annotations

import io
import json
from pathlib import Path
from types import SimpleNamespace

import pytest

from dateline.cli.main import main

TEXT = "Kenya condemned Uganda."


def test_a_text_as_argument_from_a_file_and_from_standard_input_is_the_same(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.txt").write_text(TEXT + "\n", encoding="utf-8")
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(TEXT.encode())))
    printed = []
    for given in ([TEXT], ["--file", str(tmp_path / "a.txt")], ["-"]):
        assert main(["try", *given, "--no-model", "--format", "json"]) == 0
        printed.append(json.loads(capsys.readouterr().out))
    assert printed[0] == printed[1] == printed[2]
    assert [(e["type"], e["actors"]) for e in printed[0]["events"]] == [("ACCUSE", ["Kenya"])]
    assert printed[0]["asked"] is False and printed[0]["sentences"][0]["tokens"][1]["lemma"] == "condemn"


def test_people_read_of_each_stage(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["try", TEXT]) == 0
    out = capsys.readouterr().out
    for heading in ("Words", "Clauses", "Names", "Rules", "Learned part", "Events"):
        assert f"\n{heading}\n" in out
    assert "Kenya · ACCUSE (disapprove) · Uganda" in out and "wins" in out


def test_a_named_rule_is_told_alone(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["try", "It rained.", "--rule", "support.praise", "--no-model"]) == 0
    out = capsys.readouterr().out
    assert out.startswith("support.praise (en/frames/support.yaml:") and "gives no event: no word of the text is" in out
    assert "Events" not in out


def test_control_characters_of_a_text_do_not_reach_the_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["try", "Kenya \x1b[31mcondemned\x1b[0m Uganda.", "--no-model"]) == 0
    assert "\x1b" not in capsys.readouterr().out


@pytest.mark.parametrize(
    ("args", "code", "says"),
    [
        ([], 2, "give a text in quotation marks"),
        ([TEXT, "--file", "a.txt"], 2, "give a text in quotation marks"),
        (["--file", "missing.txt"], 1, "missing.txt: can't be read: No such file"),
        ([TEXT, "--rule", "no.rule"], 2, "--rule no.rule: the knowledge has no such rule"),
        ([TEXT, "--published", "2023-13-01"], 2, "2023-13-01"),
        ([" "], 2, "there is no text to try"),
        ([TEXT, "--knowledge", "missing"], 2, "missing"),
    ],
)
def test_wrong_use_is_one_clear_line(
    args: list[str], code: int, says: str, tmp_path: Path, capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.chdir(tmp_path)
    assert main(["try", *args]) == code
    err = capsys.readouterr().err
    assert says in err and len(err.strip().splitlines()) == 1


def test_a_file_that_is_no_text_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.bin").write_bytes(b"\xff\xfe\x00")
    assert main(["try", "--file", str(tmp_path / "a.bin")]) == 1
    assert "a.bin: it is no UTF-8 text" in capsys.readouterr().err
