"""Where a named rule stops on a text: for each of its patterns the words on which it was tried, and why no further."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dateline.coding.frames.candidates import is_asked
from dateline.knowledge.frames import Frames, Pattern, Rule, Step
from dateline.language.glosses import part_of_speech
from dateline.language.match import PART_OF, Stop, apply
from dateline.language.tokens import Token
from dateline.trace.fates import FIRST, Fate, Followed
from dateline.trace.trial_rows import RuleRow, StopRow
from dateline.trace.words import EXCLUDES, listed, stopped

A_PART = {"verb": "a verb", "noun": "a noun", "adjective": "an adjective"}
SHOWN = 5  # patterns of a rule


@dataclass(frozen=True, slots=True)
class _Try:
    """A pattern tried on a word; ``far`` as in ``Fate``."""

    pattern: Pattern
    head: int
    far: int
    why: str


def heads_of(rule: str, frames: Frames) -> list[tuple[Pattern, frozenset[str]]]:
    """The patterns of a rule with the lemmas that their head may have, in the order of the rule."""
    found: dict[int, tuple[Pattern, set[str]]] = {}
    for by_lemma in frames.patterns.values():
        for lemma, patterns in by_lemma.items():
            for pattern in patterns:
                if pattern.rule.id == rule:
                    found.setdefault(id(pattern), (pattern, set()))[1].add(lemma)
    return [(pattern, frozenset(lemmas)) for pattern, lemmas in found.values()]


def stop_of(rule: Rule, followed: Followed, frames: Frames, where: str, left_out: frozenset[int]) -> RuleRow:
    """What became of a rule.

    Args:
        rule: the rule.
        followed: the text.
        frames: all rules.
        where: the file and line of the rule.
        left_out: words whose event the learned part left out.
    """
    patterns = heads_of(rule.id, frames)
    tries = [t for pattern, heads in patterns for t in _tries(pattern, heads, followed, left_out)]
    tries.sort(key=lambda t: -t.far)
    best: dict[tuple[int, int], _Try] = {}
    for t in tries:
        best.setdefault((id(t.pattern), t.head), t)
    shown = list(best.values())[:SHOWN]
    tokens = followed.scene.parse.tokens
    rows = [StopRow(t.pattern.text, tokens[t.head].text, t.why) for t in shown]
    reached = {id(t.pattern) for t in tries}
    missing = [(p, heads) for p, heads in patterns if id(p) not in reached]
    if not any(t.far >= FIRST for t in shown):
        rows += [StopRow(p.text, None, _no_head(p, heads)) for p, heads in missing[:SHOWN]]
    return RuleRow(rule.id, rule.event_type, where, _verdict(shown, rows), tuple(rows))


def _verdict(shown: list[_Try], rows: list[StopRow]) -> str:
    """One line: the event, or why there is none."""
    if shown and not shown[0].why:
        return "gives an event"
    if shown and shown[0].why == EXCLUDES:
        return "keeps words from being an event"
    return f"gives no event: {rows[0].why}" if rows else "gives no event: it has no pattern"


def _no_head(pattern: Pattern, heads: frozenset[str]) -> str:
    return f"no word of the text is {listed(sorted(heads))}, read as {A_PART[pattern.part]}"


def _tries(pattern: Pattern, heads: frozenset[str], followed: Followed, left_out: frozenset[int]) -> Iterator[_Try]:
    """A pattern tried on each word that is its head, or looks like it."""
    fates = {f.match.head: f for f in followed.fates if f.match.pattern is pattern}
    for token in followed.scene.parse.tokens:
        if token.lemma not in heads or PART_OF.get(token.pos) != pattern.part:
            why = _misread(token, pattern, heads)
            if why:
                yield _Try(pattern, token.i, 0, why)
        elif token.i in fates:
            yield _with_fate(fates[token.i], left_out)
        else:
            yield _short(token, pattern, followed)


def _with_fate(fate: Fate, left_out: frozenset[int]) -> _Try:
    """A pattern that holds: what became of it."""
    head = fate.match.head
    dropped = fate.event is not None and head in left_out
    why = "the rules find it, but the learned part leaves it out" if dropped else fate.why
    return _Try(fate.match.pattern, head, fate.far - dropped, why)


def _short(token: Token, pattern: Pattern, followed: Followed) -> _Try:
    """A pattern that doesn't hold on a word of the right lemma and part of speech."""
    if not is_asked(token):
        why = f"'{token.text}' stands before a noun as its modifier: such words are not asked"
        return _Try(pattern, token.i, 1, why)
    stop = apply(pattern, token.i, followed.scene.clauses)
    if not isinstance(stop, Stop):
        return _Try(pattern, token.i, 1, "the pattern holds, but the word is not asked")
    far = 2 + (len(stop.tokens) if isinstance(stop.at, Step) else 0)
    return _Try(pattern, token.i, min(far, FIRST - 1), stopped(stop, pattern, followed.scene.clauses))


def _misread(token: Token, pattern: Pattern, heads: frozenset[str]) -> str:
    """Why a word that looks like the pattern's head isn't: read as another part of speech, or with another lemma."""
    wanted = A_PART[pattern.part]
    read = part_of_speech(token.pos)
    article = "an" if read[0] in "aeiou" else "a"
    if token.lemma in heads:
        return f"'{token.text}' is read as {article} {read}, the pattern wants {wanted}"
    if token.lower in heads and PART_OF.get(token.pos) == pattern.part:
        return f"'{token.text}' is read as a form of '{token.lemma}': patterns name lemmas, so write '{token.lemma}'"
    if token.lower in heads:
        return f"'{token.text}' is read as {article} {read}, a form of '{token.lemma}'; the pattern wants {wanted}"
    alike = next((h for h in sorted(heads) if len(h) > 3 and token.lower.startswith(h)), None)
    if alike is not None and token.pos != "PUNCT":
        return f"'{token.text}' is read as {article} {read} with the lemma '{token.lemma}', the pattern wants '{alike}'"
    return ""
