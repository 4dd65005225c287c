"""What the value of a filter may be: read from a text, checked, and answered with what is alike where it can't be."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from typing import Any, ClassVar

from dateline.errors import UsageError

ISO_DAY = re.compile(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?")
SHARE = re.compile(r"[01]|[01]?\.[0-9]{1,9}")
WRITTEN_DAY = re.compile(r"\D*?([0-9]{4})\D([0-9]{1,2})(?:\D([0-9]{1,2}))?\D*")
DAY_FIRST = re.compile(r"\D*?(?:([0-9]{1,2})\D)?([0-9]{1,2})\D([0-9]{4})\D*")
TRUE, FALSE = ("1", "true", "yes"), ("0", "false", "no")
# So many names are told where none is alike; of more, the page that lists them.
FEW = 24


def alike(value: str, known: Iterable[str], most: int = 3) -> list[str]:
    """Those of some names that somebody may have meant, the nearest first; case doesn't count."""
    names: dict[str, str] = {}
    for name in known:
        names.setdefault(name.lower(), name)
    low = value.strip().lower()
    begun = [n for n in names if len(low) > 1 and n.startswith(low)]
    near = get_close_matches(low, names, most, 0.65)
    return [names[n] for n in dict.fromkeys([*([low] if low in names else []), *near, *sorted(begun)])][:most]


def wrong(name: str, value: object, wanted: str, meant: Iterable[str] = ()) -> UsageError:
    """The error for a value that a filter can't have: what is wanted, and what may have been meant."""
    given = value if isinstance(value, str) else repr(value)
    return UsageError(f"--{name.replace('_', '-')} {given}: {wanted}{ask(meant)}")


def ask(meant: Iterable[str]) -> str:
    """The question whether one of these was meant; nothing where there are none."""
    near = " or ".join(meant)
    return f"; did you mean {near}?" if near else ""


def check_text(option: str, value: object) -> None:
    """Is this a text that a row can have?

    Raises:
        UsageError: it is empty, no Unicode, or no text at all.
    """
    if not isinstance(value, str):
        raise UsageError(f"{option} {value!r}: a text is wanted")
    if not value.strip():
        raise UsageError(f"{option}: it is empty; leave it out to ask for all")
    if any("\ud800" <= c <= "\udfff" for c in value):
        raise UsageError(f"{option} {value!r}: bytes that are no UTF-8")


@dataclass(frozen=True, slots=True)
class Text:
    """Any text with something in it: a name, words to search for, an id.

    Attributes:
        takes: what may be given, in a few words.
        form: type of the field on a page: ``text``, ``search``, ``date``, ``share``, ``choice`` or ``flag``.
        schema: of one value in the description of the API.
        hint: pattern and example of the field on a page.
    """

    takes: str = "text"
    form: str = "text"
    schema: ClassVar[dict[str, Any]] = {"type": "string"}

    @property
    def values(self) -> tuple[str, ...]:
        """What it may be, where that is a short list."""
        return ()

    def read(self, name: str, text: str) -> Any:
        """The value that a text means, at doors that know texts only: command line and addresses."""
        self.check(name, text)
        return text

    def check(self, name: str, value: object) -> None:
        """Refuse what no row can have.

        Raises:
            UsageError: it names what can be given.
        """
        check_text(f"--{name.replace('_', '-')}", value)

    def stored(self, value: Any) -> Any:
        """The value as rows have it."""
        return value

    def described(self) -> dict[str, Any]:
        """JSON schema of one value."""
        return {**self.schema, **({"enum": list(self.values)} if self.values else {})}


@dataclass(frozen=True, slots=True)
class Day(Text):
    """A day, a month or a year."""

    takes: str = "a day, month or year"
    form: str = "date"

    def check(self, name: str, value: object) -> None:
        """Refuse what is in no calendar, and tell how a date written otherwise is written here."""
        check_text(f"--{name}", value)
        if not is_day(str(value)):
            wanted = f"{_no_day(str(value))}a date like 2023-10-07, 2023-10 or 2023 is wanted"
            raise wrong(name, value, wanted, day_meant(str(value)))

    def described(self) -> dict[str, Any]:
        """JSON schema of one value."""
        return {"type": "string", "pattern": f"^{ISO_DAY.pattern}$"}


@dataclass(frozen=True, slots=True)
class Since(Text):
    """A run by its number, or a day or month."""

    takes: str = "the number of a run, for those after it, or the day or month from which on runs began"

    def check(self, name: str, value: object) -> None:
        """Refuse what is neither."""
        check_text(f"--{name.replace('_', '-')}", value)
        if not re.fullmatch(r"[0-9]{1,9}", str(value)) and not is_day(str(value)):
            raise wrong(name, value, "the number of a run, or a date like 2023-10-07, is wanted")


def is_day(text: str) -> bool:
    """Whether this is a day, month or year of the calendar."""
    try:
        return bool(ISO_DAY.fullmatch(text)) and bool(date.fromisoformat((text + "-01-01")[:10]))
    except ValueError:
        return False


def _no_day(text: str) -> str:
    """What the calendar lacks of a date that is written as one."""
    if not ISO_DAY.fullmatch(text) or not is_day(text[:4]):
        return ""
    if not is_day(text[:7]):
        return "months are 01 to 12; "
    return f"{text[:7]} has {monthrange(int(text[:4]), int(text[5:7]))[1]} days; "


