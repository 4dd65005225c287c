"""What a list of events leaves out, and how right what it keeps is to be expected."""

from __future__ import annotations

from dataclasses import dataclass, replace

from dateline.store.database import Database
from dateline.store.filters import conditions
from dateline.store.filters.declared_filters import Filters

MEANS = """
SELECT count(*), avg(e.confidence), avg(e.confidence_parties), count(e.confidence_parties) FROM events e WHERE {where}
"""


@dataclass(frozen=True, slots=True)
class Kept:
    """What the filters of confidence keep of the events that pass all other filters.

    Attributes:
        events, of: how many are kept, of how many.
        right: the precision to expect: the mean probability that an event kept is there and of its type; None of none.
        right_parties: the mean probability that all parties of an event kept are right, over those judged.
        judged: of how many of them something learned has judged the parties.
    """

    events: int
    of: int
    right: float | None
    right_parties: float | None
    judged: int

    @property
    def says(self) -> str:
        """In one line for a reader."""
        share = f" ({self.events / self.of:.0%})" if self.of else ""
        line = f"{self.events:,} of {self.of:,} events kept{share}"
        if self.right is None:
            return line
        line += f"; precision to expect: {self.right:.0%} there and of this type"
        if self.right_parties is None:
            return line
        judged = f" (of {self.judged:,} judged)" if self.judged < self.events else ""
        return f"{line}, {self.right_parties:.0%} with all parties right{judged}"


def narrows(f: Filters) -> bool:
    """Whether the filters ask for a confidence."""
    return f.min_confidence is not None or f.min_parties is not None


def kept(db: Database, f: Filters) -> Kept:
    """How many events the filters of confidence keep, and the precision to expect of them."""
    where = conditions.of_event(db, f, counting=True)
    events, right, parties, judged = db.execute(MEANS.format(where=where.sql), where.args).fetchone()
    bare = conditions.of_event(db, replace(f, min_confidence=None, min_parties=None), counting=True)
    of = db.execute(f"SELECT count(*) FROM events e WHERE {bare.sql}", bare.args).fetchone()[0]
    return Kept(events, of, right, parties, judged)


def told_again(db: Database, f: Filters) -> int:
    """How many further tellings pass the filters, which a list of events leaves out where each is given once."""
    return sum(n for _, n in told_again_by(db, f, "event_type"))


def told_again_by(db: Database, f: Filters, column: str) -> list[tuple[object, int]]:
    """The same by a column of events."""
    where = conditions.of_event(db, replace(f, all_tellings=True), counting=True)
    where.add("e.same_as IS NOT NULL")
    sql = f"SELECT e.{column}, count(*) FROM events e WHERE {where.sql} GROUP BY 1"
    return [(r[0], int(r[1])) for r in db.execute(sql, where.args)]
