"""Under which names an annotated party may be found: those of its slot, and of the identity that it belongs to.

Any string of an identity stands for all of it: a slot names one mention, wherever it stands, and means the actor. A
name inside a longer one is another actor ("Iran" in "the president of Iran"), unless it ends it ("Lam" in "Ana Lam").
"""

from __future__ import annotations

import re

from dateline.corpus.annotation import Annotation, Slot
from dateline.corpus.names import PRONOUNS
from dateline.spans import Span

# "the president of Iran" ends with another actor's name.
LINKS = re.compile(r"\b(?:of|for|in|at|from|to|with|by|on|and)\b", re.IGNORECASE)


class Parties:
    """The identities of one annotation, asked by slot."""

    def __init__(self, gold: Annotation, text: str) -> None:
        self._text = text
        self._groups = gold.identities
        self._named: dict[str, list[int]] = {}
        for n, group in enumerate(gold.identities):
            for name in {self._key(span) for span in group} - {""}:
                self._named.setdefault(name, []).append(n)

    def _key(self, span: Span) -> str:
        """The name by which a mention is known elsewhere in the story; none for a pronoun, which can mean anybody."""
        words = span.of(self._text)
        name = words.lower().removeprefix("the ")
        return "" if name in PRONOUNS and words != "US" else name

    def accepted(self, slot: Slot) -> set[str]:
        """Every name that meets a slot."""
        groups = {n for span in slot for n in self._identities(span)}
        return {span.of(self._text) for span in {*slot, *(s for n in groups for s in self._groups[n])}}

    def _identities(self, span: Span) -> list[int]:
        """The identities that a mention belongs to: by its place, else by its words where they mean one actor only."""
        placed = [n for n, group in enumerate(self._groups) if any(self._one(span, mate) for mate in group)]
        named = self._named.get(self._key(span), [])
        return placed or (named if len(named) == 1 else [])

    def _one(self, span: Span, other: Span) -> bool:
        """Whether two places are the same mention, the one perhaps with a title in front."""
        if span.end != other.end:
            return False
        start, later = sorted((span.start, other.start))
        return not LINKS.search(self._text[start:later])
