"""What ``dateline diff`` tells: a row an event that is otherwise, and the sums."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

Change = Literal["gone", "new", "changed"]


@dataclass(frozen=True, slots=True)
class EventChange:
    """An event that one coding has otherwise than the other; ``old`` or ``new`` fields are None where it has none.

    Attributes:
        fields: which fields changed.
        what: the changes in words: "event_type: ACCUSE > REJECT".
        words: the trigger.
    """

    story: str
    change: Change
    fields: tuple[str, ...]
    what: str
    old_type: str | None
    new_type: str | None
    old_rule: str | None
    new_rule: str | None
    old_actors: str | None
    new_actors: str | None
    old_recipients: str | None
    new_recipients: str | None
    words: str
    sentence: str

    @property
    def event_type(self) -> str:
        """The type, or both: "ACCUSE > REJECT"."""
        return _both(self.old_type, self.new_type)

    @property
    def rule(self) -> str:
        """The rule, or both."""
        return _both(self.old_rule, self.new_rule)

    @property
    def actors(self) -> str:
        """Who acts, or who did and who does."""
        return _both(self.old_actors, self.new_actors)

    @property
    def recipients(self) -> str:
        """Who is acted on, likewise."""
        return _both(self.old_recipients, self.new_recipients)


def _both(old: str | None, new: str | None) -> str:
    """One value where there is one, both where they differ."""
    if old is None or new is None or old == new:
        return (new if old is None else old) or ""
    return f"{old or '-'} > {new or '-'}"


@dataclass
class Sums:
    """How many things of a kind are the same, gone, new and changed, and which fields changed how often."""

    same: int = 0
    gone: int = 0
    new: int = 0
    changed: int = 0
    fields: dict[str, int] = field(default_factory=dict)

    @property
    def differ(self) -> bool:
        """Whether anything is otherwise."""
        return bool(self.gone or self.new or self.changed)

    def add(self, change: Change, fields: tuple[str, ...] = ()) -> None:
        """Count one that is otherwise."""
        setattr(self, change, getattr(self, change) + 1)
        for name in fields:
            self.fields[name] = self.fields.get(name, 0) + 1


@dataclass
class Stories:
    """How many stories were compared; ``text``: how many of them were read as another text."""

    compared: int = 0
    only_old: int = 0
    only_new: int = 0
    text: int = 0


@dataclass
class Summary:
    """The sums of a comparison.

    Attributes:
        types: event type (two where it changed: "ACCUSE > REJECT") -> its sums; ``rules`` likewise.
    """

    stories: Stories = field(default_factory=Stories)
    events: Sums = field(default_factory=Sums)
    statements: Sums = field(default_factory=Sums)
    actors: Sums = field(default_factory=Sums)
    types: dict[str, Sums] = field(default_factory=dict)
    rules: dict[str, Sums] = field(default_factory=dict)

    @property
    def differ(self) -> bool:
        """Whether the codings differ in anything."""
        s = self.stories
        return bool(s.only_old or s.only_new or s.text) or any(
            sums.differ for sums in (self.events, self.statements, self.actors)
        )

    def add(self, row: EventChange) -> None:
        """Count an event that is otherwise, for its type and its rule too."""
        self.events.add(row.change, row.fields)
        self.types.setdefault(row.event_type, Sums()).add(row.change, row.fields)
        self.rules.setdefault(row.rule, Sums()).add(row.change, row.fields)
