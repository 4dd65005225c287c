"""Which reader answers for some bytes. Content decides, the name never does."""

from __future__ import annotations

import json
import re
from typing import Literal

Kind = Literal["html", "feed", "jsonl", "json", "mhtml", "text"]

_MAGIC = (
    (b"%PDF-", "a PDF; only text, HTML, feeds and JSONL are read"),
    (b"\x89PNG", "a picture (PNG)"),
    (b"\xff\xd8\xff", "a picture (JPEG)"),
    (b"GIF8", "a picture (GIF)"),
    (b"PK\x03\x04", "a ZIP archive or office document; unpack it first"),
    (b"\x1f\x8b", "compressed (gzip); unpack it first"),
    (b"BZh", "compressed (bzip2); unpack it first"),
    (b"\xfd7zXZ", "compressed (xz); unpack it first"),
    (b"\x28\xb5\x2f\xfd", "compressed (zstd); unpack it first"),
    (b"Rar!", "a RAR archive; unpack it first"),
    (b"7z\xbc\xaf", "a 7z archive; unpack it first"),
    (b"\xd0\xcf\x11\xe0", "an office document"),
    (b"{\\rtf", "an RTF document"),
    (b"\x7fELF", "a program"),
    (b"SQLite format 3", "a database"),
    (b"PAR1", "a Parquet file"),
)
_TAGS = re.compile(
    r"<(?:!doctype\s+html|html|head|body|main|article|section|div|p|h[1-6]|br|meta|title|span|ul|table)\b[^<]{0,2000}?/?>",
    re.I,
)
# What may stand before a page and tells nothing of it.
_UNSEEN = re.compile(r"\A(?:\s*(?:<style\b.*?</style>|<script\b.*?</script>|<!--.*?-->))+", re.IGNORECASE | re.DOTALL)
_OPENING = 200_000
_FEED = re.compile(r"<(?:rss|feed|rdf:RDF)\b[^>]{0,2000}>", re.I)
_MHTML = re.compile(r"\A(?:[A-Za-z-]+:.*\n(?:[ \t].*\n)*)*?content-type:\s*multipart/related", re.I)
_CONTROL = re.compile("[\x01-\x08\x0e-\x1a\x1c-\x1f\ufffd]")


def refuse(data: bytes) -> str | None:
    """Why these bytes can't be a page, or None. Looks at the first bytes only."""
    if not data.strip(b"\x00 \t\r\n\xef\xbb\xbf\xff\xfe"):
        return "empty"
    for magic, reason in _MAGIC:
        if data.startswith(magic):
            return f"not a page: {reason}"
    if data.startswith((b"PAR1", b"RIFF", b"OggS")) or data[4:8] == b"ftyp":
        return "not a page: a media file"
    return None


def binary(text: str) -> bool:
    """True where decoded text is no text: more than 1 in 20 characters of its head are control or broken ones.

    Scattered null bytes in a text are damage that is repaired; a file with more than 1 in 8 of them is no text.
    """
    head = text[:20_000]
    return len(_CONTROL.findall(head)) * 20 > len(head) or head.count("\0") * 8 > len(head)


def detect(text: str) -> Kind:
    """The kind of a decoded page."""
    head = _UNSEEN.sub("", text[:_OPENING]).lstrip("\x00 \t\r\n\ufeff")[:8192]
    if head[:1] in ("{", "["):
        kind = _json(head)
        if kind:
            return kind
    if head.startswith("<") and _FEED.search(head[:4096]) and not re.search(r"<html\b", head[:1024], re.I):
        return "feed"
    if _MHTML.match(head):
        return "mhtml"
    found = len(_TAGS.findall(head))
    if found >= 3 or (found and (head.startswith("<") or "</" in head)):
        return "html"
    return "text"


def _json(head: str) -> Kind | None:
    """``jsonl`` for one object a line, ``json`` for one object or list over several lines."""
    lines = [line.strip() for line in head.split("\n") if line.strip()]
    if head[0] == "[":
        return "json" if re.match(r"\[\s*\{\s*\"", head) else None
    if looks_like_rows(lines[0], lines[1] if len(lines) > 1 else ""):
        return "jsonl"
    return "json" if re.match(r"\{\s*\"", head) else None


def looks_like_rows(first: str, second: str) -> bool:
    """Whether two lines open a JSONL file; the first may be a broken row."""
    if not first.startswith("{"):
        return False
    if second.startswith("{"):
        return True
    try:
        return isinstance(json.loads(first), dict)
    except (ValueError, RecursionError):
        # Cut off by the caller's sample, or one broken row: an object that opens with a quoted name and goes on.
        return not second and re.match(r"\{\s*\"[^\"]+\"\s*:", first) is not None
