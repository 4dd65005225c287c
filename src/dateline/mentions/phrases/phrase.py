"""A noun phrase before it is known whom it stands for."""

from __future__ import annotations

from dataclasses import dataclass

from dateline.knowledge.lexicon.words import Noun, Title
from dateline.knowledge.world.register import Alias
from dateline.language.labels import Tag
from dateline.mentions.names.name_spans import Name

NOMINAL = frozenset({"NOUN", "PROPN"})
RELATIVE_TAGS = Tag.RELATIVE_OR_WHOSE


@dataclass(slots=True)
class Phrase:
    """A noun phrase before it is known whom it stands for. Token indices are included at both ends.

    Attributes:
        first, last: the phrase with its modifiers.
        head: the token through which the clause holds it; ``heads`` all tokens that the parser may hang it up by.
        core_first: where the name or the noun with its own modifiers begins (after possessors and nations).
        name: the name that the phrase ends in, if any.
        title: first and last token of a title or describing noun before the name; ``titles`` what is known of them.
        noun, noun_words: the agent noun that heads it, and its words; ``anonymous`` where it names a nameless source.
        alias: what the register knows under the name. pronoun: the word itself, for pronouns.
        owner, of: numbers of the phrases of the possessor ("Iraq's") and behind "of"; ``of_last`` the last token of
            the names joined there ("leaders of Peru, Chile and Bolivia").
        nested: a modifier inside another phrase ("US" in "US bases").
        words: the words of the phrase, in lower case.
    """

    first: int
    last: int
    head: int
    heads: tuple[int, ...]
    core_first: int
    name: Name | None = None
    title: tuple[int, int] | None = None
    titles: tuple[Title, ...] = ()
    noun: Noun | None = None
    noun_words: str = ""
    anonymous: bool = False
    alias: tuple[Alias, ...] = ()
    pronoun: str = ""
    definite: bool = False
    plural: bool = False
    owner: int | None = None
    nested: bool = False
    of: int | None = None
    of_last: int = -1
    words: frozenset[str] = frozenset()
