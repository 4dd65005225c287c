"""Review: readers' judgements, the precision that they give, and how one is taken down."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, cast, get_args

from dateline.errors import UsageError
from dateline.record import Factuality
from dateline.web.judgements import NOTE, Judgement, Verdict, precision
from dateline.web.page import Call
from dateline.web.params import LONGEST
from dateline.web.safety.hostile_text import clean
from dateline.web.views.explain import find

SHOWN = 100


def data(call: Call) -> dict[str, Any]:
    """What the page of review shows."""
    judgements, broken = call.site.judgements.read_all()
    rows = [{"event_type": p.event_type, "judged": p.judged, "right": p.right, "precision": p.share, "low": p.low,
             "high": p.high} for p in precision(judgements)]  # fmt: skip
    return {
        "total": len(judgements),
        "broken": broken[:SHOWN],
        "broken_total": len(broken),
        "latest": judgements[::-1][:SHOWN],
        "precision": rows,
        "file": call.site.judgements.where,
        "command": f"dateline evaluate --store {call.site.given}",
    }


def judge(call: Call, form: Mapping[str, str]) -> Judgement:
    """Take a judgement of an event down.

    Raises:
        UsageError: no verdict, no name, or a correction that can't be.
    """
    record, event = find(call)
    names = {a.id: a.name for a in record.actors}
    verdict, reader = _text(form, "verdict"), _text(form, "reader")
    if verdict not in get_args(Verdict):
        raise UsageError("A judgement needs a verdict: right, wrong or correct.")
    if not reader:
        raise UsageError("A judgement needs a name: yours, or initials.")
    to_type, to_factuality = _text(form, "to_type"), _text(form, "to_factuality")
    if to_type and to_type not in call.site.types:
        raise UsageError(f"There is no event type {to_type[:40]!r}.")
    if to_factuality and to_factuality not in get_args(Factuality):
        raise UsageError(f"There is no status {to_factuality[:40]!r}.")
    corrections = (to_type, _text(form, "to_actor"), _text(form, "to_recipient"), to_factuality)
    if verdict == "correct" and not any(corrections) and not _text(form, "note", NOTE):
        raise UsageError("To be corrected, but how? Give a type, an actor, a status or a note.")
    judgement = Judgement(
        event=event.id, story=record.id, verdict=cast(Verdict, verdict), reader=reader,
        time=datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds"), event_type=event.event_type,
        factuality=event.factuality, actors=tuple(names.get(a, a) for a in event.actors),
        recipients=tuple(names.get(a, a) for a in event.recipients), trigger=event.trigger.of(record.text),
        start=event.trigger.start, end=event.trigger.end, evidence=event.evidence.of(record.text), rule=event.rule,
        version=record.version, to_type=corrections[0] or None, to_actor=corrections[1] or None,
        to_recipient=corrections[2] or None, to_factuality=corrections[3] or None, note=_text(form, "note", NOTE),
    )  # fmt: skip
    call.site.judgements.add(judgement)
    return judgement


def _text(form: Mapping[str, str], name: str, most: int = LONGEST) -> str:
    text = clean(form.get(name, "")).strip()
    if len(text) > most:
        raise UsageError(f"{name}: at most {most} characters")
    return text
