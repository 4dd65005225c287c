"""Mentions > Statements: who is reported to say, write, show or believe what.

The order of things: cues of the lexicon, the content of each, quotations that go on without a cue, chains, stance. The
rules follow what PARC 3 (Pareti 2015) and PolNeAR (Newell et al. 2018) call source, cue and content.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from dateline.attribution.bounds import not_too_long, not_too_nested, told
from dateline.attribution.chains import Chained, chains, with_unnamed
from dateline.attribution.cues.find_cues import find_cues
from dateline.attribution.cues.from_nouns import from_noun
from dateline.attribution.cues.from_phrases import from_phrase
from dateline.attribution.cues.from_verbs import from_verb
from dateline.attribution.parts.pieces import tells
from dateline.attribution.parts.said import Said
from dateline.attribution.stance import directness_of, stance_of
from dateline.attribution.statements import Statements
from dateline.attribution.uncued.continued_quotes import going_on
from dateline.attribution.uncued.headings import from_headings
from dateline.attribution.view import View
from dateline.knowledge.load import Knowledge
from dateline.language.labels import Tag
from dateline.mentions.dates.when_said import statement_date
from dateline.mentions.mentioned import Mentions
from dateline.record import Decision, Statement
from dateline.spans import Span


def find_statements(mentions: Mentions, knowledge: Knowledge) -> Statements:
    """Find what is said in a story, and by whom.

    Args:
        mentions: the story with everybody named in it.
        knowledge: section ``reporting`` is used.

    Returns:
        Statements in text order of their content, each with its whole chain, and what was left out of a story that
        holds too many.
    """
    view = View.of(mentions, knowledge.reporting)
    cut: Counter[str] = Counter()
    found = not_too_nested(find_said(view), cut)
    near = Near(view, found)
    story = mentions.parse.story.id
    kept = [
        c
        for c in chains(view, found)
        if not _only_frame(view, c.said, near) and not (c.nested and (_weak(view, c.said) or _repeats(c.said, near)))
    ]
    built = [_statement(view, f"{story}-s{n}", c) for n, c in enumerate(not_too_long(kept, cut))]
    return Statements(with_unnamed(view), tuple(built), told(cut))


def find_said(view: View) -> list[Said]:
    """All attributions of a story, without doubles, in text order."""
    found: list[Said] = []
    done: dict[int, set[str]] = {}
    for cue in find_cues(view):
        if cue.part == "verb":
            if cue.token in done:
                continue
            new = from_verb(view, cue)
            if new:
                done[cue.token] = set()
        elif cue.part == "noun":
            new = list(from_noun(view, cue))
        else:
            new = list(from_phrase(view, cue))
        found += [s for s in new if _tells(view, s)]
    tokens = {s.token for s in found}
    # "declined to say whether": what isn't said is the content, not the saying
    found = [s for s in found if not (s.form == "to" and s.head in tokens)]
    found += from_headings(view)
    found += going_on(view, found)
    near = Near(view, [s for s in found if s.form == "phrase"])
    return _sorted([_without_phrases(view, s, near) for s in found])


class Near:
    """Attributions by the sentence of their cue, so that each looks at its neighbours only."""

    def __init__(self, view: View, found: list[Said]) -> None:
        self.view = view
        self.by_sentence: dict[int, list[Said]] = {}
        for said in found:
            if said.cue is not None:
                self.by_sentence.setdefault(view.tokens[said.token].sent, []).append(said)

    def within(self, span: Span) -> Iterator[Said]:
        """Attributions whose cue stands in a sentence that a span touches."""
        tokens, parse = self.view.tokens, self.view.parse
        first, last = tokens[parse.token_at(span.start)].sent, tokens[parse.token_at(span.end - 1)].sent
        for number in range(first, last + 1):
            yield from self.by_sentence.get(number, ())


def _weak(view: View, said: Said) -> bool:
    """Whether a statement within another one is too little to stand alone: a bare noun phrase, an intention."""
    if said.form == "to":
        return True
    if said.form == "charge":
        return said.head is None or view.tokens[said.head].tag != Tag.ING
    if said.form not in {"object", "rest"}:
        return False
    holders = view.holders(said.cue.start) if said.cue else []
    if holders and said.source is not None and said.source.span.end <= holders[-1].span.start:
        return False
    return not tells(view, said.content)


def _repeats(said: Said, near: Near) -> bool:
    """Whether a noun of saying heads another attribution's content ("denied claims that ..."), which tells it."""
    return (
        said.form == "noun"
        and said.cue is not None
        and any(
            o.form in {"object", "rest"} and o.content.holds(said.cue) and abs(o.content.end - said.content.end) < 4
            for o in near.within(said.content)
        )
    )


def _tells(view: View, said: Said) -> bool:
    """Whether a content is more than a pronoun or a particle ("said so", "heard that")."""
    words = said.content.of(view.text).split()
    if len(words) != 1:
        return len(words) > 1
    token = view.tokens[view.parse.token_at(said.content.start)]
    return (len(words[0]) > 4 and bool(view.holders(said.content.start))) or token.lemma in view.reporting.words[
        "said-things"
    ]


def _without_phrases(view: View, said: Said, near: Near) -> Said:
    """Cut a trailing "according to X" off a content that ran over it."""
    for other in near.within(said.content):
        if other.cue is None or other.token == said.token or other.source is None:
            continue
        if said.content.start < other.cue.start < said.content.end and not any(
            q.span.end < said.content.end + 2 and q.span.start > said.content.start
            for q in view.holders(other.cue.start)
        ):
            rest = view.text[other.source.span.end : said.content.end].strip(" .,;\"”'")
            if not rest:
                return replace(said, content=view.trim(Span(said.content.start, other.cue.start)))
    return said


def _only_frame(view: View, said: Said, near: Near) -> bool:
    """Whether an "according to" clause holds no more than another's saying: that other's chain tells it."""
    if said.form != "phrase":
        return False
    for other in near.within(said.content):
        if other.cue is not None and other is not said and said.content.holds(other.cue) and other.source is not None:
            start = min(other.source.span.start, other.cue.start, other.content.start)
            end = max(other.source.span.end, other.cue.end, other.content.end)
            lead = len(view.text[said.content.start : start].split())
            if lead <= 3 and len(view.text[end : said.content.end].split()) <= 1:
                return True
    return False


def _sorted(found: list[Said]) -> list[Said]:
    kept: dict[tuple[int, int], Said] = {}
    for said in found:
        key = (said.content.start, said.content.end)
        if key not in kept or (kept[key].source is None and said.source is not None):
            kept[key] = said
    return sorted(kept.values(), key=lambda s: (s.content.start, -s.content.end))


def _statement(view: View, name: str, chained: Chained) -> Statement:
    """The statement of the record."""
    said = chained.said
    stance, decision = stance_of(view, said)
    addressee = view.mention_of(said.addressee, None) if said.addressee is not None else None
    return Statement(
        id=name, content=said.content, chain=chained.links, directness=directness_of(view, said.content), stance=stance,
        addressee=view.mentions.entity(addressee).actor.id if addressee else None,
        date=statement_date(view.mentions, said.cue) if said.cue else None, rule=said.rule,
        decisions=(Decision("chain", said.rule, said.cue, said.form), decision),
    )  # fmt: skip