def day_meant(text: str) -> list[str]:
    """Dates that another way to write one may mean: 2023/10/7, and 7.10.2023, which may be two."""
    found: list[tuple[str, str, str | None]] = []
    if m := WRITTEN_DAY.fullmatch(text):
        found.append((m[1], m[2], m[3]))
    elif m := DAY_FIRST.fullmatch(text):
        found += [(m[3], m[2], m[1]), *([(m[3], m[1], m[2])] if m[1] else [])]
    texts = ["-".join([year, *(part.zfill(2) for part in rest if part)]) for year, *rest in found]
    return [t for t in dict.fromkeys(texts) if is_day(t)]


@dataclass(frozen=True, slots=True)
class Choice(Text):
    """One of a few words."""

    takes: str = "one of the values"
    form: str = "choice"
    among: tuple[str, ...] = ()

    @property
    def values(self) -> tuple[str, ...]:
        """All that it may be."""
        return self.among

    def check(self, name: str, value: object) -> None:
        """Refuse any other word."""
        check_text(f"--{name}", value)
        if value not in self.among:
            raise wrong(name, value, f"one of {', '.join(self.among)} is wanted", alike(str(value), self.among))


@dataclass(frozen=True, slots=True)
class Numbered(Text):
    """A number of a few."""

    takes: str = "one of the numbers"
    form: str = "choice"
    among: tuple[int, ...] = ()

    @property
    def values(self) -> tuple[str, ...]:
        """All that it may be."""
        return tuple(map(str, self.among))

    def read(self, name: str, text: str) -> int:
        """The number of a text."""
        if text not in self.values:
            raise self._wrong(name, text)
        return int(text)

    def check(self, name: str, value: object) -> None:
        """Refuse any other number."""
        if type(value) is not int or value not in self.among:
            raise self._wrong(name, value)

    def _wrong(self, name: str, value: object) -> UsageError:
        return wrong(name, value, f"one of {', '.join(self.values)} is wanted")

    def described(self) -> dict[str, Any]:
        """JSON schema of one value."""
        return {"type": "integer", "enum": list(self.among)}


@dataclass(frozen=True, slots=True)
class Whole(Text):
    """A number from 0 on."""

    takes: str = "a number from 0 on"
    form: str = "whole"

    def read(self, name: str, text: str) -> int:
        """The number of a text."""
        if not re.fullmatch(r"[0-9]{1,9}", text):
            raise wrong(name, text, "a number from 0 on is wanted")
        return int(text)

    def check(self, name: str, value: object) -> None:
        """Refuse what is no number or below 0."""
        if type(value) is not int or value < 0:
            raise wrong(name, value, "a number from 0 on is wanted")

    def described(self) -> dict[str, Any]:
        """JSON schema of one value."""
        return {"type": "integer", "minimum": 0}


@dataclass(frozen=True, slots=True)
class Share(Text):
    """A number from 0 to 1."""

    takes: str = "a number from 0 to 1"
    form: str = "share"

    def read(self, name: str, text: str) -> float:
        """The number of a text; a percentage is told as what it means."""
        if not SHARE.fullmatch(text) or float(text) > 1:
            percent = re.fullmatch(r"([1-9][0-9]?|100) ?%?", text)
            raise self._wrong(name, text, [f"{int(percent[1]) / 100:g}"] if percent else [])
        return float(text)

    def check(self, name: str, value: object) -> None:
        """Refuse what is no number or outside."""
        if type(value) not in {int, float} or not 0 <= value <= 1:  # type: ignore[operator]
            raise self._wrong(name, value)

    def _wrong(self, name: str, value: object, meant: Iterable[str] = ()) -> UsageError:
        return wrong(name, value, "a number from 0 to 1 is wanted", meant)

    def described(self) -> dict[str, Any]:
        """JSON schema of one value."""
        return {"type": "number", "minimum": 0, "maximum": 1}


@dataclass(frozen=True, slots=True)
class Flag(Text):
    """Wanted or not; ``off`` and ``on`` say on a form what that means."""

    takes: str = "nothing (1 in an address)"
    form: str = "flag"
    off: str = "no"
    on: str = "yes"

    def read(self, name: str, text: str) -> bool:
        """Whether a text says yes."""
        if text.lower() not in TRUE + FALSE:
            raise wrong(name, text, "1 or 0 is wanted")
        return text.lower() in TRUE

    def check(self, name: str, value: object) -> None:
        """Refuse what is neither."""
        if type(value) is not bool:
            raise wrong(name, value, "true or false is wanted")

    def described(self) -> dict[str, Any]:
        """JSON schema of one value."""
        return {"type": "boolean"}


@dataclass(frozen=True, slots=True)
class Named(Text):
    """A name of a list that users can extend: ``vocabulary.py`` tells what there is, and refuses any other.

    Attributes:
        what: ``event types``, ``modes``, ``contexts`` or ``countries``.
        capitals: rows have it in capitals, however it is given.
        page: of the docs that lists the names.
    """

    takes: str = "one of a list"
    what: str = ""
    capitals: bool = False
    page: str = ""

    def stored(self, value: Any) -> Any:
        """The value as rows have it."""
        return value.strip().upper() if self.capitals else value.strip()

    def unknown(self, name: str, value: str, known: Iterable[str], meant: Iterable[str] = ()) -> UsageError:
        """The error for a name that is in no list."""
        known, near = list(known), list(meant) or alike(value, known)
        listed = f"there are {', '.join(known)}" if len(known) <= FEW else f"{self.page} lists all"
        return wrong(name, value, f"not among the {self.what}; {listed}", near)
