"""Where a rule stops, told in plain words by the functions that code pages."""

from __future__ import annotations

from pathlib import Path

import pytest

from dateline.settings import Settings
from dateline.tools import Tools, make_tools
from dateline.trace.run import try_text

RULES = r"""
- {id: mine.noun, nouns: [visit], roles: "subj > -"}
- {id: mine.gerund, nouns: [bombing]}
- {id: mine.form, verbs: [seized]}
- {id: mine.object, verbs: ["take [office|presidency]"]}
- {id: mine.preposition, verbs: ["count on"]}
- {id: mine.infinitive, verbs: ["refuse +inf[leave|sail]"]}
- {id: mine.clause, verbs: ["regret +that"]}
- {id: mine.before, nouns: [ice_breaker]}
- {id: mine.passive, verbs: [evict], passive: true}
- {id: mine.negated, verbs: [salute], negated: true}
- {id: mine.unless, verbs: [paint], unless: [bridge]}
- {id: mine.needs, verbs: [polish], needs: [medal]}
- {id: mine.unless-sentence, verbs: [sew], unless_sentence: [flag]}
- {id: mine.needs-sentence, verbs: [knit], needs_sentence: [flag]}
- {id: mine.weak, verbs: [nudge], weak: true}
- {id: mine.time, verbs: ["dwell on"]}
- {id: mine.actor, verbs: [juggle], actor: [military, armed_group]}
- {id: mine.recipient, verbs: [tickle], recipient: [person]}
- {id: mine.loses, verbs: [bombard], strength: 0.1}
- {id: mine.wins, verbs: ["bombard [port]"], type: COERCE}
- {id: mine.promise, verbs: ["vow +inf"], type: AGREE, roles: "subj > comp.obj"}
- {id: mine.sail, verbs: [circumnavigate]}
- {id: mine.weightless, verbs: [yodel], roles: "subj > -"}
- {id: mine.nobody, nouns: [earthquake]}
- {id: mine.fine, verbs: [serenade]}
"""

STOPS = [
    ("mine.noun", "The president visited Spain.", "'visited' is read as a verb, the pattern wants a noun"),
    ("mine.gerund", "The army enjoyed bombing Spain.", "is read as a verb, a form of 'bomb'; the pattern wants a noun"),
    ("mine.form", "The army seized Spain.", "a form of 'seize': patterns name lemmas, so write 'seize'"),
    ("mine.object", "The president took the train.",
     "the pattern wants 'office' or 'presidency' as the object of 'took'; there is 'train'"),
    ("mine.object", "The president took off near his office.", "there is none ('office' is in the sentence"),
    ("mine.object", "The president slept.", "no word of the text is 'take', read as a verb"),
    ("mine.preposition", "The president counted with Spain.", "wants 'on' on 'counted' or after it; on it hangs"),
    ("mine.infinitive", "The army refused to swim.", "wants an infinitive with 'to' of 'leave' or 'sail'; none hangs"),
    ("mine.clause", "The president regretted the delay.", "wants a clause with a finite verb; none hangs"),
    ("mine.before", "Spain built a fine breaker.", "the pattern wants 'ice' before 'breaker'"),
    ("mine.passive", "Spain evicted the army.", "the rule wants the passive, 'evicted' is in the active"),
    ("mine.negated", "The army saluted Spain.", "the rule wants 'saluted' with 'not', 'never' or 'no' on it"),
    ("mine.unless", "The army painted the bridge.", "'bridge' hangs on the words, the rule has it under 'unless'"),
    ("mine.needs", "The army polished the floor.", "the rule needs 'medal' hanging on the words"),
    ("mine.unless-sentence", "The army sewed a flag.", "'flag' is in the sentence, the rule has it under"),
    ("mine.needs-sentence", "The army knitted a sock.", "the rule needs 'flag' in the sentence"),
    ("mine.weak", "The army nudged Spain.", "the rule is marked weak"),
    ("mine.time", "The president dwelt on Monday.", "a preposition of the pattern governs a time here"),
    ("mine.actor", "Spain juggled France.",
     "the actor 'Spain' is of the kind government, the rule wants: armed_group, military"),
    ("mine.recipient", "The army tickled the carpet.", "the recipient 'carpet' is a thing, the rule wants: person"),
    ("mine.loses", "The army bombarded the port.", "mine.wins took the word: its pattern 'bombard [port]' is more"),
    ("mine.sail", "Spain vowed to circumnavigate France.", "the word is part of 'vowed to circumnavigate', which"),
    ("mine.nobody", "The earthquake was terrible.", "nobody is found in it"),
    ("mine.weightless", "My neighbour yodelled.", "not of enough political standing: "),
]  # fmt: skip


@pytest.fixture(scope="module")
def tools(tmp_path_factory: pytest.TempPathFactory) -> Tools:
    folder: Path = tmp_path_factory.mktemp("own")
    (folder / "frames").mkdir()
    (folder / "frames" / "support.yaml").write_text(RULES, encoding="utf-8")
    return make_tools(Settings(opinion=False, knowledge=(folder,)))


@pytest.mark.parametrize(("rule", "sentence", "why"), STOPS, ids=[f"{r} {s[:30]}" for r, s, _ in STOPS])
def test_a_named_rule_says_where_it_stops(rule: str, sentence: str, why: str, tools: Tools) -> None:
    trial = try_text(sentence, tools, [rule])
    (row,) = trial.rules
    assert why in row.verdict and row.verdict.startswith("gives no event: ")
    assert row.stops[0].why in row.verdict
    assert all(e.rule != rule for e in trial.events)


def test_a_rule_that_gives_an_event_says_so(tools: Tools) -> None:
    trial = try_text("The army serenaded Spain.", tools, ["mine.fine"])
    assert trial.rules[0].verdict == "gives an event"
    assert [e.rule for e in trial.events] == ["mine.fine"]


def test_of_the_users_rules_those_are_told_that_have_a_word_of_the_text(tools: Tools) -> None:
    trial = try_text("The president took the train.", tools)
    assert [r.rule for r in trial.rules] == ["mine.object"]
