"""Records made by hand, for tests of what comes after the coding."""

from dataclasses import replace

from dateline.record import (
    Actor,
    Count,
    Date,
    Dateline,
    Decision,
    Document,
    Event,
    Link,
    Place,
    Statement,
    StoryRecord,
)
from dateline.spans import Span

TEXT = (
    "Ruritania met Borduria in Szohod.\n\n"
    "Agency quoted the Minister as saying that Ruritania did not bomb Borduria on October 7. He left."
)


def span(words: str, occurrence: int = 0) -> Span:
    start = -1
    for _ in range(occurrence + 1):
        start = TEXT.index(words, start + 1)
    return Span(start, start + len(words))


def make_record(
    key: str,
    *,
    path: str | None = None,
    published: str | None = "2023-10-08",
    outlet: str | None = "The Daily Example",
    position: int = 0,
    headline: str = "Ministers meet",
) -> StoryRecord:
    """A story with two actors, a chain of two, and two events, the second one denied."""
    story = f"{key}-{position}"
    actors = (
        Actor("rur", "Ruritania", "government", "RUR", ("GOV", "MIL"), None, "Q1",
              (span("Ruritania"), span("Ruritania", 1))),
        Actor("bor", "Borduria", "government", "BOR", ("GOV",), None, None, (span("Borduria"), span("Borduria", 1))),
        Actor("agency", "Agency", "media", None, ("JRN",), None, None, (span("Agency"),)),
        Actor(f"{story}-a1", "Minister", "person", "RUR", ("GOV",), "defence minister", None,
              (span("the Minister"), span("He"))),
        Actor(f"{story}-a2", "Somebody", "anonymous"),
    )  # fmt: skip
    chain = (
        Link("agency", span("Agency"), span("quoted")),
        Link(f"{story}-a1", span("the Minister"), span("saying")),
    )
    content = span("Ruritania did not bomb Borduria on October 7")
    statement = Statement(
        f"{story}-s0", content, chain, "indirect", "denies", "bor", None, "verbs.quote",
        (Decision("stance", "denial.not", span("did not"), "negated"),),
    )  # fmt: skip
    events = (
        Event(
            f"{story}-e0", "CONSULT", (), ("diplomatic",), 1, 2.5, ("rur",), ("bor",), span("met"),
            span("Ruritania met Borduria in Szohod"), "asserted", None, None, None, 0.9, "consult.meet",
        ),
        Event(
            f"{story}-e1", "ASSAULT", ("aerial", "explosives"), ("military",), 4, -9.5,
            ("rur", f"{story}-a2"), ("bor",), span("bomb"), content, "negated", f"{story}-s0",
            Date(span("October 7"), "2023-10-07", "2023-10-07", "2023-10-07"),
            Place(span("Szohod"), "Szohod", 77, 48.5, 20.25, "BOR", "Old Province", "PPLC"), 0.75, "assault.bomb",
            (Decision("event_type", "assault.bomb", span("bomb"), "runner-up COERCE"),
             Decision("factuality", "not", span("did not"))),
        ),
    )  # fmt: skip
    return StoryRecord(
        story, Document(path or f"{key}.html", None, "text/html", position), outlet, f"https://news.example/{key}",
        headline, "A. Writer", ("A picture",), Dateline("SZOHOD", None), published,
        "metadata" if published else None, "en", TEXT, actors, (statement,), events, None, "0123456789ab",
    )  # fmt: skip


def make_retold(key: str) -> StoryRecord:
    """The story of ``make_record`` whose attack is told twice more, by nobody else, with numbers of people."""
    record = make_record(key)
    meeting, attack = record.events
    counts = (
        Count("killed", 12, 12, True, span("October 7")), Count("injured", 24, None, False, span("did not")),
    )  # fmt: skip
    attack = replace(attack, counts=counts, confidence_parties=0.5)
    again = [
        replace(
            attack, id=f"{record.id}-e{n}", same_as=attack.id, statement=None, factuality="asserted", counts=(),
            confidence=0.25, confidence_parties=None,
        )
        for n in (2, 3)
    ]  # fmt: skip
    return replace(record, events=(replace(meeting, confidence_parties=0.8), attack, *again))
