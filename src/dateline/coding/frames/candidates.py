"""Where frames meet the parse: candidate events, at most one a word, and which of two rules decides."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from dateline.coding.frames.slots import Filled, Reader, kind_fits
from dateline.knowledge.frames import Frames, Rule
from dateline.language.grammar.clauses import Clauses
from dateline.language.labels import Dep
from dateline.language.match import Match, matches_at
from dateline.language.tokens import Token
from dateline.mentions.mentioned import Entity, Mentions
from dateline.record import Decision, Factuality
from dateline.spans import Span

LONGEST = 6
LONGEST_SHOWN = 90  # characters of a pattern that an explanation shows
HEADS = {"VERB", "AUX", "NOUN", "PROPN", "ADJ"}
JOINED = frozenset({Dep.OBJECT, Dep.CONJUNCT, Dep.OPEN_CLAUSE})
AROUND = Dep.SUBJECTS | Dep.RECEIVERS | {Dep.PREP, Dep.AGENT}


@dataclass(frozen=True, slots=True)
class Candidate:
    """A frame on the words of a story, with its parties."""

    match: Match
    filled: Filled
    runner_up: Rule | None

    @property
    def rule(self) -> Rule:
        """The rule that fired."""
        return self.match.pattern.rule


@dataclass(frozen=True, slots=True)
class Refused:
    """Why a rule doesn't take a match of its pattern.

    Attributes:
        why: the field of the rule whose condition fails; ``time``: a preposition of the pattern governs a time.
        words: the lemmas that must not be there.
        filled: the parties that are not of the kinds wanted.
    """

    why: Literal["weak", "unless", "needs", "unless_sentence", "needs_sentence", "time", "actor", "recipient"]
    words: frozenset[str] = frozenset()
    filled: Filled | None = None


def find_candidates(
    mentions: Mentions, frames: Frames, weak: bool = False, speakers: Mapping[int, int] | None = None
) -> list[Candidate]:
    """All candidate events of a story, in text order of their heads.

    Args:
        mentions: the story.
        frames: the compiled frames.
        weak: also ask the rules that are marked weak, for callers who know that something happens between two parties.
        speakers: who pronouns of the first and second person are, token number to entity number.
    """
    clauses = Clauses(mentions.parse, frames.sets)
    reader = Reader(mentions, clauses, speakers)
    found: list[Candidate] = []
    for token in mentions.parse.tokens:
        if is_asked(token, weak):
            found.extend(winners(tried_at(token.i, reader, frames, weak)))
    return _settle(found, clauses)


def is_asked(token: Token, weak: bool = False) -> bool:
    """Whether a word can be the head of an act: no modifier in front of a noun, but for adjectives."""
    return token.pos in HEADS and (weak or token.dep != Dep.ADJECTIVE or token.pos == "ADJ")


def tried_at(i: int, reader: Reader, frames: Frames, weak: bool = False) -> list[tuple[Match, Filled | Refused]]:
    """The patterns that hold on a word, most specific first, each with its parties or why its rule refuses them."""
    return [(m, fits(m, reader, weak)) for m in matches_at(i, frames, reader.clauses)]


def winners(tried: list[tuple[Match, Filled | Refused]]) -> Iterator[Candidate]:
    """The rule that decides on a word, and those that stand beside it."""
    fitting = [(m, filled) for m, filled in tried if isinstance(filled, Filled)]
    if not fitting:
        return
    best = next((f for f in fitting if not f[0].pattern.rule.also), None)
    for match, filled in fitting:
        rule = match.pattern.rule
        if rule.also or best is None or match is best[0]:
            others = (m.pattern.rule for m, _ in fitting if m.pattern.rule.event_type != rule.event_type)
            yield Candidate(match, filled, next(others, None))


def fits(match: Match, reader: Reader, weak: bool = False) -> Filled | Refused:
    """The parties of a match whose conditions hold, else the condition that doesn't."""
    rule = match.pattern.rule
    if rule.weak and not weak:
        return Refused("weak")
    if (rule.unless or rule.needs) and (refused := _around(match, rule, reader.clauses)):
        return refused
    if (rule.unless_sentence or rule.needs_sentence) and (refused := _in_sentence(match, rule, reader.clauses)):
        return refused
    if any(reader.parties.times(i, match.tokens) for i in match.tokens[1:]):
        return Refused("time")
    filled = reader.fill(match)
    entities = reader.mentions.entities
    actors: list[Entity] = [entities[n] for n in filled.actors]
    recipients: list[Entity] = [entities[n] for n in filled.recipients]
    if match.pattern.roles.together and len(actors) > 1:
        recipients = actors
    if not kind_fits(actors, rule.actor_kinds):
        return Refused("actor", filled=filled)
    if not kind_fits(recipients, rule.recipient_kinds):
        return Refused("recipient", filled=filled)
    return filled


