"""What the stages before the coding make of a text: words, clauses, who is named and why, who says what."""

from __future__ import annotations

from dateline.attribution.statements import Statements
from dateline.language.glosses import part_of_speech, relation
from dateline.language.grammar.clauses import Clauses
from dateline.language.grammar.polarity import is_negated
from dateline.language.labels import Dep
from dateline.language.tokens import Parse, Sentence, Token
from dateline.mentions.mentioned import Entity, Mentions
from dateline.record import Decision, Statement
from dateline.trace.places import Places
from dateline.trace.trial_rows import ClauseRow, MentionRow, SentenceRow, StatementRow, TokenRow

VERBS = {"VERB", "AUX"}


def sentences(clauses: Clauses) -> tuple[SentenceRow, ...]:
    """The sentences, each with its words and clauses."""
    return tuple(_sentence(s, clauses) for s in clauses.parse.sentences)


def _sentence(sentence: Sentence, clauses: Clauses) -> SentenceRow:
    tokens = [t for t in clauses.parse.tokens[sentence.first : sentence.last] if t.text.strip()]
    verbs = [t for t in tokens if t.pos in VERBS and t.dep not in Dep.AUXILIARIES]
    return SentenceRow(
        _flat(sentence.span.of(clauses.parse.text)),
        tuple(_token(t) for t in tokens),
        tuple(_clause(t, clauses) for t in verbs),
    )


def _token(t: Token) -> TokenRow:
    return TokenRow(t.i, t.text, t.lemma, part_of_speech(t.pos), relation(t.dep), t.head)


def _clause(t: Token, clauses: Clauses) -> ClauseRow:
    subject, undergoer = clauses.subject(t.i), clauses.object(t.i)
    return ClauseRow(
        t.text, _phrase(subject, clauses.parse), _phrase(undergoer, clauses.parse), clauses.passive(t.i),
        is_negated(clauses.parse, t.i), _flat(clauses.parse.subtree_span(t.i).of(clauses.parse.text)),
    )  # fmt: skip


def _phrase(token: int | None, parse: Parse) -> str | None:
    """A word with what hangs on it before it, and without its clauses."""
    if token is None:
        return None
    first = min((parse.subtree(c)[0] for c in parse.tokens[token].children if c < token), default=token)
    return _flat(parse.span(min(first, token), token).of(parse.text))


def mentions(found: Mentions, places: Places) -> tuple[MentionRow, ...]:
    """Whoever and whatever is named, in text order."""
    return tuple(
        _mention(_flat(m.span.of(found.parse.text)), m.form, found.entity(m), found.parse.text, places)
        for m in sorted(found.mentions, key=lambda m: (m.span.start, -m.span.end))
    )


def _mention(words: str, form: str, entity: Entity, text: str, places: Places) -> MentionRow:
    actor = entity.actor
    why = tuple(_decided(d, text, places) for d in actor.decisions)
    return MentionRow(
        words, form, actor.id, actor.name, actor.kind, actor.country, actor.sectors, entity.is_actor, why
    )  # fmt: skip


def _decided(d: Decision, text: str, places: Places) -> str:
    """A decision on one line: "kind: agents.rangers (words/agents.yaml:3) on 'guards'"."""
    place = places.of(d.rule)
    rule = f"{d.field.replace('_', ' ')}: {d.rule}" + (f" ({place})" if place else "")
    parts = [rule, f"on '{d.span.of(text)}'" if d.span else ""]
    return _flat(" ".join(p for p in parts if p) + (f"; {d.note}" if d.note else ""))


def statements(found: Statements, places: Places) -> tuple[StatementRow, ...]:
    """What is said, in text order."""
    names = {e.actor.id: e.actor.name for e in found.mentions.entities}
    return tuple(_statement(s, names, found.mentions.parse.text, places) for s in found.statements)


def _statement(s: Statement, names: dict[str, str], text: str, places: Places) -> StatementRow:
    said_by = tuple(names.get(link.actor, link.actor) for link in s.chain)
    return StatementRow(_flat(s.content.of(text)), said_by, s.stance, s.rule, places.of(s.rule))


def _flat(text: str) -> str:
    return " ".join(text.split())
