"""Annotations in brat, Label Studio and CoNLL-U, and back: nothing is lost, and what a person changes there holds."""

import json
from dataclasses import replace

import pytest
from invented import HARBOUR, TEXTS, harbour

from dateline.corpus.annotation import Annotation
from dateline.corpus.texts import Text, digest
from dateline.errors import InputError
from dateline.knowledge.files import SHIPPED, Layers
from dateline.knowledge.ontology import load
from dateline.spans import Span
from dateline.standards.brat import read_brat, write_brat
from dateline.standards.conllu import read_conllu, write_conllu
from dateline.standards.label_studio import read_label_studio, write_label_studio
from dateline.standards.markup import annotation_of_markup, markup_of
from loaded import tools

ONTOLOGY = load(Layers((SHIPPED,)))


def there_and_back(shape, markup, folder):
    if shape == "brat":
        write_brat([markup], folder, ONTOLOGY)
        return list(read_brat(folder))
    if shape == "labelstudio":
        write_label_studio([markup], folder, ONTOLOGY, "test")
        return list(read_label_studio(folder))
    file = folder.with_suffix(".conllu")
    file.write_text("".join(line + "\n" for line in write_conllu([markup, markup], tools().parser)), encoding="utf-8")
    one, other = read_conllu(file)
    assert one == other
    return [one]


def annotated(markup) -> Annotation:
    row = annotation_of_markup(markup, "own", "-")
    return replace(row, identities=tuple(tuple(sorted(group)) for group in row.identities))


@pytest.mark.parametrize("shape", ["brat", "labelstudio", "conllu"])
def test_nothing_is_lost_on_the_way_there_and_back(shape, tmp_path):
    row = replace(harbour(), text=HARBOUR, part="own", annotator="-")
    (back,) = there_and_back(shape, markup_of(row, TEXTS["harbour"]), tmp_path / "out")
    assert annotated(back) == replace(row, identities=tuple(tuple(sorted(g)) for g in row.identities))


@pytest.mark.parametrize("shape", ["brat", "labelstudio", "conllu"])
def test_letters_beyond_the_basic_plane_and_odd_blanks_shift_nothing(shape, tmp_path):
    words = "🚢 Karsia\u00a0 shelled Osk 🚀.\n\nOsk | replied to Karsia:\t“no”."
    names = tuple(
        tuple(Span(at, at + len(name)) for at in (words.index(name), words.rindex(name))) for name in ("Karsia", "Osk")
    )
    row = replace(
        harbour(), text=words, sha256=digest(words), words=len(words.split()), statements=(), events=(),
        identities=names, headline=None,
    )  # fmt: skip
    (back,) = there_and_back(shape, markup_of(row, Text("harbour", words)), tmp_path / "out")
    assert back.text.text == words
    assert annotated(back).identities == row.identities


def test_in_brat_what_was_changed_holds_and_new_events_get_ids(tmp_path):
    write_brat([markup_of(harbour(), TEXTS["harbour"])], tmp_path, ONTOLOGY)
    file = tmp_path / "harbour.ann"
    lines = file.read_text(encoding="utf-8")
    accused = next(line for line in lines.split("\n") if "\tACCUSE:" in line)
    changed = accused.replace("Recipient:", "Actor2:")
    key, trigger = accused.split("\t")[0], len(lines.split("\nT")) + 1
    start = HARBOUR.index("told Radio")
    new = f"T{trigger}\tCONSULT {start} {start + 4}\ttold\nE99\tCONSULT:T{trigger}\nA99\tFactuality E99 possible\n"
    lines = lines.replace(accused, changed).replace(f"Factuality {key} asserted", f"Factuality {key} future")
    file.write_text(lines + new + f"#99\tAnnotatorNotes {key.lower()}\tnot sure\n", encoding="utf-8")
    row = annotated(next(read_brat(tmp_path)))
    first, last = next(e for e in row.events if e.types[0] == "ACCUSE"), row.events[-1]
    assert (len(first.actors), first.recipients, first.factuality) == (2, (), ("future",))
    assert (last.types, last.factuality, last.id) == (("CONSULT",), ("possible",), "e8")


def test_brat_has_a_stretch_over_lines_in_parts(tmp_path):
    words = "They said:\n\n“Go.\nNow.”"
    said = replace(harbour().statements[0], content=Span(12, len(words)), chain=(), cue=None)
    row = replace(harbour(), text=words, statements=(said,), events=(), identities=())
    write_brat([markup_of(row, Text("x", words))], tmp_path, ONTOLOGY)
    assert "T1\tStatement 12 16;17 22\t“Go. Now.”\n" in (tmp_path / "x.ann").read_text(encoding="utf-8")
    assert annotated(next(read_brat(tmp_path))).statements[0].content == said.content
    (tmp_path / "x.ann").write_text("T1\tName 0 4\tThey\nT2\tName x y\t?\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"x\.ann:2: no line of brat's"):
        list(read_brat(tmp_path))


def region(start, words, key="a"):
    value = {"start": start, "end": start + len(words), "text": words, "labels": ["Name"]}
    return {"id": key, "from_name": "label", "to_name": "text", "type": "labels", "value": value}


def test_exports_of_label_studio_that_count_utf16_units_are_known_by_their_words(tmp_path):
    words = "🚢🚢 Karsia shelled Osk."
    names = [region(5, "Karsia"), region(12 + 8, "Osk", "b"), region(words.index("Osk"), "Osk", "c")]
    same = [{"type": "relation", "from_id": a, "to_id": "c", "direction": "right", "labels": ["Same"]} for a in "ab"]
    export = [{"id": 7, "data": {"text": words}, "annotations": [{"result": [*names, *same]}]}]
    (tmp_path / "x.json").write_text(json.dumps(export), encoding="utf-8")
    row = annotated(next(read_label_studio(tmp_path / "x.json")))
    assert row.id == "7"
    assert {span.of(words) for span in row.identities[0]} == {"Karsia", "Osk"}
    export[0]["annotations"][0]["result"][0]["value"]["text"] = "Elsewhere"
    (tmp_path / "x.json").write_text(json.dumps(export), encoding="utf-8")
    with pytest.raises(InputError, match=r"x\.json task 1.*has not the words 'Elsewhere'"):
        list(read_label_studio(tmp_path / "x.json"))
