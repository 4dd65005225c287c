"""The script that finds what a text shares with texts that aren't ours."""

import gzip
import importlib.util
import json
from pathlib import Path

PATH = Path(__file__).parents[1] / "scripts" / "borrowed.py"
TAKEN = "The mayor of the old harbour town resigned"


def load():
    spec = importlib.util.spec_from_file_location("borrowed", PATH)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_runs_of_six_words_are_found_in_all_kinds_of_files_whatever_their_case_and_marks(tmp_path):
    borrowed = load()
    (tmp_path / "a.jsonl").write_text(json.dumps({"x": [{"text": TAKEN + " on Monday."}]}) + "\nno JSON\n")
    (tmp_path / "b.html.gz").write_bytes(
        gzip.compress(b"<p>Two ships <b>sank</b> off the&nbsp;coast</p><script>a b c d e f</script>")
    )
    (tmp_path / "README.md").write_text("one two three four five six")
    known = borrowed.elsewhere([tmp_path])
    text = "A line.\n# the MAYOR of the old, harbour town; two ships sank off the coast\none two three four five six\n"
    assert list(borrowed.shared(text, known)) == [
        (2, "the mayor of the old harbour", "a.jsonl"), (2, "two ships sank off the coast", "b.html.gz")
    ]  # fmt: skip
    assert not list(borrowed.shared("The mayor of the old town resigned", known))