def _around(match: Match, rule: Rule, clauses: Clauses) -> Refused | None:
    """``unless`` and ``needs``: lemmas among what hangs on the matched words, objects of prepositions included."""
    tokens = clauses.parse.tokens
    near = set()
    undergoer = clauses.object(match.head) if match.pattern.part == "verb" else None
    if undergoer is not None:
        near.add(tokens[undergoer].lemma)
    for i in match.tokens:
        for c in tokens[i].children:
            near.add(tokens[c].lemma)
            if tokens[c].dep in AROUND:
                near.update(tokens[g].lemma for g in tokens[c].children)
    if there := near & rule.unless:
        return Refused("unless", frozenset(there))
    return Refused("needs") if rule.needs and not near & rule.needs else None


def _in_sentence(match: Match, rule: Rule, clauses: Clauses) -> Refused | None:
    """``unless_sentence`` and ``needs_sentence``: lemmas anywhere in the sentence."""
    sentence = clauses.parse.sentence_of(match.head)
    words = {t.lemma for t in clauses.parse.tokens[sentence.first : sentence.last]}
    if there := words & rule.unless_sentence:
        return Refused("unless_sentence", frozenset(there))
    return Refused("needs_sentence") if rule.needs_sentence and not words & rule.needs_sentence else None


def _settle(found: list[Candidate], clauses: Clauses) -> list[Candidate]:
    """Drop what is part of another act, and what a NONE rule takes."""
    blocked = words_taken(found, clauses)
    return [c for c in found if c.rule.event_type != "NONE" and taken_by(c, blocked) is None]


def words_taken(found: list[Candidate], clauses: Clauses) -> dict[int, Candidate]:
    """Words that are part of another act, with the heaviest one that takes them.

    They are the noun of a light verb, the clause of a promise, what a NONE rule takes.
    """
    blocked: dict[int, Candidate] = {}
    for c in found:
        weight = c.match.pattern.weight
        parts = list(c.match.inner)
        if c.rule.event_type == "NONE":
            parts.append(c.match.head)
        if c.match.comp is not None and c.rule.kind.absorbs and not c.rule.keep:
            parts.extend(_whole_act(c.match.comp, clauses))
        if c.rule.keep and c.rule.event_type != "NONE":
            parts = []
        for i in parts:
            if i not in blocked or weight > blocked[i].match.pattern.weight:
                blocked[i] = c
    return blocked


def taken_by(candidate: Candidate, blocked: dict[int, Candidate]) -> Candidate | None:
    """The act of which a candidate is part; None where that one is much less specific."""
    by = blocked.get(candidate.match.head)
    return by if by is not None and by.match.pattern.weight >= candidate.match.pattern.weight - 0.5 else None


def _whole_act(verb: int, clauses: Clauses) -> list[int]:
    """A verb with the noun that it carries and the verbs joined to it: "hold talks and sign a treaty"."""
    tokens = clauses.parse.tokens
    found = [verb]
    for c in tokens[verb].children:
        if tokens[c].dep in JOINED:
            found.append(c)
            found.extend(g for g in tokens[c].children if tokens[g].dep in {Dep.OBJECT, Dep.CONJUNCT})
    return found


def pattern_note(candidate: Candidate) -> str:
    """How an explanation shows the pattern that fitted; the rule's file has it whole."""
    text = candidate.match.pattern.text
    return f"pattern {text if len(text) <= LONGEST_SHOWN else text[:LONGEST_SHOWN] + '...'!r}"


def own_factuality(rule: Rule, trigger: Span) -> tuple[Factuality, Decision] | None:
    """The factuality that a rule itself gives its act, None where it gives none."""
    if rule.factuality is None:
        return None
    value: Factuality = rule.factuality  # type: ignore[assignment] # loading has checked that it is one
    return value, Decision("factuality", rule.id, trigger, "the rule says so")


def trigger_span(match: Match, clauses: Clauses) -> Span:
    """The words that name the act: all matched ones where they lie within six words, else the head alone.

    A clause of any content ("denied that ships had left") tells another act, so its verb is none of them.
    """
    parse = clauses.parse
    matched = match.tokens[: 2 + len(match.inner)]
    own = [t for t in matched if t != match.content]
    first, last = min(own), max(own)
    return parse.span(first, last) if last - first < LONGEST else parse.tokens[match.head].span


def clause_span(head: int, clauses: Clauses) -> Span:
    """The clause that tells of the act: of its own verb, or of the verb that governs its noun."""
    parse = clauses.parse
    if parse.tokens[head].pos not in {"VERB", "AUX"}:
        head = next((a for a in parse.ancestors(head) if parse.tokens[a].pos in {"VERB", "AUX"}), head)
    return parse.subtree_span(head)
