"""The quality of the store."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from dateline.store.care.quality import BANDS, quality
from dateline.web.page import Call


def data(call: Call) -> dict[str, Any]:
    """What the page of quality shows."""
    return {
        **asdict(quality(call.store.db)),
        "bands": BANDS,
        "added": sorted({e.get("actor") for e in call.layer.of("person")} - {""}),
        "file": str(call.site.path),
    }
