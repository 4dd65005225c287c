"""The form in which people write annotations: one row a line, words instead of offsets. See ``docs/annotation.md``.

=== story-7
I Mara Lindqvist = Foreign Minister Mara Lindqvist @1 ; she @2 ; Lindqvist @4
S s1 @2 | the envoy ... had lied | Mara Lindqvist | said | asserts | indirect
E e1 @2 | accused [the envoy] of | ACCUSE allege | Mara Lindqvist | the envoy | asserted | - | date: Monday=2024-03-04
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from dateline.corpus.sentences import sentences
from dateline.corpus.texts import Text, digest
from dateline.corpus.types import COUNTED, Annotation, Count, Said, Slot, Telling, When
from dateline.errors import InputError
from dateline.spans import Span

QUOTES = str.maketrans("“”‘’", "\"\"''")
NAMED = re.compile(r"(.*?)\s*@(\d+)$")
HEAD = re.compile(r"(\S+)\s+@(\d+)(?:-(\d+))?$")
COUNT = re.compile(r"(\d+)?(-)?(\d+)?(\+)?$")


class RowError(ValueError):
    """A row that can't be read; the message says why."""


@dataclass
class Draft:
    """A document while its rows are read."""

    text: Text
    sentences: list[Span]
    identities: list[Slot] = field(default_factory=list)
    statements: list[Said] = field(default_factory=list)
    events: list[Telling] = field(default_factory=list)

    def sentence(self, number: str | int) -> Span:
        """The sentence of a number, counted from 1."""
        if not 1 <= int(number) <= len(self.sentences):
            raise RowError(f"there is no sentence {number}")
        return self.sentences[int(number) - 1]

    def within(self, words: str, span: Span) -> Span | None:
        """Where words stand in a stretch of the text, kinds of quotation mark forgiven; never inside a longer word."""
        whole, words = self.text.text.translate(QUOTES), words.translate(QUOTES)
        at = whole.find(words, span.start, span.end)
        while at >= 0:
            if not _glued(whole, at, words):
                return Span(at, at + len(words))
            at = whole.find(words, at + 1, span.end)
        return None

    def find(self, words: str, near: int = 1) -> Span:
        """Where words stand: in the sentence that ``@n`` names, else in the one that is near, before it, after it."""
        words = words.strip()
        if named := NAMED.match(words):
            found = self.within(named[1].strip(), self.sentence(named[2]))
            if found is None:
                raise RowError(f"sentence {named[2]} has no {named[1]!r}")
            return found
        order = [*range(near, 0, -1), *range(near + 1, len(self.sentences) + 1)]
        for number in order:
            if words and (found := self.within(words, self.sentence(number))):
                return found
        raise RowError(f"the story has no {words!r}")

    def slots(self, cell: str, near: int) -> tuple[Slot, ...]:
        """``A ; B = other name of B`` > one slot a party."""
        if cell in {"-", ""}:
            return ()
        return tuple(tuple(self.find(name, near) for name in slot.split("=")) for slot in cell.split(";"))


def _glued(text: str, at: int, words: str) -> bool:
    """Whether a place is only a part of a word."""
    end = at + len(words)
    left = at > 0 and text[at - 1].isalnum() and words[0].isalnum()
    return left or (end < len(text) and text[end].isalnum() and words[-1].isalnum())


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
    drafts: list[Draft] = []
    wrong: list[InputError] = []
    for number, line in enumerate(lines.splitlines(), 1):
        if not line.strip() or line.startswith("N "):
            continue
        try:
            _row(line.rstrip(), drafts, texts)
        except (RowError, IndexError) as error:
            reason = str(error) if isinstance(error, RowError) else "too few fields"
            wrong.append(InputError(f"{name}:{number}", f"{reason}: {line.strip()[:80]}"))
    return [_finished(draft, part, annotator) for draft in drafts], wrong


def _row(line: str, drafts: list[Draft], texts: Mapping[str, Text]) -> None:
    """Read one row into the document that it belongs to."""
    if line.startswith("==="):
        text = texts.get(line[3:].strip())
        if text is None:
            raise RowError("no text of this id")
        drafts.append(Draft(text, sentences(text.text)))
        return
    if not drafts:
        raise RowError("a row before the first === line")
    draft, cells = drafts[-1], [cell.strip() for cell in line[2:].split(" | ")]
    if line.startswith("I "):
        names = line[2:].replace(" = ", " ; ", 1).split(";")
        draft.identities.append(tuple(draft.find(n) for n in names if n.strip()))
    elif line.startswith("S "):
        draft.statements.append(_said(draft, cells))
    elif line.startswith("E "):
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
    key, first, last = _head(cells[0])
    span = Span(draft.sentence(first).start, draft.sentence(last).end)
    chain = () if cells[2] == "-" else tuple(
        tuple(draft.find(name, first) for name in link.split("=")) for link in cells[2].split(">")
    )  # fmt: skip
    cue = None if cells[3] in {"-", ""} else draft.find(cells[3], first)
    rest = cells[6:]
    to = next((draft.find(cell[3:], first) for cell in rest if cell.startswith("to:")), None)
    _known(rest, ("to:",))
    return Said(key, _content(draft, cells[1], span), chain, cue, cells[4], cells[5], to, "opt" not in rest)


def _known(cells: list[str], starts: tuple[str, ...]) -> None:
    """Refuse a field that has no meaning."""
    for cell in cells:
        if cell not in {"opt", "-", ""} and not cell.startswith(starts):
            raise RowError(f"unknown field {cell!r}")


def _content(draft: Draft, words: str, span: Span) -> Span:
    """``first words ... last words``, or all of them."""
    whole = draft.text.text.translate(QUOTES)
    head, _, tail = (part.strip().translate(QUOTES) for part in words.partition(" ... "))
    start = whole.find(head, span.start, span.end)
    end = whole.rfind(tail, start, span.end) if tail else start
    if start < 0 or end < 0:
        raise RowError(f"the content {words!r} isn't in its sentences")
    return Span(start, end + len(tail or head))


def _telling(draft: Draft, cells: list[str]) -> Telling:
    """A row of an event."""
    key, number, _ = _head(cells[0])
    quote, trigger = _quote(draft, cells[1], number)
    kinds, *modes = cells[2].replace(",", " ").split()
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
    return When(draft.find(words if equals else value, number), value if equals else None)


def _count(what: str, cell: str) -> Count:
    """``12``, ``12-15``, ``12+`` (at least), ``-15`` (up to)."""
    found = COUNT.match(cell.replace(",", ""))
    if not cell or not found:
        raise RowError(f"{cell!r} is no number of {what}")
    low, high = (int(n) if n else None for n in (found[1], found[3]))
    return Count(what, low, high if found[2] or found[4] else low)


def _finished(draft: Draft, part: str, annotator: str) -> Annotation:
    """The annotation of a draft."""
    text = draft.text
    return Annotation(
        text.id, text.outlet, text.url, text.published, text.license, digest(text.text), len(text.text.split()), part,
        annotator, tuple(draft.identities), tuple(draft.statements), tuple(draft.events), text.headline,
    )  # fmt: skip
