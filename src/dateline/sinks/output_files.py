"""Where the outputs go that are no database: files that are whole or not there, and standard output."""

from __future__ import annotations

import contextlib
import io
import os
import re
import secrets
import stat
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any, Protocol, cast

from dateline.errors import StoreError, UsageError
from dateline.store.opening.held_files import identity
from dateline.store.opening.open_sqlite import is_database

if sys.platform != "win32":
    import fcntl

STDOUT = Path("-")
# Names of files that a process has open already: there is nothing beside them where a part could be written.
OPEN_FILES = ("/dev/std", "/dev/fd/", "/proc/")
KINDS = ((stat.S_ISFIFO, "a pipe"), (stat.S_ISSOCK, "a socket"), (stat.S_ISDIR, "a folder"))


class Output(Protocol):
    """What a sink writes to."""

    file: IO[Any]

    def errors(self) -> contextlib.AbstractContextManager[None]:
        """Name the output in what the system complains of."""

    def stop(self) -> None:
        """The run broke off: whatever is still written goes nowhere."""

    def close(self) -> None:
        """All is written."""

    def discard(self) -> None:
        """Leave what was there before."""


def open_output(path: Path, mode: str = "w") -> Output:
    """The output of this name; ``-`` is standard output.

    Args:
        path: the name.
        mode: ``w`` for UTF-8 text, ``wb`` for bytes.

    Raises:
        UsageError: nothing can be written there.
        StoreError: the system refuses it.
    """
    return StandardOutput(mode) if path == STDOUT else WholeFile(path, mode)


class WholeFile:
    """A file written under a temporary name in the same folder and renamed at the end.

    It goes where a link of its name leads, keeps the permissions of the file that was there, and takes the place of
    nothing but a regular file.

    Args:
        path: the final name.
        mode: ``w`` for UTF-8 text, ``wb`` for bytes.

    Raises:
        UsageError: the folder isn't there, or the name is one of something that is no file.
        StoreError: the file can't be written.
    """

    def __init__(self, path: Path, mode: str = "w") -> None:
        self.path = path
        self.target = target_of(path)
        self.kept = False
        text: dict[str, Any] = {} if "b" in mode else {"encoding": "utf-8", "newline": ""}
        with self.errors():
            self.part, self.file = _open_part(self.target, mode, text)
            _take_permissions(self.file, self.target)

    def errors(self) -> contextlib.AbstractContextManager[None]:
        """Name the file in what the system complains of."""
        return _errors(self.path)

    def stop(self) -> None:
        """The part is removed anyway."""

    def close(self) -> None:
        """Write all to the disk and give the file its name.

        Raises:
            StoreError: that fails. Where only the name can't be given, the part stays and is named.
        """
        with self.errors():
            self.file.flush()
            os.fsync(self.file.fileno())
        try:
            target = target_of(self.path)
            self.part.replace(target)
        except (OSError, UsageError, StoreError) as error:
            raise StoreError(f"{error}; all that was written is in {self._keep()}") from error
        self.file.close()
        _sync_folder(target.parent)

    def _keep(self) -> Path:
        """Put the part under a name that nobody removes."""
        self.kept = True
        try:
            return self.part.rename(self.part.with_name(self.part.name.strip(".").removesuffix(".part") + ".kept"))
        except OSError:
            return self.part

    def discard(self) -> None:
        """Remove what was written."""
        with contextlib.suppress(OSError):
            self.file.close()
        if not self.kept:
            with contextlib.suppress(OSError):
                self.part.unlink()


@contextlib.contextmanager
def whole_file(path: Path, mode: str = "w") -> Iterator[IO[Any]]:
    """A file to write to, which is there under its name when all is written; as it was before where something fails.

    Args:
        path: the final name.
        mode: as of ``WholeFile``.

    Raises:
        UsageError, StoreError: as ``WholeFile`` does.
    """
    whole = WholeFile(path, mode)
    try:
        with whole.errors():
            yield whole.file
        whole.close()
    except BaseException:
        whole.discard()
        raise


def target_of(path: Path) -> Path:
    """The file that is to be written under a name: where links lead to.

    Raises:
        UsageError: there is no folder for it, or something is there that is no regular file, or a database.
        StoreError: it may not be written.
    """
    try:
        status = path.stat()
    except FileNotFoundError:
        target = path.resolve()
        if not target.parent.is_dir():
            folder = target.parent if path.is_symlink() else path.parent
            raise UsageError(f"-o {path}: there is no folder {folder}") from None
        return target
    except (OSError, ValueError) as error:
        raise UsageError(f"-o {path}: can't be written: {getattr(error, 'strerror', None) or error}") from None
    target = path.resolve()
    if not stat.S_ISREG(status.st_mode) or str(path.absolute()).startswith(OPEN_FILES):
        what = next((name for is_kind, name in KINDS if is_kind(status.st_mode)), "a device or an open file")
        raise UsageError(f"-o {path}: that is {what}; only a file can be written, or - for standard output")
    if identity(target) != (status.st_dev, status.st_ino):
        raise UsageError(f"-o {path}: nobody can say where this name leads")
    if not os.access(target, os.W_OK):
        raise StoreError(f"{path}: can't be written: Permission denied")
    if is_database(target):
        raise UsageError(f"-o {path}: that is a database, and would be lost; --store {path} adds to one of Dateline's")
    return target


