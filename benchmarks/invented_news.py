"""News that nobody wrote: stories put together from phrases of our own, for benchmarks that need thousands of them.

All names are invented. Stories of one kind share whole phrases, as real ones do, and follow-ups take over paragraphs
of background from earlier stories, so that what merely looks alike is there to be told from copies.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field

PLACES = [
    a + b
    for a in ["Kal", "Ostr", "Vel", "Bran", "Tarn", "Mesk", "Dor", "Zel", "Hav", "Lun", "Pet", "Sar"]
    for b in ["ova", "ik", "enburg", "imar", "esta", "ograd", "in", "ulla", "aven", "orsk"]
]
SURNAMES = [
    a + b
    for a in ["Ar", "Bel", "Cor", "Dal", "Er", "Fen", "Gor", "Hal", "Iv", "Jor", "Kel", "Lor", "Mar", "Nor"]
    for b in ["ano", "dek", "evi", "hart", "illa", "mund", "owski", "quist", "rades", "ström"]
]
OUTLETS = [f"{p} {k}" for p in PLACES[:40] for k in ("Courier", "Herald", "Online")]
BODIES = [
    "the interior ministry", "the coast guard", "a spokesman for the governor", "the provincial council",
    "local police", "the opposition bloc", "a coalition of farmers", "the armed forces", "union leaders",
    "a rebel commander", "the foreign ministry", "aid workers", "the chief prosecutor", "a senior customs official",
    "hospital staff", "the electoral commission", "a resident of the old quarter", "the port authority",
    "tribal elders", "the mayor",
]  # fmt: skip
ACTS = [
    "closed the road to the harbour", "rejected the draft budget", "released eleven detainees",
    "opened fire on a convoy", "called off the talks", "signed a water accord", "seized three trawlers",
    "condemned the curfew", "sent reinforcements", "handed over the wreckage", "blamed a dispute over grazing land",
    "promised an inquiry", "accused the garrison of theft", "appealed for calm", "withdrew from the hill stations",
    "ordered the schools shut", "lifted the ban on night flights", "set up a camp for the displaced",
    "threatened to cut off supplies", "voted to recall the envoy", "searched the depot", "offered to mediate",
    "burned the registry", "marched on the assembly", "expelled two attachés", "froze the accounts",
]  # fmt: skip
JOINTS = frozenset(
    {"the", "a", "an", "of", "and", "by", "from", "under", "with", "in", "for", "some", "that", "two", "its"}
)
ADJECTIVES = [
    "old", "northern", "disputed", "crowded", "half-empty", "costly", "unpaved", "western", "walled", "rival",
    "shared", "quiet", "narrow", "former", "joint", "coastal", "muddy", "seasonal", "armed", "private", "foreign",
    "southern", "ruined", "rented", "unmarked", "frozen", "lower", "upper", "eastern", "municipal", "royal",
    "wooden", "distant",
]  # fmt: skip
WHENS = [
    "on Monday", "late on Tuesday", "early on Wednesday", "on Thursday evening", "at dawn on Friday",
    "over the weekend", "two days after the vote", "hours before the deadline", "as the rains set in",
    "for the second time this month",
]  # fmt: skip
WHYS = [
    "after weeks of quarrels over the harvest", "citing a lack of funds", "to the surprise of its allies",
    "without giving a reason", "while negotiators met behind closed doors",
    "in what observers called a turn of the tide", "despite warnings from the north",
    "as winds of up to ninety kilometres an hour hit the coast", "in a move that split the cabinet",
    "amid rumours of a coup", "because the bridge had not been repaired", "under an agreement that few had read",
    "when the ferry failed to arrive",
]  # fmt: skip
SAYINGS = [
    "The situation was under control, according to {body}.",
    "{name} told reporters that nobody would be left behind.",
    "“We have waited long enough,” said {name}, who heads {body}.", "{Body} put the number of injured at {n}.",
    "At least {n} people were taken to the clinic in {place}.", "{name} denied that any order had been given.",
    "No group has said that it was behind the blast in {place}.", "Shops in {place} stayed shut for {n} hours.",
    "{Body} {act} {when}, {why}.", "Witnesses in {place} said {body} {act} {when}.",
    "{name} said {body} {act}, {why}.", "In {place}, {body} {act} {why}.",
    "{Body} {act} {when}, and {name} spoke of {n} arrests.",
    "A report by {body} found that {n} houses in {place} had been damaged {when}.",
    "“Nobody asked us,” {name} said of the plan, under which {body} {act}.",
]  # fmt: skip


@dataclass(frozen=True)
class Invented:
    """One story: ``family`` is the number that its copies share."""

    outlet: str
    headline: str
    paragraphs: tuple[str, ...]
    family: int
    day: int
    kind: str = "original"
    facts: dict[str, str] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """The body."""
        return "\n\n".join(self.paragraphs)


def sentence(rng: random.Random, facts: dict[str, str] | None = None) -> str:
    """One sentence, about given facts where there are some."""
    facts = facts or {}
    body = rng.choice(BODIES)
    fill = {
        "body": body, "Body": body[0].upper() + body[1:], "act": rng.choice(ACTS), "when": rng.choice(WHENS),
        "why": rng.choice(WHYS), "n": str(rng.randint(2, 400)), "place": facts.get("place") or rng.choice(PLACES),
        "name": facts.get("name") if rng.random() < 0.5 and facts.get("name") else f"{rng.choice(SURNAMES)}",
    }  # fmt: skip
    return _varied(rng, rng.choice(SAYINGS).format(**fill))


def _varied(rng: random.Random, text: str) -> str:
    """The words of a phrase with a name or an adjective here and there, so that phrases seldom recur as they are."""
    words: list[str] = []
    for word in text.split():
        words.append(word)
        if (word in JOINTS and rng.random() < 0.6) or rng.random() < 0.12:
            words.append(rng.choice(ADJECTIVES) if rng.random() < 0.5 else rng.choice(PLACES))
    return " ".join(words)


def paragraph(rng: random.Random, facts: dict[str, str] | None = None) -> str:
    return " ".join(sentence(rng, facts) for _ in range(rng.randint(1, 3)))


def story(rng: random.Random, family: int, day: int, background: list[str] | None = None) -> Invented:
    """A story of its own; ``background`` are paragraphs of others that it may take one of."""
    facts = {"place": rng.choice(PLACES), "name": rng.choice(SURNAMES)}
    body = [paragraph(rng, facts) for _ in range(rng.randint(4, 10))]
    if background and rng.random() < 0.3:
        body.append(rng.choice(background))
    return Invented(rng.choice(OUTLETS), sentence(rng, facts)[:70], tuple(body), family, day, facts=facts)


def edited(rng: random.Random, text: str, share: float) -> str:
    """A text in which a desk has changed some words: one left out, replaced or put in."""
    words = []
    for word in text.split():
        if rng.random() >= share:
            words.append(word)
            continue
        change = rng.randrange(3)
        words += [] if change == 0 else [rng.choice(SURNAMES).lower()] if change == 1 else [word, "reportedly"]
    return " ".join(words)


KINDS = ("same", "edited", "cut", "retitled", "re-led", "with another agency's paragraph", "updated", "all of it")


def copy(rng: random.Random, first: Invented, kind: str, others: list[str]) -> Invented:
    """A copy under another masthead, one to three days later."""
    body, headline = list(first.paragraphs), first.headline
    if kind in ("edited", "all of it"):
        body = [edited(rng, p, rng.uniform(0.03, 0.12)) for p in body]
    if kind in ("cut", "all of it"):
        body = body[: max(2, round(len(body) * rng.uniform(0.35, 0.8)))]
    if kind in ("retitled", "re-led", "all of it"):
        headline = sentence(rng)[:70]
    if kind in ("re-led", "all of it"):
        body[0] = paragraph(rng, first.facts)
    if kind == "with another agency's paragraph":
        body.insert(rng.randint(1, len(body)), rng.choice(others))
    if kind == "updated":
        body[0] = edited(rng, body[0], 0.15)
        body.insert(1, paragraph(rng, first.facts))
    return Invented(rng.choice(OUTLETS), headline, tuple(body), first.family, first.day + rng.randint(0, 3), kind)


def corpus(seed: int, stories: int, families: int) -> list[Invented]:
    """Stories of which some families have two to six copies each; the others stand alone."""
    rng = random.Random(seed)
    others = [sentence(rng) + " " + sentence(rng) for _ in range(60)]
    made: list[Invented] = []
    for n in range(families):
        first = story(rng, n, rng.randint(0, 60), others)
        made.append(first)
        made += [copy(rng, first, rng.choice(KINDS), others) for _ in range(rng.randint(1, 5))]
    number = families
    while len(made) < stories:
        background = [*others, rng.choice(made).paragraphs[-1]]
        made.append(story(rng, number, rng.randint(0, 60), background))
        number += 1
    rng.shuffle(made)
    return made[:stories]


def stream(seed: int, stories: int, a_day: int) -> Iterator[Invented]:
    """Stories as they come in, so many a day; one in three is a copy of an earlier one of the last days."""
    rng = random.Random(seed)
    recent: list[Invented] = []
    for n in range(stories):
        day = n // a_day
        if recent and rng.random() < 1 / 3:
            made = copy(rng, rng.choice(recent), rng.choice(KINDS), [recent[0].paragraphs[-1]])
        else:
            made = story(rng, n, day)
            recent = [*recent, made][-a_day:]
        yield made
