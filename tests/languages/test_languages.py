"""Choosing a language, and what is said where one isn't there or lacks something."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from spanish import SPANISH

from dateline.cli.main import main
from dateline.errors import KnowledgeError, UsageError
from dateline.knowledge.check import check_all
from dateline.knowledge.load import load
from dateline.language.shipped import SHIPPED, language_of_code
from dateline.settings import Settings
from dateline.tools import make_tools

KNOWLEDGE = Path(__file__).parent / "knowledge"


def test_a_language_that_is_not_there_is_named_with_those_that_are() -> None:
    with pytest.raises(UsageError, match=r"'es'.*only en \(English\)"):
        make_tools(Settings(language="es"))
    assert language_of_code("es", {**SHIPPED, "es": SPANISH}) is SPANISH


@pytest.mark.parametrize("code", ["", "EN", "eng", "e"])
def test_a_language_is_a_code_of_two_letters(code: str) -> None:
    with pytest.raises(UsageError, match="code of two letters"):
        Settings(language=code)


def test_the_words_of_a_language_are_its_own_and_the_world_is_shared() -> None:
    known = load((KNOWLEDGE,), "es")
    assert set(known.frames.rules) == {"assault.es-bombardear", "accuse.es-condenar"}
    assert known.register.country_of("Francia") == "FRA"
    assert known.register.country_of("France") == "FRA"
    assert known.pages.language == "es"


def test_check_finds_a_language_of_ones_own_sound(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--language", "es", "--knowledge", str(KNOWLEDGE)]) == 0
    assert "sound" in capsys.readouterr().out


def test_check_names_what_a_language_lacks(tmp_path: Path) -> None:
    folder = tmp_path / "own"
    shutil.copytree(KNOWLEDGE, folder)
    (folder / "es" / "reporting" / "words.yaml").unlink()
    (folder / "es" / "pages" / "common.yaml").unlink()
    lacking = {f.reason.split("'")[1] for f in check_all((folder,), language="es")}
    assert {"common", "first-person", "openers"} <= lacking
    with pytest.raises(KnowledgeError, match="must be brought"):
        load((folder,), "es")


def test_english_is_not_asked_for_what_another_language_brings() -> None:
    assert check_all((KNOWLEDGE,)) == []
    assert "assault.es-bombardear" not in load((KNOWLEDGE,)).frames.rules
