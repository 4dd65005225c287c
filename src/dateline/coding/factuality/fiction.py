"""What happens in a novel, a film or a play, told in the present as its plot: no fact, whoever it names.

"In the novel, the king invades Peru" tells a plot; "in the film, she praised Peru" tells what somebody did in it.
"""

from __future__ import annotations

from dateline.coding.factuality.status import Status
from dateline.knowledge.lexicon.factuality import FactualityCues
from dateline.language.labels import Dep, Tag
from dateline.language.tokens import Parse, Token

TELLING = Dep.COMPLEMENTS | {Dep.ADVERBIAL, Dep.CONJUNCT, Dep.PREP_CLAUSE}
STEPS = 6  # clauses up to the one that names the work
OF_WORK = 2  # "in the last chapter of her second novel"


def in_fiction(parse: Parse, trigger: int, cues: FactualityCues) -> Status | None:
    """The status of an act that is told in the present and set in a work of fiction, else None."""
    node = parse.tokens[trigger]
    told = node
    for step in range(STEPS):
        if node.pos in {"VERB", "AUX"}:
            work = _set_in(parse, node, cues)
            work = _told_by(parse, node, cues) if work is None and step else work
            if work is not None and _is_plot(parse, told):
                return Status("hypothetical", "setting.fiction", work, final=True)
        if node.head == node.i or node.dep not in TELLING:
            return None
        node = parse.tokens[node.head]
        told = node if told.pos not in {"VERB", "AUX"} else told
    return None


def _is_plot(parse: Parse, verb: Token) -> bool:
    """Whether a verb is in the present, or has a present auxiliary."""
    forms = {verb.tag, *(parse.tokens[c].tag for c in parse.children(verb.i, *Dep.AUXILIARIES))}
    return bool(forms & Tag.PRESENTS)


def _set_in(parse: Parse, verb: Token, cues: FactualityCues) -> int | None:
    """The work in which a verb says that it happens."""
    for c in parse.children(verb.i, Dep.PREP):
        if ("setting", parse.tokens[c].lower) in cues.modals:
            for noun in parse.children(c, Dep.PREP_OBJECT):
                if (work := _work(parse, noun, cues)) is not None:
                    return work
    return None


def _told_by(parse: Parse, verb: Token, cues: FactualityCues) -> int | None:
    """The work that a verb of telling has as its subject: "the novel tells how rebels seize the port"."""
    subject = parse.child(verb.i, Dep.SUBJECT)
    return _work(parse, subject, cues) if subject is not None else None


def _work(parse: Parse, noun: int, cues: FactualityCues) -> int | None:
    """A work of fiction that a noun is, or is a part of; it has an article or an owner, unlike "in play"."""
    for _ in range(OF_WORK + 1):
        kept = parse.child(noun, Dep.DETERMINER, Dep.POSSESSOR) is not None
        if kept and ("fiction", parse.tokens[noun].lemma) in cues.modals:
            return noun
        of = next(
            (c for c in parse.children(noun, Dep.PREP) if parse.tokens[c].lower in parse.words.prepositions.part), None
        )
        inner = parse.child(of, Dep.PREP_OBJECT) if of is not None else None
        if inner is None:
            return None
        noun = inner
    return None
