"""PLOVER contexts and modes of an event: from the words of its passage, and from those at its trigger."""

from __future__ import annotations

from collections.abc import Mapping, Set

from dateline.knowledge.lexicon.cues import Cues
from dateline.language.grammar.clauses import Clauses
from dateline.language.labels import Dep
from dateline.language.match import Match
from dateline.language.tokens import Parse

INSTRUMENT = {"with", "by", "using", "in", "from", "of", "for", "to", "on"}
NEAR = {
    Dep.ADJECTIVE,
    Dep.COMPOUND,
    Dep.OBJECT,
    Dep.SUBJECT,
    Dep.PASSIVE_SUBJECT,
    Dep.MODIFIER,
    Dep.PARTICLE,
    Dep.ADVERB,
    Dep.OPEN_CLAUSE,
    Dep.ATTRIBUTE,
    Dep.PREDICATIVE,
}
MOST_CONTEXTS = 6


def words_of(parse: Parse, first: int, last: int) -> set[str]:
    """Lemmas of the passage from token ``first`` to ``last`` (left out), and pairs: a form with the word behind it."""
    passage = parse.tokens[first:last]
    lowers, lemmas = [t.lower for t in passage], [t.lemma for t in passage]
    pairs = (f"{before} {word}" for words in (lowers, lemmas) for before, word in zip(lowers, words[1:], strict=False))
    return {*lemmas, *pairs}


def topics_of(words: Set[str], lexicon: Mapping[str, tuple[tuple[str, int], ...]], needed: int = 2) -> tuple[str, ...]:
    """Topics of a passage, strongest first, six at most.

    Args:
        words: its words and pairs.
        lexicon: ``Cues.contexts`` or ``Cues.quiet``.
        needed: the weight that a topic must reach; each of its words counts once.
    """
    weights: dict[str, int] = {}
    for word in lexicon.keys() & words:
        for topic, weight in dict(reversed(lexicon[word])).items():  # its first weight, where a topic has it twice
            weights[topic] = weights.get(topic, 0) + weight
    strong = [t for t, weight in weights.items() if weight >= needed]
    return tuple(sorted(strong, key=lambda t: (-weights[t], t))[:MOST_CONTEXTS])


def modes_of(match: Match, clauses: Clauses, cues: Cues) -> tuple[str, ...]:
    """Modes of the rule, then those that words at the trigger name."""
    tokens = clauses.parse.tokens
    lexicon = cues.modes.get(match.pattern.rule.event_type, {})
    found = list(match.pattern.rule.modes)
    if not lexicon:
        return tuple(found)
    near = list(match.tokens)
    for i in match.tokens if match.comp is None else (*match.tokens, match.comp):
        for c in tokens[i].children:
            if tokens[c].dep in NEAR:
                near.append(c)
                near.extend(g for g in tokens[c].children if tokens[g].dep in Dep.PLAIN_MODIFIERS)
            elif tokens[c].lower in INSTRUMENT:
                for g in clauses.parse.children(c, Dep.PREP_OBJECT, Dep.PREP_CLAUSE):
                    near.append(g)
                    near.extend(x for x in tokens[g].children if tokens[x].dep in Dep.PLAIN_MODIFIERS)
    for i in near:
        found.extend(lexicon.get(tokens[i].lemma, ()))
    return tuple(dict.fromkeys(found))