def _open_part(target: Path, mode: str, text: dict[str, Any]) -> tuple[Path, IO[Any]]:
    """A new part beside the target, locked as long as its writer lives."""
    while True:
        part = target.with_name(f".{target.name}.{os.getpid()}-{secrets.token_hex(3)}.part")
        file: IO[Any] = part.open(mode.replace("w", "x"), **text)
        if sys.platform != "win32":
            with contextlib.suppress(OSError):  # some network file systems have no locks
                fcntl.flock(file.fileno(), fcntl.LOCK_EX)
        if identity(part) is not None:
            return part, file
        file.close()  # somebody who cleans up took it for a stale one in the moment before it was locked


def _take_permissions(file: IO[Any], target: Path) -> None:
    """Give a part the permissions, and where that is allowed the owner, of the file that it will replace."""
    try:
        old = target.stat()
    except OSError:
        return
    if sys.platform != "win32":
        with contextlib.suppress(OSError):
            os.fchown(file.fileno(), old.st_uid, old.st_gid)
        os.fchmod(file.fileno(), stat.S_IMODE(old.st_mode))


def _sync_folder(folder: Path) -> None:
    """See to it that a new name outlives a power cut."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def remove_stale(path: Path) -> list[Path]:
    """Remove the parts of an output that runs left which were killed; give their names. Living runs hold a lock."""
    if path == STDOUT or sys.platform == "win32":
        return []
    try:
        target = path.resolve()
        ours = re.compile(rf"\.{re.escape(target.name)}\.\d+(-[0-9a-f]+)?\.part")
        parts = sorted(p for p in target.parent.iterdir() if ours.fullmatch(p.name) and p.is_file())
    except (OSError, RuntimeError, ValueError):
        return []
    return [part for part in parts if _is_removed(part)]


def _is_removed(part: Path) -> bool:
    """Remove a part unless somebody writes it."""
    try:
        with part.open("rb") as file:
            fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
            part.unlink()
    except OSError:
        return False
    return True


class StandardOutput:
    """Standard output in a file's place. What is written is out; nothing can be taken back.

    Raises:
        UsageError: bytes that are no text would go to a terminal.
    """

    def __init__(self, mode: str = "w") -> None:
        binary = "b" in mode
        if binary and sys.stdout.isatty():
            raise UsageError("-o -: this is no text for a terminal; name a file or a pipe")
        self.stream = _Stream()
        text = io.TextIOWrapper(cast("IO[bytes]", self.stream), encoding="utf-8", newline="", write_through=True)
        self.file = cast("IO[Any]", self.stream if binary else text)

    def errors(self) -> contextlib.AbstractContextManager[None]:
        """Name the output in what the system complains of."""
        return _errors(Path("standard output"))

    def stop(self) -> None:
        """Nothing more goes out, no closing bytes either, which would make a part look whole."""
        self.stream.open = False

    def close(self) -> None:
        """Send the rest."""
        with self.errors():
            self.file.flush()
            sys.stdout.flush()

    def discard(self) -> None:
        """Stop."""
        self.stop()


class _Stream(io.BufferedIOBase):
    """Standard output as a stream that knows how far it is, also where it is a pipe, and is never closed."""

    def __init__(self) -> None:
        self.open = True
        self.at = 0

    def writable(self) -> bool:
        """It is there to be written."""
        return True

    def write(self, data: Any) -> int:
        """Pass bytes on, unless the run broke off."""
        size = len(data)
        if self.open:
            sys.stdout.buffer.write(data)
        self.at += size
        return size

    def tell(self) -> int:
        """How many bytes were written."""
        return self.at

    def flush(self) -> None:
        """Pass on what is held back."""
        if self.open:
            sys.stdout.buffer.flush()

    def close(self) -> None:
        """Standard output stays open."""


class _errors(contextlib.AbstractContextManager[None]):  # noqa: N801
    def __init__(self, path: Path) -> None:
        self.path = path

    def __exit__(self, kind: Any, error: BaseException | None, trace: Any) -> None:
        # A reader that has gone is no fault (``| head``): the command line ends quietly.
        if isinstance(error, OSError) and not isinstance(error, BrokenPipeError):
            raise StoreError(f"{self.path}: can't be written: {error.strerror or error}") from error
