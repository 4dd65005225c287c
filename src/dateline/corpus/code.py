"""Records of annotated documents: their texts run through the pipeline as rows of JSON."""

from __future__ import annotations

import json

from dateline.corpus.texts import Text
from dateline.errors import InputError
from dateline.pages.types import Source
from dateline.pipeline import code_page
from dateline.record import StoryRecord
from dateline.tools import Tools


def coded(text: Text, tools: Tools) -> StoryRecord:
    """Code one document.

    Raises:
        InputError: the text gives no story, or several.
    """
    row = {
        "title": text.headline,
        "text": text.text,
        "outlet": text.outlet,
        "url": text.url,
        "published": text.published,
    }
    data = json.dumps({k: v for k, v in row.items() if v}, ensure_ascii=False) + "\n"
    records = list(code_page(data.encode(), Source(f"{text.id}.jsonl"), tools))
    if len(records) != 1:
        raise InputError(text.id, f"{len(records)} stories instead of one")
    return records[0]
