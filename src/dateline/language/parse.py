"""Story > Parse: sentences, tokens, lemmas and dependencies."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from dateline.language.grammar.quotations import find_quotes, with_blocks
from dateline.language.labels import Dep
from dateline.language.language import Language
from dateline.language.parser.joined_clauses import part_clauses
from dateline.language.parser.pipeline import BATCH, Parser, Words
from dateline.language.parser.stand_ins import read_as, restored
from dateline.language.tokens import Parse, Sentence, Token
from dateline.pages.source_and_story import Story
from dateline.spans import Span

# Characters of a batch: the parser's memory grows with them.
BATCH_CHARACTERS = 8_000
# The parser's cost per sentence is linear, but its memory isn't bounded: very long paragraphs are cut at this length.
MAX_PARAGRAPH = 20_000
# A sentence of more tokens than that is a table or a list, and is cut: what follows may look at each pair of its words.
MAX_SENTENCE = 500
# The tokenizer takes time by the square of what stands between two spaces: longer stretches are cut.
LONG_STRETCH = re.compile(r"\S{200}(?=\S)")
CLOSING = frozenset({'"', "”", "’", "»", "''", ")", "]"})
OPENING = frozenset({'"', "“"})


def parse(story: Story, parser: Parser) -> Parse:
    """Parse a story's body paragraph by paragraph.

    Args:
        story: the story; only ``text`` is read.
        parser: the parser.
    """
    pieces = list(_pieces(story.text, parser.language.dateline))
    tokens: list[Token] = []
    sentences: list[Sentence] = []
    for batch in _batches(pieces):
        texts = [story.text[span.start : span.end] for _, span in batch]
        readings = [read_as(text, parser.language.stand_ins) for text in texts]
        said = parser.read([reading.text for reading in readings])
        for (paragraph, span), text, reading, words in zip(batch, texts, readings, said, strict=True):
            _take(restored(words, reading, text), span.start, paragraph, parser.language, tokens, sentences)
    children: list[list[int]] = [[] for _ in tokens]
    for token in tokens:
        if token.head != token.i:
            children[token.head].append(token.i)
    for token in tokens:
        token.children = tuple(children[token.i])
    paragraphs = tuple(paragraphs_of(story.text))
    quotes = tuple(with_blocks(find_quotes(story.text, paragraphs), story.quoted, paragraphs))
    return Parse(story, tuple(tokens), tuple(sentences), paragraphs, parser.language, quotes)


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
    words: Words, offset: int, paragraph: int, language: Language, tokens: list[Token], sentences: list[Sentence]
) -> None:
    """Make one parsed piece into our own tokens and sentences."""
    base, lemmas, verbs = len(tokens), language.lemmas, language.verb_lemmas
    starts, heads = _bounded(_sentence_starts(words), list(words.heads))
    number = len(sentences) - 1
    for i, (text, at, lower, lemma, pos, tag, dep, told, head) in enumerate(
        zip(
            words.texts,
            words.starts,
            words.lowers,
            words.lemmas,
            words.pos,
            words.tags,
            words.deps,
            words.heads,
            heads,
            strict=True,
        )
    ):
        if i in starts:
            number += 1
        start = offset + at
        tokens.append(
            Token(base + i, start, start + len(text), text, lower,
                  (pos == "VERB" and verbs.get(lower)) or lemmas.get(lower) or lemma, pos, tag,
                  dep if head == told else Dep.ROOT, base + head, number)
        )  # fmt: skip
    part_clauses(tokens, base, language.words)
    bounds = [*sorted(starts), len(words.texts)]
    for first, last in pairwise(bounds):
        span = Span(tokens[base + first].start, tokens[base + last - 1].end)
        root = next((i for i in range(base + first, base + last) if tokens[i].head == i), base + first)
        sentences.append(Sentence(len(sentences), base + first, base + last, root, paragraph, span))


def _bounded(starts: set[int], heads: list[int]) -> tuple[set[int], list[int]]:
    """Cut sentences that are too long; a token whose head would lie in another part becomes a root."""
    bounds = [*sorted(starts), len(heads)]
    for first, last in pairwise(bounds):
        for part in range(first, last, MAX_SENTENCE) if last - first > MAX_SENTENCE else ():
            end = min(part + MAX_SENTENCE, last)
            starts.add(part)
            heads[part:end] = [h if part <= h < end else i for i, h in enumerate(heads[part:end], part)]
    return starts, heads


def _sentence_starts(words: Words) -> set[int]:
    """First tokens of the sentences, closing quotation marks moved back to the sentence that they close."""
    starts = {0}
    opened = 0
    texts = words.texts
    for first, last in pairwise([*words.opens, len(texts)]):
        start = first
        while 0 < start < last and texts[start] in CLOSING and (opened % 2 or texts[start] != '"'):
            start += 1
        opened += sum(text in OPENING for text in texts[first:last])
        if start < last:
            starts.add(start)
    return starts
