"""Does it code? One invented story from bytes to record, with an answer that is known."""

from __future__ import annotations

import time
from collections.abc import Iterator

from dateline.doctor.finding import Finding
from dateline.errors import DatelineError
from dateline.pages.source_and_story import Source
from dateline.pipeline import code_page
from dateline.settings import Settings
from dateline.tools import make_tools

PAGE = (
    "Port of Tarnholm shelled\n\n"
    "Kenya condemned Uganda on Monday for shelling the port of Tarnholm. Uganda's defence minister denied that its "
    "army had fired.\n"
)
# Type and factuality that the story must give, whatever else it gives.
WANTED = frozenset({("ACCUSE", "asserted"), ("ASSAULT", "asserted")})
ELSEWHERE = "codes otherwise than it should; if you laid no knowledge over it, install Dateline again"


def smoke(settings: Settings) -> Iterator[Finding]:
    """Load all that a run loads, code a story, and compare. Times are told, not judged.

    Args:
        settings: those that are to be tried. The answer is known for English with the shipped knowledge; with other
            ones it is enough that a story is coded.
    """
    began = time.perf_counter()
    try:
        tools = make_tools(settings)
        loaded = time.perf_counter()
        records = code_page(PAGE.encode(), Source(published="2024-03-05"), tools)
    except DatelineError as error:
        yield Finding("smoke test", "fault", str(error), "mend what the message names")
        return
    except Exception as error:  # a broken library may raise anything, and a doctor must not fall ill
        yield Finding(
            "smoke test", "fault", f"{type(error).__name__}: {error}", "install Dateline again; else report it"
        )
        return
    found = {(event.event_type, event.factuality) for record in records for event in record.events}
    coded = time.perf_counter() - loaded
    says = f"a story coded in {coded:.1f} s, after {loaded - began:.1f} s of loading"
    known = Settings(opinion=settings.opinion)
    missing = sorted(WANTED - found) if settings == known else []
    if missing:
        yield Finding("smoke test", "fault", f"{says}; it lacks {missing}, it has {sorted(found)}", ELSEWHERE)
    else:
        how = "as they should be" if settings == known else "not compared: another language, model or knowledge"
        yield Finding("smoke test", "ok", f"{says}: {len(found)} kinds of event, {how}")
