"""A story as the coding stage asks it: statements, grammar, what each paragraph is about, how political it is."""

from __future__ import annotations

from dataclasses import dataclass

from dateline.attribution.statements import Statements
from dateline.coding.frames.contexts import topics_of, words_of
from dateline.coding.frames.slots import Filled
from dateline.coding.standing import ARMED, NEUTRAL, SHORT, Topic, needed, political_names, standing_of
from dateline.knowledge.load import Knowledge
from dateline.language.grammar.clauses import Clauses
from dateline.language.tokens import Parse
from dateline.mentions.mentioned import Mentions


@dataclass(frozen=True, slots=True)
class Scene:
    """What holds for all events of one story.

    Attributes:
        clauses: the story's grammar.
        topics: what each paragraph is about, by its number.
        names: how many states, bodies and office holders the story names.
        enough: the standing that an event of this story needs.
    """

    statements: Statements
    knowledge: Knowledge
    clauses: Clauses
    topics: dict[int, Topic]
    names: int
    enough: float

    @property
    def mentions(self) -> Mentions:
        """Who, where and when are named in the story."""
        return self.statements.mentions

    @property
    def parse(self) -> Parse:
        """The parsed story."""
        return self.statements.mentions.parse

    @property
    def ambiguous(self) -> frozenset[str]:
        """Nouns that name a power only in a political text (king, force, judge, cell)."""
        return self.knowledge.frames.words("ambiguous")

    def contexts_at(self, token: int) -> tuple[str, ...]:
        """PLOVER contexts of the paragraph in which a word stands."""
        return self.topics[self.parse.sentence_of(token).paragraph].contexts

    def standing(self, filled: Filled, token: int, political: bool = False) -> float:
        """The standing of parties in what a word tells of them; the arguments are those of ``matters``."""
        topic = self.topics[self.parse.sentence_of(token).paragraph]
        political = political or self._told_in_arms(token)
        return standing_of(filled, self.mentions, topic, self.names, self.ambiguous, political)

    def _told_in_arms(self, token: int) -> bool:
        """Whether a known army or armed group tells of an act: "the village was shelled, the Icelandic army said"."""
        said = self.statements.innermost(self.parse.tokens[token].span)
        told = {link.actor for link in said.chain} if said is not None else set()
        actors = (e.actor for e in self.mentions.entities if e.actor.id in told)
        return any(a.kind in ARMED and (a.country or a.wikidata) for a in actors)

    def between_names(self, filled: Filled, token: int) -> bool:
        """Whether a text of a sentence or two tells of nothing but what people or bodies with names do to each other.

        Too short to show what it is about, it can't be told to be no politics.
        """
        if len(self.parse.tokens) > SHORT or self.topics[self.parse.sentence_of(token).paragraph].quiet:
            return False
        named = {m.entity for m in self.mentions.mentions if m.form == "name"}
        sides = (filled.actors, filled.recipients)
        entities = self.mentions.entities
        return all(side and all(n in named and entities[n].is_actor for n in side) for side in sides)

    def matters(self, filled: Filled, token: int, political: bool = False) -> bool:
        """Whether parties have the standing to make what a word tells of them political.

        Args:
            filled: the parties.
            token: the word.
            political: the act is political whoever does it (a demonstration).
        """
        return self.standing(filled, token, political) >= self.enough


def look_at(statements: Statements, knowledge: Knowledge) -> Scene:
    """Gather what holds for all events of a story."""
    mentions = statements.mentions
    names = political_names(mentions)
    clauses = Clauses(mentions.parse, knowledge.frames.sets)
    return Scene(statements, knowledge, clauses, _topics(mentions.parse, knowledge), names, needed(mentions, names))


def _topics(parse: Parse, knowledge: Knowledge) -> dict[int, Topic]:
    """What each paragraph is about. A story with more quiet paragraphs than political ones is quiet throughout."""
    bounds: dict[int, tuple[int, int]] = {}
    for s in parse.sentences:
        bounds[s.paragraph] = (bounds.get(s.paragraph, (s.first, 0))[0], s.last)
    cues = knowledge.cues
    passages = {n: words_of(parse, *b) for n, b in bounds.items()}
    found = {
        n: Topic(topics_of(words, cues.contexts), bool(topics_of(words, cues.quiet, needed=3)))
        for n, words in passages.items()
    }
    quiet = sum(t.quiet for t in found.values()) > sum(bool(set(t.contexts) - NEUTRAL) for t in found.values())
    return {n: Topic(t.contexts, t.quiet or quiet) for n, t in found.items()}
