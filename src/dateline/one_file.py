"""An HTML page in one file: no script, nothing that is loaded, every value escaped."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

# Nothing may run or be loaded, whatever a page's text holds.
POLICY = "default-src 'none'; style-src 'unsafe-inline'"
INVISIBLE = dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200E, 0x200F, 0x061C])


def text(value: object) -> str:
    """A value as text: no markup, no control characters, nothing that turns the direction of what follows."""
    words = "" if value is None else str(value)
    return escape("".join(c if c.isprintable() or c in "\n\t" else " " for c in words.translate(INVISIBLE)))


def table(caption: str, heads: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """A table; caption, heads and cells are HTML already."""
    head = "".join(f'<th scope="col">{h}</th>' for h in heads)
    body = "".join("<tr>" + "".join(f"<td>{c}</td>" for c in row) + "</tr>" for row in rows)
    return f"<table><caption>{caption}</caption><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def whole(title: str, style: str, body: Iterable[str]) -> str:
    """The page. ``title`` is plain text, ``style`` CSS of ours, ``body`` pieces of HTML."""
    return (
        f'<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{text(title)}</title><style>\n{style}</style></head>\n<body>\n"
        + "\n".join(body)
        + "\n</body></html>\n"
    )
