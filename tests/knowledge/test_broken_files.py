"""Knowledge files broken in any way give file, line and reason, never a traceback."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dateline.errors import KnowledgeError
from dateline.knowledge import frames, ontology, page_words
from dateline.knowledge.check import check_all
from dateline.knowledge.checks import crosschecks
from dateline.knowledge.checks.required import required_faults
from dateline.knowledge.checks.shapes import shape_faults
from dateline.knowledge.files import SHIPPED, Layers, read_entries
from dateline.knowledge.kinds.files import TABLES, YAML
from dateline.knowledge.lexicon import counting, cues, expressions, factuality, reporting, words
from dateline.knowledge.load import load
from dateline.knowledge.world import actor_checks, crosswalks, gazetteer, offices, register

BROKEN = [
    ("- {id: 2024-13-45}", 1, "month must be in 1..12 (quote what is meant as text)"),
    ("- {[a]: b}", 1, "unhashable key"),
    ("- {id: m, id: n}", 1, "key 'id' stands twice"),
    ("- id: m\n  words: [x]\n  words: [y]", 3, "key 'words' stands twice"),
    ("- 3", 1, "an entry must be a mapping"),
    ("- null", 1, "an entry must be a mapping"),
    ("- [a, b]", 1, "an entry must be a mapping"),
    ("3", 1, "a list of entries is wanted"),
    ("{id: m}", 1, "a list of entries is wanted"),
    ("- {id: m}\n--- \n- {id: n}", 2, "another document"),
    ("- {id: m, words: *x}", 1, "alias"),
    ("- {id: m, <<: 3}", 1, "mapping"),
    ("- {id: !!python/name:os.system m}", 1, "could not determine a constructor"),
    ("- {id: !!int abc}", 1, "invalid literal"),
    ("- {id: " + "1" * 5000 + "}", 1, "quote what is meant as text"),
    ("- id: m\n\twords: [x]", 2, "found a tab character"),
    ("- {id: 'm}", 1, "found unexpected end"),
    ("- {id: " + "[" * 120 + "]" * 120 + "}", 0, "nested deeper"),
    ("- {id: null, words: [x]}", 1, "field 'id' must be text"),
    ("- {id: m, words: x}", 1, "field 'words' must be a list of words"),
    ("- {id: m, words: [[x]]}", 1, "field 'words' holds ['x'], which is no text"),
    ("- {id: m, words: &a [*a]}", 1, "field 'words' holds"),
    ("- {id: m, words: {a: b}}", 1, "field 'words' must be a list of words"),
    ("- {id: m, words: []}", 1, "with one at least"),
    ("- {id: m, words: [2021-02-03]}", 1, "which is no text"),
    ("- {id: m, extends: nobody}", 1, "no such entry"),
    ("- {id: m, extends: m}", 1, "extends this one"),
    ("- {id: m, extends: [kin]}", 1, "no such entry"),
]


def lay(folder: Path, name: str, content: bytes) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


@pytest.mark.parametrize(("text", "line", "reason"), BROKEN, ids=[b[2] + str(n) for n, b in enumerate(BROKEN)])
def test_a_broken_file_is_named_with_line_and_reason(tmp_path: Path, text: str, line: int, reason: str) -> None:
    path = lay(tmp_path, "words/shapes.yaml", text.encode())
    faults = check_all((tmp_path,))
    assert any((f.file, f.line) == (str(path), line) and reason in f.reason for f in faults), faults
    with pytest.raises(KnowledgeError):
        load((tmp_path,))


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b"- {id: \x00}", b"\x93x\x94"])
def test_bytes_that_are_no_text_are_named(tmp_path: Path, content: bytes) -> None:
    for name in ("words/shapes.yaml", "actors/organs.csv"):
        path = lay(tmp_path, name, content)
        with pytest.raises(KnowledgeError) as caught:
            raise next(shape_faults(Layers((SHIPPED, tmp_path))))
        assert caught.value.file in {str(path), str(tmp_path / "actors/organs.csv")}


# What loads and checks the files of each folder.
SECTIONS: dict[str, tuple[Callable[[Layers], object], ...]] = {
    "ontology": (ontology.load,),
    "crosswalks": (crosswalks.load, crosswalks.check),
    "frames": (frames.load,),
    "modes": (cues.load,),
    "contexts": (cues.load,),
    "quiet": (cues.load,),
    "counting": (counting.load,),
    "reporting": (reporting.load,),
    "factuality": (factuality.load,),
    "words": (words.load,),
    "actors": (offices.load, register.load, actor_checks.check),
    "dates": (expressions.load,),
    "places": (gazetteer.load,),
    "pages": (page_words.load,),
    "renamed": (),
}
# Sections that hold together only with what is shipped.
WHOLE = {"places", "dates", "crosswalks", "counting"}
SCALARS = st.one_of(
    st.none(), st.booleans(), st.integers(-20, 4000), st.floats(), st.dates(),
    st.sampled_from(["a", "on", "", " ", "(", "<x>", "a_b", "x +inf", "[y]", "subj > obj", "12-25", "02-30", "person",
                     "NONE", "future", "verb", "aux", "MIL", "{x}", "x|y", "speech", "clause", "any", "he", "|"]),
)  # fmt: skip
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(SCALARS, inner, max_size=3)),
    max_leaves=5,
)


def entries_of(pattern: str) -> st.SearchStrategy[object]:
    """Entries of a kind of file: fields that there are, right values and any others."""
    shipped = [e.data for e in Layers((SHIPPED,)).entries(pattern)][:40]
    fields = sorted({name for data in shipped for name in data} | {"remove", "extends"})
    field = st.sampled_from(fields)
    right = st.sampled_from(shipped)
    made = st.dictionaries(field, VALUES, max_size=4)
    return st.one_of(VALUES, made, st.builds(lambda a, b: {**a, **b}, right, made))


@contextmanager
def folder_with(name: str, text: str) -> Iterator[tuple[Path, Path]]:
    with TemporaryDirectory() as folder:
        yield Path(folder), lay(Path(folder), name, text.encode())


@pytest.mark.parametrize("pattern", sorted(YAML))
def test_any_shape_of_yaml_is_read_or_refused_with_its_place(pattern: str) -> None:
    section = pattern.split("/")[0]

    @settings(max_examples=40, deadline=None, database=None, derandomize=True, suppress_health_check=list(HealthCheck))
    @given(st.lists(entries_of(pattern), min_size=1, max_size=2))
    def run(content: object) -> None:
        text = yaml.safe_dump(content, allow_unicode=True)
        with folder_with(pattern.replace("*", "mine"), text) as (folder, path):
            layers = Layers((SHIPPED, folder) if section in WHOLE else (folder / "none", folder))
            faults = list(shape_faults(layers))
            for fault in faults:
                assert fault.file == str(path)
                assert 1 <= fault.line <= text.count("\n") + 1
                assert fault.reason and "\n" not in fault.reason
            if not faults:
                list(required_faults(Layers((folder / "none", folder)), touched=True))
                loads(layers, section, path)

    run()


def loads(layers: Layers, section: str, path: Path) -> None:
    """What has the shape of its kind loads, or is refused with its place."""
    try:
        for load in SECTIONS[section]:
            list(load(layers) or ()) if load.__name__ == "check" else load(layers)
        if section in {"frames", "modes", "contexts"}:
            list(crosschecks.check(layers))
    except KnowledgeError as fault:
        assert fault.file == str(path)
        assert fault.line >= 1


@pytest.mark.parametrize("pattern", sorted(TABLES))
def test_any_cells_are_read_or_refused_with_their_place(pattern: str) -> None:
    section, columns = pattern.split("/")[0], list(TABLES[pattern].columns)
    cells = st.sampled_from(
        ["", "a", "|", "FRA", "person", "city", "95", "-4.5", "1e400", "nan", "2020..", "Q1", "x|y", '"', "٣", "ſ"]
    )

    @settings(max_examples=25, deadline=None, database=None, derandomize=True, suppress_health_check=list(HealthCheck))
    @given(st.lists(st.lists(cells, min_size=1, max_size=len(columns) + 1), max_size=3))
    def run(content: list[list[str]]) -> None:
        text = "\n".join(",".join(row) for row in [columns, *content])
        with folder_with(pattern.replace("*", "mine"), text) as (folder, path):
            layers = Layers((SHIPPED, folder) if section == "places" else (folder / "none", folder))
            faults = list(shape_faults(layers))
            assert all(f.file == str(path) and f.line >= 0 for f in faults)
            if not faults:
                loads(layers, section, path)

    run()


def test_entries_know_their_lines(tmp_path: Path) -> None:
    path = lay(tmp_path, "words/shapes.yaml", b"\xef\xbb\xbf# mine\n- {id: a, words: [x]}\n\n- id: b\n  words: [y]\n")
    assert [(e.data["id"], e.line) for e in read_entries(path)] == [("a", 2), ("b", 4)]
