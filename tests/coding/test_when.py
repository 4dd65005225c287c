"""An event's date is the expression that governs it."""

from __future__ import annotations

import pytest

from dateline.coding.setting.event_date import date_of
from dateline.coding.setting.when_said import date_of_saying
from dateline.language.grammar.clauses import Clauses
from dateline.language.parse import parse
from dateline.mentions.dates.find_dates import find_dates
from dateline.mentions.dates.when_said import statement_date
from dateline.mentions.mentioned import Mentions
from dateline.pages.source_and_story import Story
from dateline.pipeline import code_text
from dateline.record import Document, Statement
from dateline.spans import Span
from loaded import shipped_knowledge, tools


def read(text: str) -> Mentions:
    story = Story("s", Document("s", None, "text/plain", 0), None, None, None, None, (), None, "2021-06-10", "given",
                  "en", text)  # fmt: skip
    parsed = parse(story, tools().parser)
    return Mentions(parsed, (), (), (), find_dates(parsed, shipped_knowledge()))


def token(mentions: Mentions, word: str) -> int:
    return next(t.i for t in mentions.parse.tokens if t.text == word)


@pytest.mark.parametrize(
    ("text", "trigger", "value"),
    [
        ("Rebels attacked the town on Saturday.", "attacked", "2021-06-05"),
        ("On Monday, the court fined the bank.", "fined", "2021-06-07"),
        ("The minister said on Monday that rebels had attacked the town.", "attacked", None),
        ("The minister said on Monday that rebels had attacked the town on Saturday.", "attacked", "2021-06-05"),
        ("The minister said on Monday that rebels had attacked the town on Saturday.", "said", "2021-06-07"),
        ("Police linked him to the May 3 attack on the mosque.", "attack", "2021-05-03"),
        ("Police linked him to the May 3 attack on the mosque.", "linked", None),
        ("In 2015, the kingdom began to bomb the ports.", "bomb", "2015"),
        ("Envoys met on Tuesday to discuss a truce.", "discuss", "2021-06-08"),
        ("The floods began in March.", "floods", "2021-03"),
        ("The raid on Friday killed ten people.", "raid", "2021-06-04"),
        ("The raids along the coast over the past weeks killed ten.", "raids", "PXW"),
        ("The siege of the town lasted three weeks.", "siege", None),
        ("The council meets daily to discuss the talks.", "meets", None),
        ("Troops shelled the village.", "shelled", None),
        ("In 2007 the state listed the group and imposed sanctions on it.", "imposed", "2007"),
        ("In a letter issued on Monday, the party condemned the raid.", "condemned", "2021-06-07"),
        ("Fighting went on until Friday.", "went", None),
        # what goes on at once, and several verbs before the day that ends their sentence
        ("Guards arrested two smugglers while searching for a foreman yesterday.", "arrested", "2021-06-09"),
        ("Guards searched the mill and arrested two smugglers near the weir yesterday.", "searched", "2021-06-09"),
        ("The party was founded in exile and won the vote in 2004.", "founded", None),
        ("Rebels shelled the mill overnight.", "shelled", "2021-06-09TNI"),
        # within an occasion that an earlier sentence dates
        ("Guards raided the mill on Monday. Two smugglers were shot during the raid.", "shot", "2021-06-07"),
        ("Guards ran a search on Monday. As a result of the search, two smugglers were held.", "held", "2021-06-07"),
        ("Guards raided the mill on Monday. Two smugglers were shot during a raid.", "shot", None),
        ("The fair opened on Monday. Two smugglers were shot during the raid.", "shot", None),
        ("Smugglers attacked the mill on Monday. The attack killed ten.", "attack", "2021-06-07"),
        # an expression whose words hang apart, one in commas, one inside a verb, a time that a clause tells of
        ("Police linked him to the September 11, 2001 attacks on the port.", "attacks", "2001-09-11"),
        ("Guards regret the arrest, a day earlier, of a smuggler.", "arrest", "2021-06-09"),
        ("The governor had on May 3 issued an order.", "issued", "2021-05-03"),
        ("The case goes back to 2019, when officers searched the mill.", "searched", "2019"),
        # what happened together, what brought about a harm, what was lived through
        ("Ten men were hacked to death on Tuesday when smugglers overran the mill.", "overran", "2021-06-08"),
        ("The guards fled on Tuesday when smugglers had overrun the mill.", "overrun", None),
        ("Ten men died in a gun battle on Monday.", "battle", "2021-06-07"),
        ("In 2019 he survived an attack.", "attack", "2019"),
        # counted from the act above
        ("The ministry fired the mayor on Monday, a day after smugglers overran the mill.", "overran", "2021-06-06"),
        ("The guards left the port a day after smugglers overran the mill.", "overran", None),
    ],
)
def test_date_of(text, trigger, value):
    mentions = read(text)
    at = token(mentions, trigger)
    date, decision = date_of(mentions, at, mentions.parse.sentence_of(at).span)
    assert (date.value if date else None) == value
    assert decision.field == "date"
    assert (decision.span is None) == (value is None)


def test_statement_date_hangs_on_the_cue():
    mentions = read("The minister said on Monday that rebels had attacked the town on Saturday.")
    date = statement_date(mentions, token(mentions, "said"))
    assert date is not None
    assert date.value == "2021-06-07"
    assert statement_date(read("He said rebels had left on Friday."), 1) is None


def test_no_text_has_no_date():
    assert date_of(read(""), 0, Span(0, 0))[0] is None


def test_a_statement_carries_the_date_of_its_cue():
    from dateline.attribution.find_statements import find_statements
    from dateline.mentions.find_mentions import find_mentions

    text = "The minister said on Monday that rebels had attacked the town on Saturday."
    found = find_statements(find_mentions(read(text).parse, shipped_knowledge()), shipped_knowledge()).statements
    assert [s.date.value for s in found if s.date] == ["2021-06-07"]


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("Chadian president Adan Molo said on Monday that he would never accept the plan.", "REJECT", "2021-06-07"),
        ("Chadian president Adan Molo said on Monday that he had rejected the plan of Libya.", "REJECT", None),
        ("Chadian president Adan Molo said on Monday that Niger had accused Libya of lying.", "ACCUSE", None),
    ],
)  # fmt: skip
def test_what_is_done_by_saying_it_was_done_when_it_was_said(text, kind, value):
    document = Document("s", None, "text/plain", 0)
    story = Story("s", document, None, None, None, None, (), None, "2021-06-10", "given", "en", text)
    found = {e.event_type: e.date and e.date.value for e in code_text(story, tools(False)).events}
    assert found[kind] == value


def test_what_nobody_is_named_for_saying_has_no_day_of_saying():
    mentions = read("“The truce is a ruse.” Monday.")
    day = next(m.dates for m in mentions.dates)
    said = Statement("s-s0", Span(1, 21), (), "direct", date=day)
    assert date_of_saying(mentions, Clauses(mentions.parse, shipped_knowledge().frames.sets), 1, (0,), said) is None
