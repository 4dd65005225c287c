"""What a sink is, and files that are whole or not there."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path
from typing import IO, Any, Protocol, runtime_checkable

from dateline.errors import StoreError, UsageError
from dateline.record import StoryRecord


@runtime_checkable
class Sink(Protocol):
    """Takes records one after another. Nothing can be read under the final name until ``close`` was called."""

    def write(self, record: StoryRecord) -> None:
        """Take one record."""

    def close(self) -> None:
        """All records are written: make the result visible."""

    def discard(self) -> None:
        """Something went wrong: leave what was there before."""


class WholeFile:
    """A file written under a temporary name in the same folder and renamed at the end.

    Args:
        path: the final name.
        mode: ``w`` for UTF-8 text, ``wb`` for bytes.

    Raises:
        UsageError: the folder isn't there.
        StoreError: the file can't be written.
    """

    def __init__(self, path: Path, mode: str = "w") -> None:
        self.path = path
        self.part = path.with_name(f".{path.name}.{os.getpid()}.part")
        if not path.parent.is_dir():
            raise UsageError(f"-o {path}: there is no folder {path.parent}")
        if path.is_dir():
            raise UsageError(f"-o {path}: that is a folder")
        text: dict[str, Any] = {} if "b" in mode else {"encoding": "utf-8", "newline": ""}
        with self.errors():
            self.file: IO[Any] = self.part.open(mode, **text)

    def errors(self) -> contextlib.AbstractContextManager[None]:
        """Name the file in what the system complains of."""
        return _errors(self.path)

    def close(self) -> None:
        """Write all to the disk and give the file its name."""
        with self.errors():
            self.file.flush()
            os.fsync(self.file.fileno())
            self.file.close()
            self.part.replace(self.path)

    def discard(self) -> None:
        """Remove what was written."""
        with contextlib.suppress(OSError):
            self.file.close()
        with contextlib.suppress(OSError):
            self.part.unlink()


class _errors(contextlib.AbstractContextManager[None]):  # noqa: N801
    def __init__(self, path: Path) -> None:
        self.path = path

    def __exit__(self, kind: Any, error: BaseException | None, trace: Any) -> None:
        if isinstance(error, OSError):
            raise StoreError(f"{self.path}: can't be written: {error.strerror or error}") from error
