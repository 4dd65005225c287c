"""Rows as people write them > annotations.

=== story-7
I Mara Lindqvist = Foreign Minister Mara Lindqvist @1 ; she @2 ; Lindqvist @4
S s1 @2 | the envoy ... had lied | Mara Lindqvist | said | asserts | indirect
E e1 @2 | accused [the envoy] of | ACCUSE allege | Mara Lindqvist | the envoy | asserted | - | date: Monday=2024-03-04
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from dateline.corpus.annotation import (
    COUNTED,
    DIRECTNESS,
    FACTUALITIES,
    STANCES,
    Annotation,
    Count,
    Said,
    Telling,
    When,
)
from dateline.corpus.lines.draft import Draft, RowError
from dateline.corpus.lines.sentences import sentences
from dateline.corpus.texts import Text, digest
from dateline.errors import InputError
from dateline.spans import Span

CELL_END = re.compile(r"\s\|(?=\s|$)")
HEAD = re.compile(r"(\S+)\s+@(\d+)(?:-(\d+))?$")
COUNT = re.compile(r"(?P<exact>\d+)|(?P<least>\d+)\+|(?P<low>\d*)-(?P<high>\d+)")
SAID_CELLS, TELLING_CELLS = 6, 7


def read_lines(
    lines: str, name: str, texts: Mapping[str, Text], part: str = "own", annotator: str = "-"
) -> tuple[list[Annotation], list[InputError]]:
    """Read rows as people write them.

    Args:
        lines: the file's text.
        name: how messages call the file.
        texts: the documents by id.
        part: what the annotations call their part.
        annotator: who wrote the rows.

    Returns:
        The annotations, and what was wrong, a line each; a wrong row is left out and the rest goes on.
    """
    drafts: dict[str, Draft] = {}
    wrong: list[InputError] = []
    draft: Draft | None = None
    for number, line in enumerate(lines.split("\n"), 1):
        try:
            if line.startswith("==="):
                draft = None  # the rows of a document that isn't known belong to no other
                draft = _begun(line[3:].strip(), number, drafts, texts)
            elif line.strip():
                _row(line.rstrip(), draft)
        except RowError as error:
            wrong.append(InputError(f"{name}:{number}", f"{error}: {line.strip()[:80]}"))
    for draft in drafts.values():
        if bool(draft.events) == draft.empty:
            what = "both events and `N no event`" if draft.empty else "neither an event nor `N no event`"
            wrong.append(InputError(f"{name}:{draft.line}", f"{draft.text.id} has {what}"))
    return [_finished(draft, part, annotator) for draft in drafts.values()], wrong


def _begun(key: str, line: int, drafts: dict[str, Draft], texts: Mapping[str, Text]) -> Draft:
    """The document that a ``===`` line begins."""
    if key not in texts:
        raise RowError("no text of this id")
    if key in drafts:
        raise RowError(f"the document was begun in line {drafts[key].line}")
    drafts[key] = Draft(texts[key], line, sentences(texts[key].text))
    return drafts[key]


def _row(line: str, draft: Draft | None) -> None:
    """Read one row into the document that it belongs to."""
    if draft is None:
        raise RowError("the row belongs to no document")
    kind, rest = line[:2].rstrip(), line[2:]
    cells = [cell.strip() for cell in CELL_END.split(rest)]
    if kind == "N":
        draft.empty = True
    elif kind == "I":
        names = rest.replace(" = ", " ; ", 1).split(";")
        draft.identities.append(tuple(draft.find(n) for n in names if n.strip()))
    elif kind == "S":
        draft.statements.append(_said(draft, cells))
    elif kind == "E":
        draft.events.append(_telling(draft, cells))
    else:
        raise RowError("a row begins with I, S, E or N")


def _head(cell: str) -> tuple[str, int, int]:
    """``e1 @3`` or ``s1 @3-5`` > id, first and last sentence."""
    found = HEAD.match(cell)
    if not found:
        raise RowError(f"{cell!r} should be an id and a sentence, as in `e1 @3`")
    return found[1], int(found[2]), int(found[3] or found[2])


def _said(draft: Draft, cells: list[str]) -> Said:
    """A row of a statement."""
    _enough(cells, SAID_CELLS, "id | content | chain | cue | stance | directness")
    key, first, last = _head(cells[0])
    span = Span(draft.sentence(first).start, draft.sentence(last).end)
    chain = () if cells[2] == "-" else tuple(
        tuple(draft.find(name, first) for name in link.split("=")) for link in cells[2].split(">")
    )  # fmt: skip
    cue = None if cells[3] in {"-", ""} else draft.find(cells[3], first)
    rest = cells[6:]
    to = next((draft.find(cell[3:], first) for cell in rest if cell.startswith("to:")), None)
    _known(rest, ("to:",))
    _one_of(cells[4], STANCES, "stance")
    _one_of(cells[5], DIRECTNESS, "directness")
    return Said(key, _content(draft, cells[1], span), chain, cue, cells[4], cells[5], to, "opt" not in rest)


def _enough(cells: list[str], number: int, form: str) -> None:
    """Refuse a row that lacks fields."""
    if len(cells) < number:
        raise RowError(f"{len(cells)} fields where {number} are wanted ({form})")


def _one_of(value: str, known: tuple[str, ...], what: str) -> None:
    """Refuse a value that doesn't exist."""
    if value not in known:
        raise RowError(f"{value!r} is no {what} ({', '.join(known)})")


