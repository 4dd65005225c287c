"""The layout ``gdelt-mentions``: the 16 columns of GDELT 2.0's mentions, which tell of the rows of ``gdelt``."""

from __future__ import annotations

from urllib.parse import urlsplit

from dateline.layouts.declare import Column, Layout, empty
from dateline.layouts.exchange.gdelt import FILE, FORM, moment
from dateline.layouts.exchange.shared import ASSERTED, PAIRS, Pair, asserted, pairs
from dateline.layouts.told import number_of
from dateline.record import Actor


def _source(pair: Pair) -> str | None:
    try:
        host = urlsplit(pair.told.url or "").hostname
    except ValueError:
        host = None
    return host.removeprefix("www.") if host else pair.told.record.outlet


def _offset(pair: Pair, actor: Actor | None) -> int:
    span = pair.told.mention(actor) if actor else None
    return span.start if span else -1


GDELT_MENTIONS = Layout(
    "gdelt-mentions", "the 16 columns of GDELT's mentions",
    f"One row for each telling of a row of the layout `gdelt`, {FILE} `GlobalEventID` joins the two.",
    (
        Column("GlobalEventID", "integer", lambda p: number_of(p.key), "`GLOBALEVENTID` of the layout `gdelt`"),
        Column("EventTimeDate", "integer", lambda p: moment(p.told.record.published),
               "`DATEADDED` of that row: when the story was published", "near"),
        Column("MentionTimeDate", "integer", lambda p: moment(p.told.record.published), "the same"),
        Column("MentionType", "integer", lambda _: 1, "1: the web"),
        Column("MentionSourceName", "text", _source,
               "domain of the address; the outlet where there is none"),
        Column("MentionIdentifier", "text", lambda p: p.told.url or p.told.record.id,
               "address of the story, else its id"),
        empty("SentenceID", "integer", "the record counts characters, not sentences"),
        Column("Actor1CharOffset", "integer", lambda p: _offset(p, p.actor),
               "where the clause (else the story, first) names the actor, in code points; -1 where it doesn't"),
        Column("Actor2CharOffset", "integer", lambda p: _offset(p, p.recipient), "the same for the recipient"),
        Column("ActionCharOffset", "integer", lambda p: p.told.event.trigger.start, "where the act is named"),
        Column("InRawText", "integer", lambda _: 1, "1: stories are not translated"),
        Column("Confidence", "integer", lambda p: round(p.told.event.confidence * 100),
               "per cent: that there is such an event of this type; there, how much guessing it took", "near"),
        Column("MentionDocLen", "integer", lambda p: len(p.told.record.text), "length of the story, in code points"),
        empty("MentionDocTone", "number", "Dateline measures no tone"),
        empty("MentionDocTranslationInfo", "text", "nothing is translated"),
        empty("Extras", "text", "empty there too"),
    ),
    rows=pairs, form=FORM, tellings="all", holds=asserted, leaves_out=ASSERTED,
    misleads=(
        "Mentions are tellings within one story. That another story tells of the same thing is known once stories are "
        "linked (`dateline incidents`), and not in this file.",
        "Tellings that are denied, possible, planned or feared are left out, as in `gdelt`; where the first telling is "
        "one of these and a later one is not, its `GlobalEventID` has no row there.",
        PAIRS,
    ),
)  # fmt: skip
