"""Numbers of people beside the words of an event."""

from dataclasses import replace
from functools import lru_cache

import pytest

from dateline.coding.setting.counting.counts import counted_once, counts_of
from dateline.language.grammar.clauses import Clauses
from dateline.language.parse import parse
from dateline.pages.source_and_story import Story
from dateline.record import Count, Document
from dateline.settings import Settings
from dateline.spans import Span
from dateline.tools import make_tools
from loaded import shipped_knowledge
from records import make_record


@lru_cache(maxsize=1)
def parser():
    return make_tools(Settings(opinion=False)).parser


def counts(text: str, trigger: str) -> str:
    """The counts of the event that a word names: "killed 12, injured 24+"; a tilde marks what is not exact."""
    story = Story("s", Document("s", None, "text/plain", 0), None, None, None, None, (), None, None, None, "en", text)
    parsed, knowledge = parse(story, parser()), shipped_knowledge()
    head = next(t.i for t in parsed.tokens if t.text == trigger)
    found = counts_of(head, Clauses(parsed, knowledge.frames.sets), knowledge.counting)
    assert all(c.span.of(text) for c in found)
    return ", ".join(f"{c.what} {show(c)}" for c in found)


def show(c: Count) -> str:
    if c.low == c.high:
        return f"{c.low}" if c.exact else f"~{c.low}"
    return f"{'' if c.low is None else c.low}..{'' if c.high is None else c.high}"


@pytest.mark.parametrize(
    ("text", "trigger", "wanted"),
    [
        ("The raid killed 12 people.", "raid", "killed 12"),
        ("The raid killed 12.", "killed", "killed 12"),
        ("At least 12 people were killed and dozens injured.", "killed", "killed 12.., injured 24.."),
        ("At least nine miners were killed in the attack.", "attack", "killed 9.."),
        ("Gunmen killed five guards on the bridge.", "killed", "killed 5"),
        ("Rebels killed up to 30 soldiers near the river.", "killed", "killed ..30"),
        ("The shelling killed between 5 and 7 farmers.", "shelling", "killed 5..7"),
        ("Hundreds of villagers were arrested.", "arrested", "detained 200.."),
        ("Police arrested 40 students in the capital.", "arrested", "detained 40"),
        ("Police arrested more than 40 students.", "arrested", "detained 41.."),
        ("Police detained fewer than 20 dockers.", "detained", "detained ..19"),
        ("Police detained about 50 dockers.", "detained", "detained ~50"),
        ("Militiamen kidnapped twenty-three nurses.", "kidnapped", "kidnapped 23"),
        ("Militiamen abducted a dozen nurses.", "abducted", "kidnapped ~12"),
        ("Militiamen abducted two dozen nurses.", "abducted", "kidnapped ~24"),
        ("The blast wounded scores of shoppers.", "blast", "injured 40.."),
        ("The war has displaced 15,000 people.", "displaced", "displaced 15000"),
        ("The offensive displaced tens of thousands of people.", "offensive", "displaced 20000.."),
        ("The offensive has displaced several hundred farmers.", "offensive", "displaced 300.."),
        ("Thousands marched through Velmar on Sunday.", "marched", "participants 2000.."),
        ("Some 300 teachers protested outside the ministry.", "protested", "participants ~300"),
        ("A crowd of 500 gathered outside the court.", "gathered", "participants 500"),
        ("A bomb exploded at the market, killing 12 and wounding 30.", "exploded", "killed 12, injured 30"),
        ("A bomb exploded at the market, killing three children.", "bomb", "killed 3"),
        ("The ambush left 12 people dead and 30 wounded.", "ambush", "killed 12, injured 30"),
        ("The strike killed 12 soldiers and three drivers.", "killed", "killed 15"),
        ("The strike killed 12 soldiers and wounded 4 others.", "killed", "killed 12, injured 4"),
        ("The strike killed twelve people, three of them children.", "killed", "killed 12"),
        ("The strike killed twelve people, including three children.", "killed", "killed 12"),
        ("The attack that killed 17 monks shocked the town.", "attack", "killed 17"),
        ("The arrest of 12 reporters drew protests.", "arrest", "detained 12"),
        ("The army reported 14 deaths.", "deaths", "killed 14"),
        ("The killing of two envoys was condemned.", "killing", "killed 2"),
        ("The abduction of 30 pupils was condemned.", "abduction", "kidnapped 30"),
        ("A soldier was killed and two were injured in the clash.", "clash", "killed 1, injured 2"),
        ("Guards shot at the crowd and killed a teacher.", "killed", "killed 1"),
        ("Fighters killed three hundred and twenty people.", "killed", "killed 320"),
        ("Fighters killed 5 to 7 herders.", "killed", "killed 5..7"),
        ("Fighters killed a few herders.", "killed", "killed 3.."),
        ("Nearly 2 million people were displaced by the war.", "displaced", "displaced ~2000000"),
        ("Sixteen people died in the shelling.", "shelling", "killed 16"),
        ("As many as 60 monks were detained.", "detained", "detained ..60"),
        ("No fewer than 60 monks were detained.", "detained", "detained 60.."),
        ("The raid killed 20 or more herders.", "raid", "killed 20.."),
        ("Police arrested a number of students.", "arrested", "detained 3.."),
        ("Multiple dockers were detained, and numerous gunmen were killed.", "detained", "killed 4.., detained 3.."),
        ("Guards captured a foreman and numerous dockers.", "captured", "detained 5.."),
        ("A growing number of students were arrested.", "arrested", ""),
        # what is no number of people, or not of this event
        ("The raid killed 12 cows.", "raid", ""),
        ("Gunmen attacked the town on 12 May.", "attacked", ""),
        ("Rebels destroyed 30 houses.", "destroyed", ""),
        ("Troops arrested the mayor in 2015.", "arrested", ""),
        ("The court freed a man who had killed 3 people.", "freed", ""),
        ("The minister met 12 envoys.", "met", ""),
        ("The attack wounded the general.", "attack", ""),
        ("Few people were killed.", "killed", ""),
        ("Three protests were held.", "protests", ""),
        ("He is in prison for the 1968 assassination of the senator.", "assassination", ""),
        ("The 2015 arrests angered the party.", "arrests", ""),
    ],
)
def test_counts_of_an_event(text, trigger, wanted):
    assert counts(text, trigger) == wanted


def test_somebody_whose_name_is_known_is_one():
    text = "Gunmen killed the treasurer and four other weavers."
    story = Story("s", Document("s", None, "text/plain", 0), None, None, None, None, (), None, None, None, "en", text)
    parsed, knowledge = parse(story, parser()), shipped_knowledge()
    heads = {t.text: t.i for t in parsed.tokens}
    clauses = Clauses(parsed, knowledge.frames.sets)
    [alone] = counts_of(heads["killed"], clauses, knowledge.counting)
    [named] = counts_of(heads["killed"], clauses, knowledge.counting, frozenset({heads["treasurer"]}))
    assert (alone.low, alone.high, named.low, named.high) == (4, None, 5, 5)


def test_events_share_no_number():
    first, second = make_record("x").events
    number, other = Count("killed", 12, 12, True, Span(40, 50)), Count("injured", 3, 3, True, Span(1, 2))
    near = replace(second, trigger=Span(52, 56), counts=(number,))
    far = replace(first, trigger=Span(0, 3), counts=(number, other))
    assert [e.counts for e in counted_once([far, near])] == [(other,), (number,)]
