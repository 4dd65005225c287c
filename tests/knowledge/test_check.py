"""What ``dateline check`` finds: every fault with file, line and reason, several at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from dateline.cli.main import main
from dateline.errors import KnowledgeError
from dateline.knowledge.check import check_all
from dateline.knowledge.checks.shapes import shape_faults
from dateline.knowledge.files import SHIPPED, Layers
from dateline.knowledge.kinds.files import TABLES, YAML
from dateline.knowledge.load import load

BODY = "id,name,aliases,kind,country,sectors,wikidata\n"
PERSON = "id,name,aliases,country,posts,sectors\n"
# file, its text, line of the fault, part of the reason
FAULTS = [
    ("frames/accuse.yaml", "- {id: mine.a, verbs: [x], rolse: subj > obj}", 1, "rolse (is roles meant?)"),
    ("frames/accuse.yaml", "\n- {id: mine.a, verbs: [x], modes: [shout]}", 2, "ACCUSE has no mode 'shout'"),
    ("frames/monitor.yaml", "- {id: mine.a, verbs: [x]}", 1, "no event type 'MONITOR', which is the name of the file"),
    ("frames/accuse.yaml", "- {id: mine.a, verbs: [x], type: NAG}", 1, "no event type 'NAG'"),
    ("frames/accuse.yaml", "- {id: mine.a, verbs: [x], contexts: [weather]}", 1, "no context 'weather'"),
    ("frames/accuse.yaml", "- {id: mine.a, verbs: [x], actor: [ship]}", 1, "no kind of actor 'ship'"),
    ("frames/accuse.yaml", "- {id: mine.a, verbs: [x], strength: 7}", 1, "'strength' must be from 0 to 1"),
    ("frames/accuse.yaml", "- {id: mine.a, verbs: [x], weak: often}", 1, "must be true or false"),
    ("frames/accuse.yaml", "- {id: mine.a, verbs: [on]}", 1, "quote words such as on"),
    ("frames/accuse.yaml", "- {id: mine.a, verbs: ['<no-set>']}", 1, "no word set"),
    ("frames/accuse.yaml", "- {id: mine.a}", 1, "needs 'verbs'"),
    ("frames/accuse.yaml", "- {id: m.a, verbs: [x]}\n- {id: m.a, verbs: [y]}", 2, "id 'm.a' stands in"),
    ("frames/accuse.yaml", "- {remove: true}", 1, "'id' of what is to go"),
    ("frames/accuse.yaml", "- {id: [}", 1, "no readable YAML"),
    ("frames/accuse.yaml", "id: m.a", 1, "a list of entries is wanted"),
    ("ontology/mine.yaml", "- {id: NAG, quad: 5, score: 1, label: x}", 1, "'quad' must be from 1 to 4, not 5"),
    ("ontology/mine.yaml", "- {id: NAG, quad: 1, score: 40, label: x}", 1, "'score' must be from -10 to 10"),
    ("ontology/mine.yaml", "- {id: nag, quad: 1, score: 4, label: x}", 1, "must be in capitals"),
    ("ontology/mine.yaml", "- {id: NAG, quad: 1, score: 4}", 1, "field 'label' is missing"),
    ("modes/mine.yaml", "- {id: m, type: AID, mode: phone, words: [x]}", 1, "AID has no mode 'phone'; it has none"),
    ("contexts/mine.yaml", "- {id: m, wrods: [x], words: [y]}", 1, "no such field: wrods"),
    ("crosswalks/cameo.yaml", '- {id: m, type: AID, cameo: "079"}', 1, "CAMEO has no code '079'"),
    ("crosswalks/cameo.yaml", '- {id: m, type: NAG, cameo: "070"}', 1, "no event type 'NAG'"),
    ("words/agents.yaml", "- {id: m, nouns: [x], kind: ship, sectors: []}", 1, "'kind' is 'ship'"),
    ("words/agents.yaml", "- {id: m, nouns: [x], kind: person, sectors: [NAVY]}", 1, "'NAVY', not one of AGR"),
    ("words/mine.yaml", "- {id: m, nouns: [x]}", 0, "nothing reads a file words/mine.yaml"),
    ("wrods/agents.yaml", "- {id: m}", 0, "folders are actors, contexts"),
    ("reporting/verbs.yaml", "- {id: m, lemmas: [x], takes: [soup], kind: speech}", 1, "'soup', not one of clause"),
    ("reporting/stance.yaml", "- {id: m, words: [x], stance: shouts, scope: any}", 1, "'shouts', not one of asserts"),
    ("factuality/mine.yaml", "- {id: m, words: [x], gives: maybe}", 1, "'gives' is 'maybe', not one of"),
    ("factuality/mine.yaml", "- {id: m, pos: verb, takes: [soup], words: [x], gives: future}", 1, "not one of inf"),
    ("dates/mine.yaml", "- {id: m, pattern: x, type: DAY, value: {op: today}, examples: []}", 1, "'type' is 'DAY'"),
    ("dates/mine.yaml", "- {id: m, holiday: [x day], easter: soon}", 1, "must be a whole number"),
    ("pages/furniture.yaml", "- {id: m, kind: tool, pattern: '('}", 1, "no regular expression"),
    ("pages/markup.yaml", "- {id: m, role: hide, words: [x]}", 1, "not one of cut, skip"),
    ("actors/organs.csv", BODY + "m,Mine,,ship,FRA,GOV,", 2, "column kind: 'ship' is not one of"),
    ("actors/organs.csv", BODY + "m,Mine,,government,XXX,GOV,", 2, "country 'XXX' is unknown"),
    ("actors/organs.csv", BODY + "m,Mine,,government,FRA,NAVY,", 2, "sector 'NAVY' is unknown"),
    ("actors/organs.csv", "id,name,alias\nm,Mine,x", 1, "no such column: alias (is aliases meant?)"),
    ("actors/organs.csv", BODY + "m,Mine,,government,FRA,GOV,Q1,extra", 2, "more cells than the header"),
    ("actors/persons_hand.csv", PERSON + ",A. Nobody,,FRA,2021..2020 President,", 2, "ends before it starts"),
    ("places/mine.csv", "name,type,lat,lon\nMine,city,95,5", 2, "column lat: '95' is not degrees from -90 to 90"),
    ("places/mine.csv", "name,type,lat,lon\nMine,town,5,5", 2, "column type: 'town' is not one of"),
]  # fmt: skip


def lay(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text + "\n", encoding="utf-8")
    return path


@pytest.mark.parametrize(("name", "text", "line", "reason"), FAULTS, ids=[f"{f[0]}-{f[3][:24]}" for f in FAULTS])
def test_a_fault_is_named_with_file_line_and_reason(
    tmp_path: Path, name: str, text: str, line: int, reason: str
) -> None:
    path = lay(tmp_path, name, text)
    faults = check_all((tmp_path,))
    assert [(f.file, f.line) for f in faults if reason in f.reason] == [(str(path), line)], faults


def test_shipped_knowledge_is_sound() -> None:
    assert check_all() == []


def test_all_faults_are_listed_and_the_exit_code_is_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lay(
        tmp_path,
        "frames/accuse.yaml",
        "- {id: m.a, verbs: ['<x>']}\n- {id: m.b, verbs: ['<y>']}\n- {id: m.c, verbs: [z], colour: red}",
    )
    lay(tmp_path, "actors/media.csv", BODY + "m,Mine,,ship,FRA,JRN,\nn,Yours,,boat,FRA,JRN,")
    assert main(["check", "--knowledge", str(tmp_path)]) == 1
    err = capsys.readouterr().err
    lines = [line for line in err.splitlines() if line.startswith("dateline: ")]
    assert [Path(line.split(":")[1]).name + line.split(":")[2] for line in lines] == [
        "media.csv2", "media.csv3", "accuse.yaml1", "accuse.yaml2", "accuse.yaml3",
    ]  # fmt: skip
    assert err.rstrip().endswith("5 faults")


@pytest.mark.parametrize("pattern", sorted(YAML))
def test_an_unknown_field_is_a_fault_in_every_kind_of_file(tmp_path: Path, pattern: str) -> None:
    path = lay(tmp_path, pattern.replace("*", "mine"), "- {id: m, colour: red}")
    faults = shape_faults(Layers((SHIPPED, tmp_path)))
    assert any(f.file == str(path) and "no such field: colour" in f.reason for f in faults)


@pytest.mark.parametrize("pattern", sorted(TABLES))
def test_an_unknown_column_is_a_fault_in_every_table(tmp_path: Path, pattern: str) -> None:
    path = lay(tmp_path, pattern.replace("*", "mine"), "colour\nred")
    faults = shape_faults(Layers((SHIPPED, tmp_path)))
    assert any(f.file == str(path) and "no such column: colour" in f.reason for f in faults)


def test_coding_refuses_a_folder_with_faults(tmp_path: Path) -> None:
    lay(tmp_path, "words/agents.yaml", "- {nouns: [x]}")
    with pytest.raises(KnowledgeError, match=r"agents\.yaml:1: field 'id' is missing"):
        load((tmp_path,))


def test_examples_that_fail_are_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lay(tmp_path, "frames/accuse.yaml", "- id: mine.scold\n  verbs: [scold]\n  match:\n"
        '    - "[France](actor) [scolded](trigger) [Spain](recipient)."\n'
        '    - "[Spain](actor) [scolded](trigger) [France](actor)."\n'
        '  no_match: ["Italy scolded Malta."]')  # fmt: skip
    assert main(["check", "--examples", "--knowledge", str(tmp_path)]) == 1
    shown = capsys.readouterr()
    assert "1 of 3 examples do what they say." in shown.out
    assert "mine.scold: actor must be ['Spain', 'France'], is ['Spain']" in shown.err
    assert "mine.scold: the rule must not match here" in shown.err
