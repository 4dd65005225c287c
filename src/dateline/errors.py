"""What can go wrong. Every error names the input and the reason in one line."""

from __future__ import annotations


class DatelineError(Exception):
    """The parent of all errors that Dateline raises on purpose."""


class InputError(DatelineError):
    """An input (a file, a page, a row) that can't be read. The batch goes on without it.

    Args:
        where: path, URL or row of the input.
        reason: what is wrong with it, in words for the user.
    """

    def __init__(self, where: str, reason: str) -> None:
        super().__init__(f"{where}: {reason}")
        self.where = where
        self.reason = reason

    def __reduce__(self) -> tuple[type[InputError], tuple[str, str]]:
        # Workers send errors between processes; the default pickling would lose an argument.
        return type(self), (self.where, self.reason)


class UsageError(DatelineError):
    """The caller asked for something that can't be had: an unknown model, a bad date, a missing folder."""


class KnowledgeError(DatelineError):
    """A knowledge file that breaks its schema.

    Args:
        file: path of the file.
        line: line in it, counted from 1, or 0 for the whole file.
        reason: what is wrong.
    """

    def __init__(self, file: str, line: int, reason: str) -> None:
        super().__init__(f"{file}:{line}: {reason}")
        self.file = file
        self.line = line
        self.reason = reason

    def __reduce__(self) -> tuple[type[KnowledgeError], tuple[str, int, str]]:
        return type(self), (self.file, self.line, self.reason)


class StoreError(DatelineError):
    """A database that can't be used: no database, another schema version, a full disk."""
