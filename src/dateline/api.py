"""The Python API: pages into records, sentences into answers. All of it can be had from ``dateline`` itself."""

from __future__ import annotations

import os
import re
from dataclasses import replace
from functools import lru_cache
from os import PathLike
from pathlib import Path

from dateline.coding.factuality.event_factuality import factuality_of
from dateline.errors import InputError, UsageError
from dateline.language.parse import parse
from dateline.language.truecase import truecase
from dateline.pages.charset import sound
from dateline.pages.source_and_story import Source, Story
from dateline.pair import PairAnswer, type_of_pair
from dateline.pipeline import code_page
from dateline.record import Decision, Document, Factuality, StoryRecord
from dateline.settings import Settings
from dateline.tools import Tools, make_tools

__all__ = ["code_pair", "factuality", "read", "tools_for"]


@lru_cache(maxsize=2)
def _tools(language: str, model: str | None, opinion: bool, knowledge: tuple[Path, ...]) -> Tools:
    return make_tools(Settings(language=language, model=model, opinion=opinion, knowledge=knowledge))


def tools_for(settings: Settings | None) -> Tools:
    """Knowledge and models for settings, loaded at the first call and kept."""
    settings = settings or Settings()
    shared = _tools(settings.language, settings.model, settings.opinion, settings.knowledge)
    return replace(shared, settings=settings)


def read(
    page: str | PathLike[str] | bytes,
    *,
    published: str | None = None,
    outlet: str | None = None,
    url: str | None = None,
    settings: Settings | None = None,
) -> list[StoryRecord]:
    """Read a saved page and code its stories.

    Args:
        page: path of the page, or its bytes.
        published: ISO date for a page that doesn't say when it was published.
        outlet: name of the outlet for a page that doesn't say.
        url: address for a page that doesn't say.
        settings: options; the defaults where left out.

    Returns:
        One record a story, in page order.

    Raises:
        InputError: the page can't be read: not there, too large, no text in it; no row has a field of ``fields``.
        UsageError: ``page`` is no path, ``published`` no date; the model isn't installed, a folder of knowledge is
            missing.
    """
    from dateline.engine.inputs.piece import Piece
    from dateline.engine.inputs.read import read_pieces
    from dateline.pages.readers.jsonl import unseen_names

    source = Source(url=url, outlet=outlet, published=published)
    tools = tools_for(settings)
    if isinstance(page, bytes | bytearray | memoryview):
        pieces = [Piece("<bytes>", None, bytes(page))]
    else:
        path = _path(page)
        pieces = list(read_pieces([(path, None)], tools.settings))
    for _, reason in unseen_names((piece.data for piece in pieces), tools.settings.fields).faults():
        raise InputError(pieces[0].path or pieces[0].name, reason)
    records: list[StoryRecord] = []
    for piece in pieces:
        if piece.error is not None:
            raise InputError(piece.name, piece.error)
        if piece.data is not None:
            given = replace(
                source, path=piece.path, url=piece.url or source.url, retrieved=piece.retrieved,
                archive=piece.archive, charset=piece.charset,
            )  # fmt: skip
            records += code_page(piece.data, given, tools)
    return records


def _path(page: object) -> str:
    """The path that a caller gave.

    Raises:
        UsageError: it is none.
    """
    if not isinstance(page, str | PathLike):
        raise UsageError(f"page {page!r:.40}: a path or bytes are wanted, this is a {type(page).__name__}")
    path = os.fsdecode(page)
    if not path or "\0" in path:
        raise UsageError(f"page {path!r:.40}: this is no path")
    return path


def _words(what: str, text: object) -> str:
    """A text of a caller with words in it; halves of surrogate pairs are replaced, offsets stay.

    Raises:
        InputError: it has none.
        UsageError: it is no text.
    """
    if not isinstance(text, str):
        raise UsageError(f"{what} {text!r:.40}: a text is wanted, this is a {type(text).__name__}")
    if not re.search(r"\w", text):
        raise InputError(f"<{what}>", "there are no words in it")
    return sound(text)


def code_pair(sentence: str, source: str, target: str, settings: Settings | None = None) -> PairAnswer:
    """Name the PLOVER type of what one given actor does to another in a sentence.

    Args:
        sentence: the sentence.
        source: who acts, as the sentence writes it.
        target: who is acted on, as the sentence writes it.
        settings: options.

    Raises:
        InputError: the sentence, the source or the target has no words.
        UsageError: the model isn't installed, a folder of knowledge is missing.
    """
    sentence, source, target = _words("sentence", sentence), _words("source", source), _words("target", target)
    return type_of_pair(sentence, source, target, tools_for(settings))


def factuality(
    sentence: str, trigger: str, settings: Settings | None = None, *, occurrence: int = 0
) -> tuple[Factuality, Decision]:
    """Say whether a sentence presents an event as a fact, and by which rule.

    Any word may be asked about, whether or not Dateline codes an event on it. The answer is that of the innermost
    source: in "Kigali denied that its troops crossed" the crossing is ``negated``, since Kigali presents it so.

    Args:
        sentence: the sentence; a whole paragraph works too.
        trigger: the word or words that name the event, as the sentence writes them.
        settings: options.
        occurrence: which one, where the sentence has the words several times; 0 is the first. Whole words are counted
            where there are any ("fire" is not found in "ceasefire" if it also stands alone).

    Returns:
        ``asserted``, ``negated``, ``possible``, ``future`` or ``hypothetical``, and the decision: its ``rule`` is
        "factuality." and the id of a cue in ``knowledge/data/en/factuality``, its ``span`` the cue's place in the
        sentence (None where nothing marks the event).

    Raises:
        InputError: the sentence doesn't have the word, or not so often.
        UsageError: the model isn't installed, a folder of knowledge is missing.

    Example:
        >>> dateline.factuality("The cabinet denied that the army fired.", "fired")[0]
        'negated'
    """
    sentence, trigger = _words("sentence", sentence), _words("trigger", trigger)
    at = _nth(sentence, trigger, occurrence)
    tools = tools_for(settings)
    story = Story(
        "sentence", Document(None, None, "text/plain", 0), None, None, None, None, (), None, None, None,
        tools.language.code, sentence,
    )  # fmt: skip
    parsed = parse(truecase(story, tools.knowledge, tools.parser), tools.parser)
    end = at + len(trigger)
    inside = [t for t in parsed.tokens if t.start < end and t.end > at]
    head = next((t.i for t in inside if t.head == t.i or not at <= parsed.tokens[t.head].start < end), None)
    if head is None:
        raise InputError("<sentence>", f"there is no word in {trigger!r}")
    return factuality_of(parsed, head, tools.knowledge)


def _nth(sentence: str, trigger: str, occurrence: int) -> int:
    """Where a trigger stands for the n-th time: among whole words if there are any, else anywhere."""
    if trigger.strip() and occurrence >= 0:
        whole = [m.start() for m in re.finditer(rf"(?<!\w){re.escape(trigger)}(?!\w)", sentence)]
        found = whole or [m.start() for m in re.finditer(re.escape(trigger), sentence)]
        if occurrence < len(found):
            return found[occurrence]
        if found:
            raise InputError("<sentence>", f"{trigger!r} is in it {len(found)} times, there is no number {occurrence}")
    raise InputError("<sentence>", f"there is no {trigger!r} in it")
