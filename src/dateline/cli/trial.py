"""What ``dateline try`` prints for people: tables of words, names, rules and events."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from dateline.cli.common import clean
from dateline.trace.trial_rows import CandidateRow, ClauseRow, EventRow, RuleRow, SentenceRow, Trial

FATES = {
    "event": ("wins", "green"), "excludes": ("wins", "cyan"), "refused": ("refused", "yellow"),
    "outdone": ("loses", "yellow"), "part of another": ("taken", "yellow"), "no act of its own": ("dropped", "yellow"),
    "no standing": ("dropped", "yellow"), "left out by model": ("dropped", "red"),
}  # fmt: skip


def print_trial(trial: Trial, out: Console) -> None:
    """All that was found, in the order of the stages."""
    for number, sentence in enumerate(trial.sentences):
        if number:
            out.print()
        _sentence(sentence, out)
    _mentions(trial, out)
    if trial.statements:
        rows = [(f"“{s.content}”", f"{' > '.join(s.said_by)} {s.stance}", _at(s.rule, s.where))
                for s in trial.statements]  # fmt: skip
        _section(out, "Statements", ("content", "said by", "rule"), rows)
    _candidates(trial.candidates, out)
    _learned(trial, out)
    _events(trial.events, out)
    if trial.rules:
        out.print()
        out.print(Text("Your rules", "bold"))
        print_rules(trial, out)


def print_rules(trial: Trial, out: Console) -> None:
    """Where each rule stops."""
    for rule in trial.rules:
        _rule(rule, out)


def _rule(rule: RuleRow, out: Console) -> None:
    out.print(_text(f"{_at(rule.rule, rule.where)}, {rule.type}: {rule.verdict}"))
    rows = [(f"'{s.pattern}'", f"on '{s.word}'" if s.word else "", s.why or "holds, and its event is coded")
            for s in rule.stops]  # fmt: skip
    _table(out, ("pattern", "tried", "what became of it"), rows)


def _sentence(sentence: SentenceRow, out: Console) -> None:
    out.print(_text(f"“{sentence.text}”", "italic"))
    heads = {t.number: t.text for t in sentence.tokens}
    rows = [(t.text, t.lemma, t.part_of_speech, t.relation, "" if t.head == t.number else heads.get(t.head, ""))
            for t in sentence.tokens]  # fmt: skip
    _section(out, "Words", ("word", "lemma", "read as", "relation", "hangs on"), rows)
    _section(out, "Clauses", ("verb", "who does it", "to whom", "form"), [_clause(c) for c in sentence.clauses])


def _clause(c: ClauseRow) -> Sequence[str]:
    form = ("passive" if c.passive else "active") + (", negated" if c.negated else "")
    return (c.verb, c.subject or "-", c.object or "-", form)


def _mentions(trial: Trial, out: Console) -> None:
    """Who is named: each actor's reasons once, at its first mention."""
    rows, seen = [], set()
    for m in trial.mentions:
        is_a = " ".join(p for p in (m.kind, m.country or "", " ".join(m.sectors)) if p) if m.acts else "thing"
        why = "; ".join(m.why) if m.id not in seen else ""
        seen.add(m.id)
        rows.append((m.words, m.form, m.name, is_a, why))
    _section(out, "Names", ("words", "form", "who", "is", "why"), rows, "nobody and nothing is named")


def _candidates(rows: Sequence[CandidateRow], out: Console) -> None:
    shown = []
    for c in rows:
        fate, colour = FATES[c.outcome]
        parties = f"{', '.join(c.actors) or '-'} > {', '.join(c.recipients) or '-'}"
        shown.append((c.words, f"'{c.pattern}'", f"{_at(c.rule, c.where)}, {c.type}", parties,
                      Text(clean(f"{fate}: {c.why}" if c.why else fate), colour)))  # fmt: skip
    none = "no rule's pattern fits; --rule ID tells where one stops"
    _section(out, "Rules", ("words", "pattern", "rule", "who > whom", "what became of it"), shown, none)


def _learned(trial: Trial, out: Console) -> None:
    if not trial.asked:
        _section(out, "Learned part", (), (), "not asked (--no-model, or it is not installed)")
        return
    rows = [(row.words, row.rule, row.says) for row in trial.learned]
    _section(
        out, "Learned part", ("words", "found by", "says"), rows, "there is no event to ask it about; it adds none"
    )


def _events(events: Sequence[EventRow], out: Console) -> None:
    rows = []
    for e in events:
        modes = f" ({', '.join(e.modes)})" if e.modes else ""
        rest = [f"date {e.date}" if e.date else "", f"place {e.place}" if e.place else "",
                f"said by {' > '.join(e.said_by)}" if e.said_by else "", f"confidence {e.confidence:.2f}"]  # fmt: skip
        rows.append((f"{', '.join(e.actors) or '-'} · {e.type}{modes} · {', '.join(e.recipients) or '-'}",
                     e.factuality, "; ".join(r for r in rest if r)))  # fmt: skip
    _section(out, "Events", ("event", "status", ""), rows, "none")


def _at(rule: str, where: str) -> str:
    return f"{rule} ({where})" if where else rule


def _section(
    out: Console, heading: str, columns: Sequence[str], rows: Iterable[Sequence[str | Text]], none: str = ""
) -> None:
    """A heading with its table, or the words for an empty one."""
    held = list(rows)
    if not held and not none:
        return
    out.print()
    out.print(Text(heading, "bold"))
    if held:
        _table(out, columns, held)
    else:
        out.print(Padding(Text(none, "dim"), (0, 0, 0, 2)))


def _table(out: Console, columns: Sequence[str], rows: Iterable[Sequence[str | Text]]) -> None:
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
    for name in columns:
        table.add_column(name, overflow="fold")
    for row in rows:
        table.add_row(*(cell if isinstance(cell, Text) else _text(cell) for cell in row))
    out.print(Padding(table, (0, 0, 0, 2)))


def _text(words: str, style: str = "") -> Text:
    return Text(clean(words).replace("\n", " "), style)
