"""A dossier as one HTML page: no script, nothing that is loaded, every value escaped."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files

from dateline.dossier.collect import Dossier
from dateline.engine.incidents import Detail, Report
from dateline.linking.numbers.figures import Number
from dateline.linking.positions.positions import PAST, Position
from dateline.one_file import table as _table
from dateline.one_file import text as _t
from dateline.one_file import whole
from dateline.record import StoryRecord
from dateline.spans import Span
from dateline.store.rows.typed_rows import bounds


def html_of(dossier: Dossier) -> str:
    """The page; the same bytes for the same store and question."""
    style = (files("dateline.dossier") / "style.css").read_text(encoding="utf-8")
    body = [f"<h1>Dossier: {_t(dossier.asked)}</h1>", *_opening(dossier)]
    for d in dossier.incidents:
        body += _incident(d)
    body += _sources(dossier)
    body += _stories(dossier)
    return whole(f"Dossier: {dossier.asked}", style, body)


def _opening(dossier: Dossier) -> Iterator[str]:
    yield (
        '<p class="note">What stands here is what the stories say. Dateline records who says it; it does not decide '
        "who is right, and that several agree is no proof. Independent reports count origins, not mastheads.</p>"
    )
    if len(dossier.incidents) > 1:
        rows = "".join(
            f'<li><a href="#{_t(d.row.id)}">{_t(d.row.first_day or "day unknown")}: {_t(d.row.headline)}</a></li>'
            for d in dossier.incidents
        )
        yield f"<nav><ol>{rows}</ol></nav>"


def _incident(d: Detail) -> Iterator[str]:
    row = d.row
    facts = [row.first_day or "day unknown", row.place, row.country, ", ".join(row.types), f"id {row.id}"]
    origins = ", ".join(f"{o.name} ({ORIGINS[o.kind]})" for o in d.origins) or "nobody in their own voice"
    yield f'<section class="incident" id="{_t(row.id)}"><h2>{_t(row.headline or "(no headline)")}</h2>'
    yield f'<p class="facts">{_t(" · ".join(f for f in facts if f))}</p>'
    yield f"<p>{row.independent} independent reports in {row.stories} stories, {row.texts} texts: {_t(origins)}.</p>"
    if row.dispute:
        yield f'<p class="dispute">{_t(row.dispute.capitalize())}.</p>'
    yield _table("Reports in order of time", ("When", "Outlet", "Headline", "Text", "Story"), map(_report, d.reports))
    yield _table("Who says what", ("When", "Who", "Position", "Words", "Where"), map(_position, d.positions))
    if d.numbers:
        heads = ("What", "Whom", "How many", "In words", "Read as", "Who says so", "When", "Where")
        yield _table("Numbers side by side", heads, map(_number, d.numbers))
    if d.former:
        yield f'<p class="facts">Former ids: {_t("; ".join(" ".join(f) for f in d.former))}</p>'
    yield "</section>"


ORIGINS = {"agency": "agency", "source": "quoted", "own": "own reporting"}


def _when(published: str | None) -> str:
    return (published or "unknown")[:16].replace("T", " ")


def _link(story: str, words: str) -> str:
    return f'<a href="#s-{_t(story)}">{_t(words)}</a>'


def _report(r: Report) -> tuple[str, ...]:
    text = f"of {r.agency}" if r.agency else ""
    text += f" copy of {r.copy_of}" if r.copy_of else ""
    return _t(_when(r.published)), _t(r.outlet), _t(r.headline), _t(text.strip() or "its own"), _link(r.story, r.story)


def _position(p: Position) -> tuple[str, ...]:
    who = _t(p.who) + (f' <span class="facts">through {_t(" > ".join(p.chain[:-1]))}</span>' if p.chain[1:] else "")
    kind = _t(PAST[p.kind] + (f" {', '.join(p.whom)}" if p.whom else ""))
    return _t(_when(p.published)), who, kind, f"<q>{_t(p.quote)}</q>", _link(p.story, p.outlet or p.story)


def _number(n: Number) -> tuple[str, ...]:
    cells = (n.what, ", ".join(n.whom), bounds(n.low, n.high), n.words, n.reading, n.source, _when(n.published))
    return (*map(_t, cells), _link(n.story, n.outlet or n.story))


def _sources(dossier: Dossier) -> Iterator[str]:
    """The pages: address, path, digest; and what made the records."""
    rows = (
        (
            f'<a id="p-{_t(r.id)}"></a>{_link(r.id, r.id)}', _t(r.outlet), _t(r.url or r.document.url),
            _t(r.document.path), f"<code>{_t(r.document.sha256)}</code>", _t(r.document.retrieved),
        )
        for r in dossier.stories.values()
    )  # fmt: skip
    heads = ("Story", "Outlet", "Address", "File", "SHA-256 of the bytes", "Retrieved")
    yield '<section class="sources"><h2>Where it came from</h2>'
    yield _table("Pages", heads, rows)
    yield "<ul>" + "".join(f"<li>{_t(v)}</li>" for v in dossier.versions) + "</ul></section>"


def _stories(dossier: Dossier) -> Iterator[str]:
    """The stories, their passages marked."""
    told: dict[str, set[str]] = {}
    for d in dossier.incidents:
        for r in d.reports:
            told.setdefault(r.story, set()).update(r.events)
    yield "<section><h2>The stories</h2>"
    for ref, record in dossier.stories.items():
        yield from _story(record, told[ref])
    yield "</section>"


def _story(record: StoryRecord, events: set[str]) -> Iterator[str]:
    facts = [record.outlet, _when(record.published), record.byline, record.url, f"id {record.id}"]
    yield f'<article id="s-{_t(record.id)}"><h3>{_t(record.headline or "(no headline)")}</h3>'
    yield f'<p class="facts">{_t(" · ".join(f for f in facts if f))}</p>'
    spans = [
        e.evidence for e in record.events if e.id in events or f"{record.id}-{e.id}" in events
    ]  # fmt: skip
    marked = _marked(record.text, spans)
    yield "".join(f"<p>{p}</p>" for p in marked.split("\n\n")) + "</article>"


def _marked(text: str, spans: list[Span]) -> str:
    """The text with its passages marked; marks never cross the edge of a paragraph."""
    inside = bytearray(len(text))
    for span in spans:
        inside[span.start : span.end] = b"\1" * (min(span.end, len(text)) - span.start)
    out, start = [], 0
    for n in range(1, len(text) + 1):
        if n < len(text) and inside[n] == inside[start] and text[n] != "\n":
            continue
        piece = _t(text[start:n])
        out.append(f"<mark>{piece}</mark>" if inside[start] and piece.strip() else piece)
        start = n
    return "".join(out)
