"""Does a deed of an accused, suspected or claiming perpetrator come out as what somebody says, or as plain fact?

    python benchmarks/muc4.py ../shared/data/incidents/muc4_dev.jsonl [--limit N] [--errors]

MUC-4's keys tell for each perpetrator organisation of an incident how the text attributes the deed: claimed or
admitted, suspected or accused, possible, or reported as fact. An incident counts where the record has an event of
material conflict with that organisation as actor in a sentence, or else in a paragraph, that names a target of the
incident. An event is *attributed* where a statement holds it or its factuality is not `asserted`; an incident is
attributed where at least half of its events are. The texts are all capitals, as the wire was: the pipeline gives
them their case back (dateline/language/truecase.py), nothing else is done to them.

Prints coverage (incidents that count), the share that is attributed, and the same for deeds reported as fact, where
a lower share is right. The last line is ATTRIBUTED with the share of the first kind.
"""

from __future__ import annotations

import argparse
import collections
import json
import re
import sys
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))

from dateline.pipeline import code_story, make_tools
from dateline.record import Event, StoryRecord
from dateline.settings import Settings
from exports import names, rows_of, story_of

MATERIAL_CONFLICT = 4
UNSURE = ("CLAIMED", "SUSPECTED", "POSSIBLE", "(POSSIBLE")
SENTENCE, PARAGRAPH = re.compile(r"[.?!][\"')\]]*\s+"), re.compile(r"\n\s*\n")
TARGETS = ("hum_names", "hum_descriptions", "phys_targets")


def perpetrators(template: dict[str, Any]) -> list[tuple[str, list[str]]]:
    """Confidence class (``unsure``, ``fact``) and names of each organisation that the key has for an incident."""
    found = []
    for fill in template.get("perp_org_confidence") or []:
        kind = "unsure" if fill["alts"][0].startswith(UNSURE) else "fact"
        of = set(fill.get("of") or ())
        found += [(kind, o["alts"]) for o in template.get("perp_orgs") or [] if not of or of & set(o["alts"])]
    return found


def is_named(record: StoryRecord, event: Event, alts: list[str]) -> bool:
    """True where an actor of the event bears one of the names, whole or as a part of several words."""
    own = {n.upper().removeprefix("THE ") for n in names(record, event.actors)}
    return any(alt in n or (len(n) > 3 and n in alt) for alt in alts for n in own)


def around(record: StoryRecord, event: Event, edge: re.Pattern[str]) -> str:
    """The stretch of text that holds an event, from one edge to the next, in capitals."""
    start = max((m.end() for m in edge.finditer(record.text, 0, event.trigger.start)), default=0)
    end = edge.search(record.text, event.trigger.end)
    return record.text[start : end.start() if end else None].upper()


def deeds(record: StoryRecord, template: dict[str, Any], alts: list[str]) -> list[Event]:
    """The events of an incident by a perpetrator: those whose sentence, else whose paragraph, names a target."""
    found = [e for e in record.events if e.quad == MATERIAL_CONFLICT and is_named(record, e, alts)]
    targets = [alt for slot in TARGETS for fill in template.get(slot) or [] for alt in fill["alts"]]
    for edge in (SENTENCE, PARAGRAPH):
        near = [e for e in found if any(t in around(record, e, edge) for t in targets)]
        if near:
            return near
    return [] if targets else found


def is_attributed(event: Event) -> bool:
    """True where the record doesn't tell the event as a plain fact of its own."""
    return event.statement is not None or event.factuality != "asserted"


def main() -> int:
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("file", type=Path)
    ask.add_argument("--limit", type=int, help="only so many documents")
    ask.add_argument("--errors", action="store_true", help="list unsure deeds that came out as facts")
    args = ask.parse_args()
    tools = make_tools(Settings())
    wanted, found, right, events, attributed = (collections.Counter[str]() for _ in range(5))
    rows = [r for r in rows_of(args.file) if any(perpetrators(t) for t in r["templates"])]
    for row in rows[: args.limit]:
        record = code_story(story_of(row["id"], row["text"], row["dateline"]["date"]), tools)
        for template in row["templates"]:
            for kind, alts in perpetrators(template):
                wanted[kind] += 1
                own = deeds(record, template, alts)
                if not own:
                    continue
                said = [e for e in own if is_attributed(e)]
                found[kind] += 1
                events[kind] += len(own)
                attributed[kind] += len(said)
                right[kind] += 2 * len(said) >= len(own)
                if args.errors and kind == "unsure":
                    for e in own:
                        if not is_attributed(e):
                            print(
                                row["id"],
                                alts[0],
                                "|",
                                e.trigger.of(record.text),
                                "|",
                                json.dumps(around(record, e, SENTENCE)),
                            )
    for kind in ("unsure", "fact"):
        if found[kind]:
            covered, share = found[kind] / wanted[kind], right[kind] / found[kind]
            print(f"{kind:7s} incidents {wanted[kind]}, covered {found[kind]} ({covered:.3f}), attributed {share:.3f}")
            print(f"        their events {events[kind]}, attributed {attributed[kind] / events[kind]:.3f}")
    print(f"ATTRIBUTED {right['unsure'] / max(found['unsure'], 1):.3f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
