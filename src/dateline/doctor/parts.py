"""The parser's model, the learned parts and the knowledge, each by its digest."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

from dateline.coding.reader.model import FILES, MODELS
from dateline.doctor.finding import Finding
from dateline.errors import DatelineError
from dateline.knowledge.files import layers_over
from dateline.language.parser.model_files import genuine_model, read_sums
from dateline.language.shipped import language_of_code

SHOWN = 12  # hexadecimal digits of a digest


def parts(knowledge: tuple[Path, ...], language: str) -> Iterator[Finding]:
    """What decides what is coded.

    Args:
        knowledge: folders laid over ours.
        language: ISO 639-1.
    """
    yield _parser(language)
    yield _reader()
    try:
        digest = layers_over(knowledge, language).version()
        over = f", with {', '.join(map(str, knowledge))} laid over it" if knowledge else ""
        yield Finding("knowledge", "ok", f"{digest}{over}")
    except DatelineError as error:
        yield Finding("knowledge", "fault", str(error), "dateline check names every fault with file and line")


def _parser(language: str) -> Finding:
    """The parser's model, held against the digests that it must have."""
    try:
        known = language_of_code(language)
        if known.parser_sums is None:
            return Finding("parser's model", "note", f"{known.parser}; there is no list of digests for it")
        folder = genuine_model((*known.parser_first, known.parser), read_sums(known.parser_sums))
    except DatelineError as error:
        return Finding("parser's model", "fault", str(error), "install it again, as the line above says")
    listed = hashlib.sha256((MODELS / known.parser_sums).read_bytes()).hexdigest()
    return Finding("parser's model", "ok", f"{folder.name}, files as measured with ({listed[:SHOWN]}), in {folder}")


def _reader() -> Finding:
    """The networks of the reader, and a digest of all their files."""
    missing = [name for name in FILES if not (MODELS / name).is_file()]
    if missing:
        do = "pip install --force-reinstall --no-deps dateline; until then it codes by frames alone"
        return Finding("reader", "fault", f"missing: {', '.join(missing)}", do)
    digest = hashlib.sha256()
    for name in FILES:
        digest.update((MODELS / name).read_bytes())
    return Finding("reader", "ok", f"{digest.hexdigest()[:SHOWN]}, {len(FILES)} files in {MODELS}")
