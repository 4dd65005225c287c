"""bytes > stories. Interim: plain text with the first line as headline."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import BinaryIO

from dateline.pages.types import Source, Story
from dateline.record import Document
from dateline.settings import Settings


def read_stories(data: bytes, source: Source, settings: Settings) -> tuple[Story, ...]:
    """Read a saved page into its stories, in page order.

    Args:
        data: the bytes of the page.
        source: what the caller knows of it.
        settings: options.

    Raises:
        InputError: the bytes can't be read as a page.
    """
    digest = hashlib.sha256(data).hexdigest()[:12]
    head, _, text = data.decode("utf-8", "replace").partition("\n\n")
    document = Document(source.path, source.url, "text/plain", 0, source.retrieved)
    story = Story(
        f"{digest}-0", document, source.outlet, source.url, head.strip(), None, (), None, source.published,
        "given" if source.published else None, "en", text.strip(),
    )  # fmt: skip
    return (story,)


def split_input(stream: BinaryIO, source: Source, settings: Settings) -> Iterator[tuple[bytes, Source]]:
    """Cut an input into the pieces that are read, coded and stored one by one.

    A JSONL file is streamed and gives a piece a row (``source.row`` is set, so that errors name the row); all else gives
    one piece. Each piece goes to ``read_stories(data, source, settings)``, where a bad one raises ``InputError``, so that
    a broken row costs no other. No more than ``settings.max_page_bytes + 1`` bytes of a piece are held.

    Args:
        stream: the open file.
        source: what the caller knows of it.
        settings: options.
    """
    yield stream.read(settings.max_page_bytes + 1), source
