"""Who the speaker of a cue is: subjects, agents, subjects shared along coordinations and participles."""

from __future__ import annotations

from dateline.attribution.sources.source_phrases import Source, beside, noun_source
from dateline.attribution.view import View

RELATIVE = frozenset({"WP", "WDT", "WP$"})
# Relations along which a verb without a subject of its own has that of its head.
UPWARD = frozenset({"acomp", "conj", "xcomp", "advcl", "pcomp", "prep", "dep", "ccomp"})
MAX_STEPS = 12


def is_passive(view: View, verb: int) -> bool:
    """Whether a verb is in the passive voice."""
    if view.child(verb, "auxpass", "nsubjpass") is not None:
        return True
    if (
        view.tokens[verb].tag == "VBN"
        and view.tokens[verb].lower == "asked"
        and view.tokens[verb].dep == "advcl"
        and view.child(verb, "nsubj", "aux") is None
    ):
        return True
    return (
        view.tokens[verb].tag == "VBN" and view.tokens[verb].dep in {"acl", "relcl"} and view.child(verb, "aux") is None
    )


def agent_of(view: View, verb: int) -> Source | None:
    """The "by" phrase of a passive verb."""
    by = view.child(verb, "agent")
    if by is None:
        by = next((c for c in view.parse.children(verb, "prep") if view.tokens[c].lower == "by"), None)
    head = view.child(by, "pobj") if by is not None else None
    return noun_source(view, head) if head is not None else None


def source_of(view: View, verb: int) -> Source | None:
    """Who does what a verb says; None where nobody is named."""
    tokens = view.tokens
    if is_passive(view, verb):
        return agent_of(view, verb)
    at = speaking_on(view, verb) or verb
    for _ in range(MAX_STEPS):
        subject = view.child(at, "nsubj", "csubj") if at == verb else view.child(at, "nsubj", "nsubjpass", "csubj")
        if subject is not None:
            return _subject(view, subject, at, at == verb)
        if view.child(at, "expl") is not None:
            return None
        token = tokens[at]
        if token.dep == "acl" and token.tag == "VBD":
            # a finite verb can't modify a noun like that: its subject is further up ("X speaking at Y called ...")
            above = next((a for a in view.parse.ancestors(at) if tokens[a].pos == "VERB"), None)
            if above is not None and view.child(above, "nsubj") is not None:
                at = above
                continue
        if token.dep in {"acl", "relcl"}:
            head = tokens[token.head]
            return (
                noun_source(view, head.i, own=False, without=at)
                if head.pos in {"NOUN", "PROPN", "PRON"} and head.i < at
                else None
            )
        if token.dep not in UPWARD or token.head == at:
            return _misread(view, verb) if at == verb else None
        if token.dep == "conj" and tokens[token.head].pos not in {"VERB", "AUX", "ADJ"}:
            return None
        at = token.head
        if at != verb and tokens[at].tag == "VBN" and is_passive(view, at) and view.child(at, "nsubjpass") is None:
            return None
    return None


def _subject(view: View, subject: int, verb: int, own: bool) -> Source | None:
    token = view.tokens[subject]
    if token.dep == "csubj" or token.pos in {"VERB", "AUX"} or token.lower in {"there", "what", "whatever"}:
        return None
    if token.tag in RELATIVE:
        antecedent = view.tokens[verb].head
        if view.tokens[verb].dep == "relcl" and view.tokens[antecedent].pos in {"NOUN", "PROPN", "PRON"}:
            return Source(antecedent, token.span, own)
        return None
    return noun_source(view, subject, own)


def _misread(view: View, verb: int) -> Source | None:
    """An inverted subject that the parser took for an object: "..., said the source"."""
    if view.tokens[verb].tag not in {"VBD", "VBZ", "VBP"}:
        return None
    for c in view.tokens[verb].children:
        token = view.tokens[c]
        if (
            token.i > verb
            and token.dep in {"dobj", "attr", "oprd", "appos", "npadvmod"}
            and token.pos in {"NOUN", "PROPN", "PRON"}
        ):
            between = view.text[view.tokens[verb].end : token.start]
            if '"' not in between and "," not in between:
                return noun_source(view, c)
    if view.tokens[verb].dep in {"ROOT", "conj", "relcl", "ccomp"} and view.child(verb, "expl", "nsubjpass") is None:
        return beside(view, verb)
    return None


def speaking_on(view: View, verb: int) -> int | None:
    """The reporting verb whose speaker goes on with another one that the parser hung into what was said.

    "He said the road was open, adding that ..." may come with *adding* below *was*, "he says he likes it and calls it
    fine" with *calls* beside *likes*.
    """
    tokens = view.tokens
    token = tokens[verb]
    if token.dep == "conj":
        return _same_speaker(view, verb)
    if (
        token.lower not in view.reporting.words["speaking-on"]
        or token.dep not in {"advcl", "acl"}
        or tokens[verb - 1].text not in {",", '"', "”"}
    ):
        return None
    level = len(view.holders(token.start))
    for at in range(verb - 1, view.sentence(verb).first - 1, -1):
        if (
            tokens[at].tag in {"VBD", "VBZ", "VBP"}
            and _reports(view, at) is not None
            and len(view.holders(tokens[at].start)) == level
        ):
            return at if tokens[verb].head != at else None
    return None


def _reports(view: View, verb: int) -> int | None:
    uses = view.reporting.verbs.get(view.tokens[verb].lemma, ())
    return verb if any(u.kind == "speech" for u in uses) else None


def _same_speaker(view: View, verb: int) -> int | None:
    """A reporting verb beside the verb of a content whose subject is a pronoun, in the tense of the cue above."""
    tokens = view.tokens
    clause = tokens[tokens[verb].head]
    if (
        tokens[verb].tag not in {"VBD", "VBZ"}
        or clause.dep != "ccomp"
        or clause.head >= clause.i
        or view.child(verb, "nsubj", "nsubjpass") is not None
    ):
        return None
    subject = view.child(clause.i, "nsubj", "nsubjpass")
    if (
        subject is None
        or tokens[subject].lower not in {"he", "she", "they", "it"}
        or tokens[clause.head].tag != tokens[verb].tag
    ):
        return None
    return _reports(view, clause.head) if _reports(view, verb) is not None else None