def _known(cells: list[str], starts: tuple[str, ...]) -> None:
    """Refuse a field that has no meaning."""
    for cell in cells:
        if cell not in {"opt", "-", ""} and not cell.startswith(starts):
            raise RowError(f"unknown field {cell!r}")


def _content(draft: Draft, words: str, span: Span) -> Span:
    """``first words ... last words``, or all of them."""
    head, _, tail = (part.strip() for part in words.partition(" ... "))
    first = draft.within(head, span)
    last = draft.last_within(tail, Span(first.start, span.end)) if first and tail else first
    if first is None or last is None:
        raise RowError(f"the content {words!r} isn't in its sentences")
    return Span(first.start, last.end)


def _telling(draft: Draft, cells: list[str]) -> Telling:
    """A row of an event."""
    _enough(cells, TELLING_CELLS, "id | quote | type | actors | recipients | factuality | statement")
    key, number, _ = _head(cells[0])
    quote, trigger = _quote(draft, cells[1], number)
    kinds, *modes = cells[2].replace(",", " ").split() or [""]
    for value in cells[5].split("/"):
        _one_of(value, FACTUALITIES, "factuality")
    rest = cells[7:]
    _known(rest, ("date:", "place:", "same:", *(f"{c}:" for c in COUNTED)))
    named = {cell.partition(":")[0]: cell.partition(":")[2].strip() for cell in rest}
    return Telling(
        key, quote, trigger, tuple(kinds.split("/")), tuple(modes), draft.slots(cells[3], number),
        draft.slots(cells[4], number), tuple(cells[5].split("/")), None if cells[6] == "-" else cells[6],
        _date(draft, named["date"], number) if "date" in named else None,
        tuple(draft.find(p, number) for p in named["place"].split("=")) if "place" in named else (),
        tuple(_count(what, named[what]) for what in COUNTED if what in named), named.get("same"), "opt" not in rest,
    )  # fmt: skip


def _quote(draft: Draft, cell: str, number: int) -> tuple[Span, Span]:
    """``had [shelled] the port`` > the quote's span and the trigger's."""
    before, opened, rest = cell.partition("[")
    inner, closed, after = rest.partition("]")
    if not (opened and closed and inner):
        raise RowError("the quote marks its trigger with [ ]")
    quote = draft.within(before + inner + after, draft.sentence(number))
    if quote is None:
        raise RowError(f"sentence {number} has no {before + inner + after!r}")
    return quote, Span(quote.start + len(before), quote.start + len(before) + len(inner))


def _date(draft: Draft, cell: str, number: int) -> When:
    """``Monday=2024-03-04``, or words alone where the day can't be known."""
    words, equals, value = cell.rpartition("=")
    return When(draft.find(words if equals else value, number), (value.strip() or None) if equals else None)


def _count(what: str, cell: str) -> Count:
    """``12``, ``12-15``, ``12+`` (at least), ``-15`` (up to)."""
    found = COUNT.fullmatch(cell.replace(",", ""))
    if not found:
        raise RowError(f"{cell!r} is no number of {what}")
    exact = found["exact"]
    low, high = (int(n) if n else None for n in (exact or found["least"] or found["low"], exact or found["high"]))
    return Count(what, low, high)


def _finished(draft: Draft, part: str, annotator: str) -> Annotation:
    """The annotation of a draft."""
    text = draft.text
    return Annotation(
        text.id, text.outlet, text.url, text.published, text.license, digest(text.text), len(text.text.split()), part,
        annotator, tuple(draft.identities), tuple(draft.statements), tuple(draft.events), text.headline,
    )  # fmt: skip
