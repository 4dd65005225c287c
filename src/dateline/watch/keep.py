"""Pages that were fetched, kept as a web archive, so that they can be coded again."""

from __future__ import annotations

import os
import uuid
import zlib
from datetime import UTC, datetime
from pathlib import Path

from dateline.errors import StoreError, UsageError
from dateline.watch.fetch import Answer


class Archive:
    """A WARC of one run of a watch; each record is a gzip member of its own, and whole once it is written.

    Args:
        folder: where the file is made, at the first page.

    Raises:
        UsageError: there is no such folder.
    """

    def __init__(self, folder: Path) -> None:
        if not folder.is_dir():
            raise UsageError(f"--keep {folder}: there is no such folder")
        self.path = folder / f"watch-{datetime.now(UTC):%Y%m%dT%H%M%S}-{os.getpid()}.warc.gz"

    def add(self, answer: Answer, when: str) -> None:
        """Write a page down.

        Raises:
            StoreError: the file can't be written.
        """
        kind = f"{answer.media_type or 'text/html'}" + (f"; charset={answer.charset}" if answer.charset else "")
        block = f"HTTP/1.1 {answer.status} OK\r\nContent-Type: {_line(kind)}\r\n\r\n".encode() + answer.body
        head = (
            "WARC/1.1\r\nWARC-Type: response\r\n"
            f"WARC-Record-ID: <urn:uuid:{uuid.uuid4()}>\r\nWARC-Date: {when}\r\n"
            f"WARC-Target-URI: {_line(answer.url)}\r\n"
            f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(block)}\r\n\r\n"
        )
        packer = zlib.compressobj(6, zlib.DEFLATED, 31)
        member = packer.compress(head.encode() + block + b"\r\n\r\n") + packer.flush()
        try:
            with self.path.open("ab") as file:
                file.write(member)
        except OSError as error:
            raise StoreError(f"{self.path}: can't be written: {error.strerror or error}") from error


def _line(text: str) -> str:
    """A text that can't end its line."""
    return " ".join(text.split())
