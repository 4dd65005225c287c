"""Text of pages is hostile: what it may never do in a page of ours.

Escaping keeps markup out (Jinja does that for every value). This module takes out what escaping leaves: control
characters, marks that turn the direction of writing, halves of surrogate pairs; and links that are no web addresses.
"""

from __future__ import annotations

import re
from typing import Any

from markupsafe import Markup

# Controls but tab and line feed; marks and overrides of direction, isolates; line and paragraph separators; tag
# characters; what stands for no character at all.
UNSAFE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufff9-\ufffb\U000e0000-\U000e007f]"
)
SURROGATE = re.compile("[\ud800-\udfff]")
WEB = re.compile(r"https?://[^\s/]+", re.IGNORECASE)


def clean(text: str) -> str:
    """A text that can't turn the line around, hide letters or break the encoding. The length stays the same."""
    return SURROGATE.sub("\ufffd", UNSAFE.sub("\N{SYMBOL FOR SUBSTITUTE}", text))


def finalize(value: Any) -> Any:
    """What Jinja writes for a value: nothing for None, clean text for a string, markup of ours as it is."""
    if value is None:
        return ""
    return clean(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def web_address(url: str | None) -> str | None:
    """The address where it is one of the web; None for ``javascript:`` and the like."""
    return url if url and WEB.match(url) else None
