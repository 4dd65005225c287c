"""CoNLL-U: tokens with lemmas and dependencies, names of actors as entities, acts and statements as comments.

Relations are those of the parser (ClearNLP), not of Universal Dependencies; names of one actor share an id in
``Entity``, as CorefUD has it; blanks between words stand in ``SpacesAfter``, as UDPipe has it, so that the text comes
back character by character. After https://universaldependencies.org/format.html and https://ufal.mff.cuni.cz/corefud.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from dateline.corpus.texts import Text, content_of
from dateline.errors import InputError
from dateline.language.parse import parse
from dateline.language.parser.pipeline import Parser
from dateline.language.tokens import Parse, Token
from dateline.pages.source_and_story import Story
from dateline.record import Document
from dateline.spans import Span
from dateline.standards.markup import NAME, Mark, Markup, Tie

COLUMNS = 10
BLANKS = {" ": r"\s", "\n": r"\n", "\t": r"\t", "\r": r"\r", "|": r"\p", "\\": "\\\\", "\u00a0": r"\u00A0"}
ESCAPED = re.compile(r"\\(?:u([0-9A-F]{4})|(.))")
PLAIN = {shown[1]: blank for blank, shown in BLANKS.items() if len(shown) == len(r"\s")}
BRACKET = re.compile(r"\((?P<opens>[^()]+)(?P<whole>\))?|(?P<closes>[^()]+)\)")


def conllu(markup: Markup, parser: Parser) -> Iterator[str]:
    """The lines of a document, without their ends."""
    parsed = parse(_story(markup.text, parser), parser)
    words = [t for t in parsed.tokens if not t.text.isspace()]
    entities, left = _entities(markup, words)
    about = {name: value for name, value in asdict(markup.text).items() if value and name not in ("id", "text")}
    yield f"# newdoc id = {markup.text.id}"
    yield "# global.Entity = eid"
    yield f"# dateline_document = {_json(about)}"
    # A key for each: readers that hold comments by their keys keep the last of those that share one.
    yield from (f"# dateline_mark_{mark.key} = {_json(_plain(mark))}" for mark in markup.marks if mark.key not in left)
    ties = enumerate(markup.ties, 1)
    yield from (f"# dateline_tie_{n} = {_json([t.label, t.source, t.target])}" for n, t in ties)
    yield from _sentences(parsed, words, entities)


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _plain(mark: Mark) -> list[object]:
    return [mark.key, mark.label, mark.span.start, mark.span.end, mark.traits, mark.note]


def _story(text: Text, parser: Parser) -> Story:
    """A text as the parser takes it."""
    return Story(
        text.id, Document(None, None, "text/plain", 0), None, None, None, None, (), None, None, None,
        parser.language.code, text.text,
    )  # fmt: skip


def _entities(markup: Markup, words: list[Token]) -> tuple[dict[int, str], set[str]]:
    """The brackets of ``Entity`` by the index of their token, and the marks that they say all of.

    A name with a tie, or one that begins or ends within a token, keeps its mark as well.
    """
    tied = {key for tie in markup.ties for key in (tie.source, tie.target)}
    spans = {mark.key: mark.span for mark in markup.marks}
    opens: dict[int, list[str]] = defaultdict(list)
    closes: dict[int, list[str]] = defaultdict(list)
    said = set()
    for number, group in enumerate(markup.groups, 1):
        for key in group:
            inside = [t.i for t in words if t.start < spans[key].end and t.end > spans[key].start]
            if not inside:
                continue
            if inside[0] == inside[-1]:
                opens[inside[0]].append(f"(e{number})")
            else:
                opens[inside[0]].insert(0, f"(e{number}")
                closes[inside[-1]].append(f"e{number})")
            said |= {key} - tied
    return {i: "".join([*closes[i], *opens[i]]) for i in {*opens, *closes}}, said


def _sentences(parsed: Parse, words: list[Token], entities: Mapping[int, str]) -> Iterator[str]:
    """The sentences with their words."""
    text, paragraph = parsed.text, -1
    ends = {t.i: words[n + 1].start if n + 1 < len(words) else len(text) for n, t in enumerate(words)}
    for sentence in parsed.sentences:
        own = [t for t in words if sentence.first <= t.i < sentence.last]
        if not own:
            continue
        if sentence.paragraph != paragraph:
            paragraph = sentence.paragraph
            yield "# newpar"
        yield f"# sent_id = {parsed.story.id}-{sentence.i + 1}"
        yield f"# text = {' '.join(text[own[0].start : own[-1].end].split())}"
        places = {t.i: n for n, t in enumerate(own, 1)}
        for t in own:
            misc = [f"Entity={entities[t.i]}"] if t.i in entities else []
            if t.i == words[0].i and t.start:
                misc.append(f"SpacesBefore={_blanks(text[: t.start])}")
            misc += _after(text[t.end : ends[t.i]])
            head = 0 if t.head == t.i else places.get(t.head, 0)
            yield "\t".join([
                str(places[t.i]), t.text, t.lemma or "_", t.pos or "_", t.tag or "_", "_", str(head),
                "root" if head == 0 else t.dep, "_", "|".join(misc) or "_",
            ])  # fmt: skip
        yield ""


def _after(blanks: str) -> list[str]:
    """What stands behind a word, unless it is one space."""
    if blanks == " ":
        return []
    return [f"SpacesAfter={_blanks(blanks)}"] if blanks else ["SpaceAfter=No"]


def _blanks(blanks: str) -> str:
    """Blanks as a value of MISC can hold them."""
    return "".join(BLANKS.get(c) or f"\\u{ord(c):04X}" for c in blanks)


def read_conllu(path: Path) -> Iterator[Markup]:
    """The documents of a file that was written so; names of actors are taken from ``Entity``.

    Raises:
        InputError: a line can't be read; file and line are named.
    """
    document = _Document()
    for number, line in enumerate(content_of(path).split("\n"), 1):
        try:
            if line.startswith("# newdoc id = ") and document.key:
                yield document.markup()
                document = _Document()
            document.take(line)
        except (ValueError, IndexError, TypeError, KeyError) as error:
            raise InputError(f"{path}:{number}", f"no line of a document in CoNLL-U: {error}") from error
    if not document.key:
        raise InputError(str(path), "no document in it (# newdoc id = ...)")
    yield document.markup()


@dataclass
class _Document:
    """A document while its lines are read."""

    key: str = ""
    about: dict[str, Any] = field(default_factory=dict)
    marks: list[Mark] = field(default_factory=list)
    ties: list[Tie] = field(default_factory=list)
    text: str = ""
    open: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    groups: dict[str, list[Span]] = field(default_factory=dict)

    def take(self, line: str) -> None:
        """One line."""
        name, equals, value = line.removeprefix("# ").partition(" = ")
        if line.startswith("#"):
            if equals:
                self._comment(name, value)
        elif line:
            cells = line.split("\t")
            if len(cells) != COLUMNS:
                raise ValueError(f"{len(cells)} columns instead of {COLUMNS}")
            if cells[0].isdigit():
                self._word(cells[1], dict(pair.partition("=")[::2] for pair in cells[-1].split("|")))

    def _comment(self, name: str, value: str) -> None:
        if name == "newdoc id":
            self.key = value
        elif name == "dateline_document":
            self.about = json.loads(value)
        elif name.startswith("dateline_mark"):
            key, label, start, end, traits, note = json.loads(value)
            self.marks.append(Mark(key, label, Span(start, end), tuple((n, v) for n, v in traits), note))
        elif name.startswith("dateline_tie"):
            self.ties.append(Tie(*json.loads(value)))

    def _word(self, form: str, misc: Mapping[str, str]) -> None:
        """One word: its text, its blanks, the names that open and close with it."""
        self.text += _shown(misc.get("SpacesBefore", ""))
        start, end = len(self.text), len(self.text) + len(form)
        for bracket in BRACKET.finditer(misc.get("Entity", "")):
            if bracket["whole"]:
                self.groups.setdefault(_entity(bracket["opens"]), []).append(Span(start, end))
            elif bracket["opens"]:
                self.groups.setdefault(_entity(bracket["opens"]), [])
                self.open[_entity(bracket["opens"])].append(start)
            else:
                self.groups[bracket["closes"]].append(Span(self.open[bracket["closes"]].pop(), end))
        after = "" if misc.get("SpaceAfter") == "No" else misc.get("SpacesAfter", r"\s")
        self.text += form + _shown(after)

    def markup(self) -> Markup:
        """The document, all of its lines being read."""
        names = {mark.span: mark.key for mark in self.marks if mark.label == NAME}
        marks = list(self.marks)
        for span in sorted({span for spans in self.groups.values() for span in spans} - set(names)):
            names[span] = f"n{len(marks) + 1}"
            marks.append(Mark(names[span], NAME, span))
        groups = tuple(tuple(names[span] for span in spans) for spans in self.groups.values() if spans)
        known = {name: self.about.get(name) for name in ("headline", "outlet", "url", "published", "license")}
        return Markup(Text(self.key, self.text, **known), tuple(marks), tuple(self.ties), groups)


def _entity(name: str) -> str:
    """The id of an entity, without what other tools write behind it."""
    return name.partition("-")[0]


def _shown(blanks: str) -> str:
    """Blanks as they are in the text."""
    return ESCAPED.sub(lambda e: chr(int(e[1], 16)) if e[1] else PLAIN.get(e[2], e[2]), blanks)


def write_conllu(documents: Iterable[Markup], parser: Parser) -> Iterator[str]:
    """All lines of some documents."""
    for markup in documents:
        yield from conllu(markup, parser)
