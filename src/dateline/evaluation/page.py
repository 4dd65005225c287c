"""The report as one HTML page: figures, what is taken for what, examples with their texts, and what to filter by."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from importlib.resources import files

from dateline.evaluation.coded import Found, Party
from dateline.evaluation.compare import Pair
from dateline.evaluation.figures import NOTHING, Advice, ByType, Figures, Threshold
from dateline.evaluation.report import Report
from dateline.one_file import table, text, whole

# Examples of each kind.
SHOWN = 12
EXAMPLES: tuple[tuple[str, str, Callable[[Pair], bool]], ...] = (
    ("Missed", "You have it, Dateline doesn't.", lambda p: p.found is None),
    ("False", "Dateline has it, you don't.", lambda p: p.asked is None),
    ("Another type", "One act, two types.", lambda p: bool(p.asked and p.found) and not p.hit),
    ("Right type, wrong parties", "", lambda p: p.hit and p.parties is False),
)


def html_of(report: Report) -> str:
    """The page; the same bytes for the same report."""
    style = (files("dateline.evaluation") / "style.css").read_text(encoding="utf-8")
    f = report.figures
    body = [f"<h1>How good is the coding: {text(report.title)}</h1>", *_opening(report)]
    if report.pairs:
        body += ["<h2>By type</h2>", _types(f.types, f.complete), *_fields(report), *_confusion(f)]
        body += ["<h2>What to filter by</h2>", *_thresholds(f)]
        body += ["<h2>Examples</h2>", *_examples(report.pairs)]
    body += ["<h2>How this was made</h2>", *(f"<p class='facts'>{text(line)}</p>" for line in report.made)]
    return whole(f"Evaluation: {report.title}", style, body)


def _opening(report: Report) -> Iterator[str]:
    total = report.figures.types[-1]
    yield f"<p>{text(report.says)}</p>"
    if total.precision is not None:
        yield f"<p><strong>Precision {_interval(total.precision, total.precision_low, total.precision_high)}</strong>: "
        yield f"of {total.found:,} events that Dateline has, {total.hits:,} are right in type.</p>"
    if total.recall is not None and total.f1 is not None:
        yield f"<p><strong>Recall {_interval(total.recall, total.recall_low, total.recall_high)}</strong>: "
        yield f"of {total.asked:,} events that you have, it finds {total.hits:,}. F1 {total.f1:.2f}.</p>"
    yield '<p class="note">In brackets: 95 % intervals (Wilson 1927). Where they are wide, code more passages.</p>'


def _interval(share: float, low: float, high: float) -> str:
    return f"{share:.2f} ({low:.2f} to {high:.2f})"


def _types(rows: Sequence[ByType], complete: bool) -> str:
    heads = ["Type", "Dateline", "Right", "Precision", "95 %"]
    heads += ["You", "Recall", "95 %", "F1"] if complete else []
    return f'<div class="scroll">{table("", heads, (_type(r, complete) for r in rows))}</div>'


def _type(r: ByType, complete: bool) -> list[str]:
    cells = [text(r.event_type), str(r.found), str(r.hits), _share(r.precision)]
    cells.append(f"{r.precision_low:.2f} to {r.precision_high:.2f}" if r.found else "–")
    if complete:
        cells += [str(r.asked), _share(r.recall)]
        cells += [f"{r.recall_low:.2f} to {r.recall_high:.2f}" if r.asked else "–", _share(r.f1)]
    return cells


def _share(value: float | None) -> str:
    return "–" if value is None else f"{value:.2f}"


def _fields(report: Report) -> Iterator[str]:
    rows = report.figures.fields
    if rows:
        heads = ("Of the events right in type", "Asked for", "Right", "Share")
        yield table("", heads, ((text(r.what), str(r.asked), str(r.right), _share(r.right / r.asked)) for r in rows))


def _confusion(f: Figures) -> Iterator[str]:
    """Rows are the coder's types, columns Dateline's."""
    cells = {(a, b): n for a, b, n in f.confusion}
    rows = [*sorted({a for a, _ in cells} - {NOTHING}), NOTHING]
    columns = [*sorted({b for _, b in cells} - {NOTHING}), NOTHING]
    if not f.complete:
        columns.remove(NOTHING)
    heads = ["you \\ Dateline", *map(text, columns)]
    body = "".join(
        f"<tr><td>{text(a)}</td>" + "".join(_count(a, b, cells.get((a, b), 0)) for b in columns) + "</tr>" for a in rows
    )
    head = "".join(f'<th scope="col">{h}</th>' for h in heads)
    yield "<h2>What is taken for what</h2>"
    cells_of = f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody>"
    yield f'<div class="scroll"><table class="confusion">{cells_of}</table></div>'


def _count(a: str, b: str, n: int) -> str:
    kind = "same" if a == b and a != NOTHING else "off"
    return f'<td class="{kind}">{n}</td>' if n else "<td></td>"


def _thresholds(f: Figures) -> Iterator[str]:
    for name, option, rows, advice in (
        ("that there is such an event of this type", "--min-confidence", f.sure, f.advice),
        ("that all its parties are right too", "--min-parties", f.parties, f.advice_parties),
    ):
        if rows:
            yield from (f"<p>{text(_advised(a, option))}</p>" for a in advice)
            heads = [f"{option}", "Kept", "Share kept", "Right", "Precision", "95 %"]
            heads += ["Recall"] if f.complete else []
            rated = table(f"How sure Dateline is {name}", heads, (_threshold(r, f.complete) for r in rows))
            yield f'<div class="scroll">{rated}</div>'


def _advised(a: Advice, option: str) -> str:
    t = a.threshold
    if t is not None and not t.least:
        return f"A precision of {a.wanted:.0%} is there without any {option}: {t.precision or 0:.0%} are right."
    if t is None:
        return f"No {option} gives a precision of {a.wanted:.0%} here, on events enough to say so."
    kept = "keeps all" if t.share == 1 else f"keeps {t.share:.0%} of the events"
    return f"For a precision of {a.wanted:.0%}: {option} {t.least:g} {kept}, {t.precision or 0:.0%} of them right."


def _threshold(r: Threshold, complete: bool) -> list[str]:
    width = f'<span class="bar" style="width:{r.share * 5:.2f}rem"></span>{r.share:.0%}'
    cells = [f"{r.least:g}", str(r.kept), width, str(r.right), _share(r.precision), f"{r.low:.2f} to {r.high:.2f}"]
    return [*cells, _share(r.recall)] if complete else cells


def _examples(pairs: Sequence[Pair]) -> Iterator[str]:
    for title, says, fits in EXAMPLES:
        cases = [p for p in pairs if fits(p)]
        if cases:
            shown = spread(cases, SHOWN)
            yield f"<h3>{title} <span class='facts'>{len(shown)} of {len(cases)}. {text(says)}</span></h3>"
            yield from map(_case, shown)


def spread(pairs: Sequence[Pair], most: int) -> list[Pair]:
    """Some pairs, one of each type in turn, so that no frequent type hides the others."""
    queues: dict[str, list[Pair]] = {}
    for p in pairs:
        queues.setdefault((p.asked or p.found).event_type, []).append(p)  # type: ignore[union-attr]
    out: list[Pair] = []
    for n in range(len(pairs)):
        out += [queues[t][n] for t in sorted(queues) if n < len(queues[t])]
    return out[:most]


def _case(p: Pair) -> str:
    lines = []
    if p.asked:
        a = p.asked
        more = " · ".join(v for v in (a.date, a.place) if v)
        row = f" (row {a.row})" if a.row else ""
        lines.append(
            f"you{row}: {a.actor or '–'} · {a.event_type} · {a.recipient or '–'}" + (f" · {more}" if more else "")
        )
    if p.found:
        lines.append(f"Dateline: {_told(p.found)}")
    said = "".join(f"<p class='facts'>{text(line)}</p>" for line in lines)
    return f'<div class="case"><p>{_marked(p)}</p>{said}</div>'


def _told(f: Found) -> str:
    sure = f"confidence {f.confidence:.2f}"
    sure += "" if f.confidence_parties is None else f", of parties {f.confidence_parties:.2f}"
    return f"{_names(f.actors)} · {f.event_type} · {_names(f.recipients)} · {f.factuality} · {sure} · {f.rule} · {f.id}"


def _names(parties: Sequence[Party]) -> str:
    return ", ".join(p.name for p in parties) or "–"


def _marked(p: Pair) -> str:
    """The passage, with the words that name the act marked."""
    f = p.found
    if f is None or not 0 <= f.start < f.end <= len(p.text):
        return text(p.text)
    return f"{text(p.text[: f.start])}<mark>{text(p.text[f.start : f.end])}</mark>{text(p.text[f.end :])}"
