"""What the runner says of examples that are right and of examples that are wrong, for each kind of entry."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from dateline.cli.main import main
from dateline.examples.bench import Bench
from dateline.examples.marks import unmark
from dateline.examples.run import Verdict, run_examples
from dateline.settings import Settings
from dateline.tools import make_tools

MONITOR = (
    "- {id: MONITOR, quad: 1, score: 1, label: watch}",
    "- id: monitor.watch\n  verbs: [scrutinise]\n  nouns: [scrutiny of]\n  match: [%s]\n  no_match: [%s]",
)
# file, an entry with a place for its examples, a right example, a wrong one, part of the reason
KINDS = [
    ("words/agents.yaml", "- {id: m, nouns: [ferryman], kind: person, sectors: [BUS], match: [%s]}",
     "[The ferryman](person BUS) fled.", "[The ferryman](person MIL) fled.", "must be person MIL"),
    ("words/titles.yaml", "- {id: m, words: [harbourmaster], kind: person, sectors: [GOV], match: [%s]}",
     "[Harbourmaster Ada Brunn](person GOV) fled.", "[Harbourmaster Ada Brunn](thing) fled.", "must be thing"),
    ("words/group_nouns.yaml", "- {id: m, nouns: [cartel], kinds: [company], match: [%s]}",
     "[Boeing] cut jobs. [The cartel] blamed weak orders.", "[Boeing] cut jobs. [Soldiers] left.", "must be one"),
    ("words/portfolios.yaml", "- {id: harbours, words: [harbours], match: [%s]}",
     "Ministry of Harbours", "Ministry of Justice", "must say the portfolio harbours"),
    ("words/gender.yaml", "- {id: m, pronoun: he, words: [ferryman], names: [zorvan], match: [%s]}",
     "Zorvan Brunn", "Ada Brunn", "must say 'he'"),
    ("actors/offices.yaml", "- {id: m, office: [ferry master], pattern: chief of ferries, match: [%s]}",
     "Chief of Ferries", "Chief of Trains", "must say m"),
    ("reporting/verbs.yaml", "- {id: m, lemmas: [bellow], takes: [clause], match: [%s]}",
     "[The baker](source) [bellowed](cue) that [it was raining](content).",
     "[The baker](source) [bellowed](cue) that it was [raining](content).", "content must be ['raining']"),
    ("reporting/stance.yaml", "- {id: m, stance: hedges, scope: any, words: [verily], match: [%s]}",
     "The baker said it [verily](cue) rained.", "The baker said it [rained](cue).", "must make it 'hedges'"),
    ("factuality/mine.yaml", "- {id: m, pos: verb, takes: [inf], words: [yearn], gives: future, examples: {%s: %s}}",
     ("The army yearned to {leave}.", "future"), ("The army yearned to {leave}.", "asserted"),
     "must be asserted, is future"),
    ("dates/mine.yaml", "- {id: m, pattern: eclipse, type: DATE, value: {op: literal, value: '2021'}, examples: [%s]}",
     {"text": "He fled after the eclipse.", "published": None, "span": "eclipse", "value": "2021"},
     {"text": "He fled after the eclipse.", "published": None, "span": "eclipse", "value": "2022"},
     "2022"),
    ("places/examples.yaml", "- {id: m, text: Troops left Aleppo., expect: {Aleppo: %s}}",
     "Aleppo, SYR", "Aleppo, IRQ", "must be Aleppo, IRQ, is Aleppo, SYR"),
    ("places/where_examples.yaml", "- {id: m, text: Rebels shelled a market in Aleppo., trigger: shelled, place: %s}",
     "Aleppo", "Mosul", "the place must be Mosul, is Aleppo"),
    ("pages/furniture.yaml", "- {id: m, kind: ad, pattern: zimbly.*, match: [%s]}", "Zimbly", "Zambly", "must cover"),
    ("pages/captions.yaml", "- {id: m, pattern: zimbly, match: [%s]}", "A zimbly scene", "A scene", "must be found"),
]  # fmt: skip


def written(value: object) -> tuple[str, ...]:
    """An example as YAML, ready to be put into an entry."""
    import json

    return tuple(json.dumps(v) for v in (value if isinstance(value, tuple) else (value,)))


def lay(folder: Path, name: str, text: str) -> None:
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(text + "\n", encoding="utf-8")


def own(folder: Path) -> list[Verdict]:
    tools = make_tools(Settings(opinion=False, knowledge=(folder,)))
    return [v for v in run_examples(Bench(tools), touched=True) if v.own]


@pytest.mark.parametrize(("name", "entry", "right", "wrong", "reason"), KINDS, ids=[k[0] for k in KINDS])
def test_right_examples_pass_and_wrong_ones_are_named(
    tmp_path: Path, name: str, entry: str, right: object, wrong: object, reason: str
) -> None:
    lay(tmp_path, name, f"{entry % written(right)}\n{(entry % written(wrong)).replace('id: m', 'id: n', 1)}")
    lay(tmp_path, name, entry % written(right))
    assert [v.reason for v in own(tmp_path)] == [""]
    lay(tmp_path, name, entry % written(wrong))
    (verdict,) = own(tmp_path)
    assert reason in verdict.reason
    assert (verdict.file, verdict.line) == (str(tmp_path / name), 1)


PARTIES = [
    ("[France](actor) [scrutinised](trigger) [Spain](recipient).", ""),
    ("[France](actor) [scrutinised](trigger) Spain.", "recipient must be [], is ['Spain']"),
    ("[Spain](actor) [scrutinised](trigger) [France](recipient).", ""),
    ("[Chad](actor) released its scrutiny of [Spanish](recipient) sugar.", ""),
    ("France [scrutinised](trigger) [Spain](recipient).", "actor must be [], is ['France']"),
    ("[France](actor) scrutinised [Spain](recipient) after a [war](trigger).", "trigger is 'scrutinised'"),
    ("France slept.", "the rule finds nothing"),
]


@cache
def parties(folder: Path) -> dict[str, str]:
    return {v.example: v.reason for v in own(folder)}


@pytest.fixture(scope="module")
def monitor(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("monitor")
    lay(folder, "ontology/mine.yaml", MONITOR[0])
    examples = ", ".join(written(example)[0] for example, _ in PARTIES)
    lay(folder, "frames/monitor.yaml", MONITOR[1] % (examples, '"France scrutinised the soup."'))
    return folder


@pytest.mark.parametrize(("example", "reason"), PARTIES, ids=[p[0] for p in PARTIES])
def test_parties_of_a_frame(monitor: Path, example: str, reason: str) -> None:
    got = parties(monitor)[example]
    assert got.startswith(reason) if reason else got == ""


def test_an_example_that_must_not_match(monitor: Path) -> None:
    assert parties(monitor)["France scrutinised the soup."] == "the rule must not match here"


def test_only_what_a_folder_touches_is_run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lay(
        tmp_path, "words/agents.yaml", '- {id: m, nouns: [ferryman], kind: person, sectors: [], match: ["[x](person)"]}'
    )
    tools = make_tools(Settings(opinion=False, knowledge=(tmp_path,)))
    files = {Path(v.file).name for v in run_examples(Bench(tools), touched=True)}
    assert files == {"agents.yaml"}
    assert main(["check", "--examples", "--knowledge", str(tmp_path)]) == 1
    shown = capsys.readouterr()
    assert "agents.yaml:1: m: 'x' must be person, is nobody" in shown.err
    assert "0 of 1 examples do what they say." in shown.out


def test_our_examples_that_a_users_rules_change_are_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lay(tmp_path, "words/portfolios.yaml", '- {id: ships, words: [justice], match: ["Ministry of Justice"]}')
    assert main(["check", "--examples", "--knowledge", str(tmp_path)]) == 0
    out = capsys.readouterr().out
    assert "1 of 1 examples do what they say." in out
    assert "words/portfolios.yaml:" in out.split("come out otherwise")[1]
    assert "justice: Ministry of Justice" in out


def test_marks_are_taken_out() -> None:
    marked = unmark("[The army](actor) [shelled](trigger) [it].")
    assert marked.text == "The army shelled it."
    assert [(s.of(marked.text), m) for s, m in marked.marks] == [
        ("The army", "actor"),
        ("shelled", "trigger"),
        ("it", ""),
    ]


def test_patterns_that_no_example_asks_for_are_counted_and_listed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "ontology").mkdir()
    (tmp_path / "ontology" / "own.yaml").write_text(MONITOR[0], encoding="utf-8")
    (tmp_path / "frames").mkdir()
    entry = MONITOR[1] % ('"[Spain](actor) [scrutinised](trigger) [France](recipient)."', "")
    (tmp_path / "frames" / "monitor.yaml").write_text(entry, encoding="utf-8")
    told = ["check", "--knowledge", str(tmp_path), "--examples"]
    assert main(told) == 0
    out = capsys.readouterr().out
    assert "1 of 2 patterns of frames decide in an example." in out and "scrutiny" not in out
    assert main([*told, "--unexercised"]) == 0
    assert "monitor.yaml:1: monitor.watch: no example asks for noun 'scrutiny of'" in capsys.readouterr().out
