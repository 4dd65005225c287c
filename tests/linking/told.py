"""Reports made by hand for the tests of linking: a story with one event, said by its outlet or by somebody else."""

from functools import cache

from dateline.engine.link import load_tools
from dateline.record import Actor, Count, Date, Dateline, Document, Event, Link, Place, Statement, StoryRecord
from dateline.spans import Span

VELDORA = Place(None, "Veldora", 101, 40.0, 20.0, "BOR", "North", "PPL")
KASTRI = Place(None, "Kastri", 102, 44.0, 25.0, "BOR", "South", "PPL")
BORDURIA = Place(None, "Borduria", 100, 42.0, 22.0, "BOR", None, "PCLI")
# What each outlet writes: the same names, other sentences. The first one tells of the event.
TEXTS = {
    "Post": "Mortar shells fell on the grain market of Veldora on Sunday morning, when farmers from the hills"
    " were unloading barley. The market stands a short walk from the citadel. Its clerk, Hedda "
    "Molnar, had rung the bell for the barley auction when the first one struck the weighing hall.",
    "Courier": "The barley auction in Veldora ended in smoke on Sunday as mortar shells hit the crowded grain "
    "market. Hedda Molnar, who keeps the books, crawled out from under the weighing hall. Carts "
    "carried people to the infirmary below the citadel.",
    "Herald": "Four mortar shells tore into Veldora's grain market, and the weighing hall came down over the "
    "stalls of cheese sellers. By noon the infirmary had run out of bandages. Barley lay in the "
    "street up to the citadel, and the bell of the auction was cracked, its clerk Hedda Molnar said.",
    "Sentinel": "People who had come for barley hid behind carts while mortar shells came down on the market in "
    "Veldora. The auction is the oldest in the province. Its bell, cracked by a splinter, will be "
    "kept in the citadel, according to Hedda Molnar, the clerk of the grain and weighing hall.",
}


def report(
    key,
    *,
    outlet="Post",
    text=None,
    published="2031-05-04",
    who=("ruritania", "Ruritania", "government", "RUR"),
    whom="Borduria",
    said_by=(),
    stance="asserts",
    factuality="asserted",
    day="2031-05-04",
    place=VELDORA,
    counts=(),
    event_type="ASSAULT",
    cue="said",
    agency=None,
    trigger="shells",
    headline="Shells fall on market",
):
    """A story with one event; ``counts`` are (what, low, high), ``said_by`` (id, name, kind) from the outside in."""
    story = f"{key}-0"
    told = text or TEXTS[outlet]
    body = f"{told} {' '.join(name for _, name, _ in said_by)} {cue} so." if said_by else told
    content = Span(0, body.index(".") + 1)
    actors = [Actor("borduria", whom, "government", "BOR"), *([Actor(*who[:4])] if who else ())]
    actors += [Actor(i, name, kind, "RUR" if i == "ruritania" else "BOR") for i, name, kind in said_by]
    actors = list({a.id: a for a in actors}.values())
    chain = tuple(Link(i, None, _span(body, cue)) for i, _, _ in said_by)
    statements = (Statement(f"{story}-s0", content, chain, "indirect", stance),) if said_by else ()
    date = Date(None, day, day, day) if day else None
    event = Event(
        f"{story}-e0", event_type, (), (), 4, -9.0, (who[0],) if who else (), ("borduria",), _span(body, trigger),
        content, factuality, statements[0].id if statements else None, date, place, 0.9, "test",
        counts=tuple(Count(w, low, high, low == high, _span(body, "market")) for w, low, high in counts),
    )  # fmt: skip
    return StoryRecord(
        story, Document(f"{key}.html", None, "text/html", 0), outlet, None, headline, None, (),
        Dateline("VELDORA", None, agency) if agency else None, published, "metadata" if published else None, "en",
        body, tuple(actors), statements, (event,), None, "0" * 12,
    )  # fmt: skip


def _span(text, words):
    at = text.find(words)
    return Span(at, at + len(words)) if at >= 0 else Span(0, 6)


@cache
def tools():
    return load_tools()
