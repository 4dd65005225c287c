"""Story > Parse: sentences, tokens, lemmas and dependencies. The only module that imports the parser library."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import pairwise
from typing import Any

import spacy
from thinc.api import NumpyOps, set_current_ops

from dateline.errors import UsageError
from dateline.language.labels import Dep
from dateline.language.language import Language, Read
from dateline.language.tokens import Parse, Sentence, Token
from dateline.pages.types import Story
from dateline.spans import Span

# A batch never holds more than one story: a parse may depend on nothing but the story, however many run side by side.
BATCH = 32
# Characters of a batch: the parser's memory grows with them.
BATCH_CHARACTERS = 8_000
# The parser's cost per sentence is linear, but its memory isn't bounded: very long paragraphs are cut at this length.
MAX_PARAGRAPH = 20_000
# A sentence of more tokens than that is a table or a list, and is cut: what follows may look at each pair of its words.
MAX_SENTENCE = 500
# The tokenizer takes time by the square of what stands between two spaces: longer stretches are cut.
LONG_STRETCH = re.compile(r"\S{200}(?=\S)")
CLOSING = frozenset({'"', "”", "’", "»", "''", ")", "]"})


class Parser:
    """A pipeline of the parser library for a language, loaded once and handed to whoever parses."""

    def __init__(self, pipeline: Any, language: Language) -> None:
        self.pipeline = pipeline
        self.language = language

    @classmethod
    def load(cls, language: Language, name: str | None = None) -> Parser:
        """The spaCy pipeline of a name, else that of the language, without its entity recogniser.

        Its matrices are multiplied by NumPy's BLAS: on many processors thinc's own runs generic kernels at half the
        speed.

        Raises:
            UsageError: no pipeline of this name is installed.
        """
        set_current_ops(NumpyOps(use_blis=False))
        try:
            return cls(spacy.load(name or language.parser, exclude=["ner"]), language)
        except OSError as error:
            raise UsageError(
                f"--model {name or language.parser}: no spaCy pipeline of this name is installed"
            ) from error

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """The common words, lower case, of the pipeline's dictionary: base forms, irregular forms, function words."""
        words = set(self.pipeline.Defaults.stop_words)
        has_lemmas = self.pipeline.has_pipe("lemmatizer")
        lookups = self.pipeline.get_pipe("lemmatizer").lookups if has_lemmas else None
        for table in ("lemma_index", "lemma_exc"):
            if lookups is not None and lookups.has_table(table):
                for held in lookups.get_table(table).values():
                    words.update(held)
        return frozenset(words)


def parse(story: Story, parser: Parser) -> Parse:
    """Parse a story's body paragraph by paragraph.

    Args:
        story: the story; only ``text`` is read.
        parser: the parser.
    """
    nlp = parser.pipeline
    pieces = list(_pieces(story.text, parser.language.dateline))
    tokens: list[Token] = []
    sentences: list[Sentence] = []
    # The zone frees the strings that the parser's vocabulary takes up with every story.
    with nlp.memory_zone():
        for batch in _batches(pieces):
            docs = nlp.pipe([story.text[s.start : s.end] for _, s in batch], batch_size=BATCH)
            for (paragraph, span), doc in zip(batch, docs, strict=True):
                _take(doc, span.start, paragraph, parser.language, tokens, sentences)
    children: list[list[int]] = [[] for _ in tokens]
    for token in tokens:
        if token.head != token.i:
            children[token.head].append(token.i)
    for token in tokens:
        token.children = tuple(children[token.i])
    return Parse(story, tuple(tokens), tuple(sentences), tuple(paragraphs_of(story.text)), parser.language)


def paragraphs_of(text: str) -> list[Span]:
    """The paragraphs of a body: stretches between blank lines."""
    return [Span(m.start(), m.end()) for m in re.finditer(r"\S(?:.*\S)?(?:\n(?!\n).*\S)*", text)]


def _pieces(text: str, dateline: re.Pattern[str] | None) -> Sequence[tuple[int, Span]]:
    """Paragraph number and span of each piece that the parser gets; overlong paragraphs are cut at white space."""
    out = []
    for number, span in enumerate(paragraphs_of(text)):
        start = span.start
        opening = dateline.match(text, start, span.end) if dateline else None
        if opening:
            out.append((number, Span(start, opening.end())))
            start = opening.end()
        for long in LONG_STRETCH.finditer(text, start, span.end):
            out += [(number, piece) for piece in _cut(text, start, long.end())]
            start = long.end()
        out += [(number, piece) for piece in _cut(text, start, span.end)]
    return out


def _cut(text: str, start: int, end: int) -> Iterator[Span]:
    """Parts of at most ``MAX_PARAGRAPH`` characters, cut at white space where there is some."""
    while end - start > MAX_PARAGRAPH:
        cut = text.rfind(" ", start + MAX_PARAGRAPH // 2, start + MAX_PARAGRAPH)
        cut = cut if cut > 0 else start + MAX_PARAGRAPH
        yield Span(start, cut)
        start = cut
    yield Span(start, end)


def _batches(pieces: Sequence[tuple[int, Span]]) -> Iterator[list[tuple[int, Span]]]:
    """The pieces in batches of bounded size."""
    batch: list[tuple[int, Span]] = []
    size = 0
    for piece in pieces:
        if batch and (len(batch) == BATCH or size + len(piece[1]) > BATCH_CHARACTERS):
            yield batch
            batch, size = [], 0
        batch.append(piece)
        size += len(piece[1])
    if batch:
        yield batch


def _take(
    doc: Any, offset: int, paragraph: int, language: Language, tokens: list[Token], sentences: list[Sentence]
) -> None:
    """Copy one parsed paragraph into our own tokens and sentences."""
    base, lemmas = len(tokens), language.lemmas
    read = language.scheme(doc) if language.scheme else _as_they_are(doc)
    starts, heads = _bounded(_sentence_starts(doc), list(read.heads))
    number = len(sentences) - 1
    for t in doc:
        if t.i in starts:
            number += 1
        text = t.text
        lower = text.lower()
        start = offset + t.idx
        tokens.append(
            Token(base + t.i, start, start + len(text), text, lower, lemmas.get(lower) or t.lemma_.lower(), t.pos_,
                  read.tags[t.i], read.deps[t.i] if heads[t.i] == read.heads[t.i] else Dep.ROOT, base + heads[t.i],
                  number)
        )  # fmt: skip
    bounds = [*sorted(starts), len(doc)]
    for first, last in pairwise(bounds):
        span = Span(tokens[base + first].start, tokens[base + last - 1].end)
        root = next((i for i in range(base + first, base + last) if tokens[i].head == i), base + first)
        sentences.append(Sentence(len(sentences), base + first, base + last, root, paragraph, span))


def _as_they_are(doc: Any) -> Read:
    """What a parser says whose labels are ours."""
    return Read([t.dep_ for t in doc], [t.head.i for t in doc], [t.tag_ for t in doc])


def _bounded(starts: set[int], heads: list[int]) -> tuple[set[int], list[int]]:
    """Cut sentences that are too long; a token whose head would lie in another part becomes a root."""
    bounds = [*sorted(starts), len(heads)]
    for first, last in pairwise(bounds):
        for part in range(first, last, MAX_SENTENCE) if last - first > MAX_SENTENCE else ():
            end = min(part + MAX_SENTENCE, last)
            starts.add(part)
            heads[part:end] = [h if part <= h < end else i for i, h in enumerate(heads[part:end], part)]
    return starts, heads


def _sentence_starts(doc: Any) -> set[int]:
    """First tokens of the sentences, closing quotation marks moved back to the sentence that they close."""
    starts = set()
    opened = 0
    for sent in doc.sents:
        start = sent.start
        while 0 < start < sent.end and doc[start].text in CLOSING and (opened % 2 or doc[start].text != '"'):
            start += 1
        opened += sum(doc[i].text in {'"', "“"} for i in range(sent.start, sent.end))
        if start < sent.end or start == 0:
            starts.add(start)
    starts.add(0)
    return starts
