"""WARC: a record of a web archive is a piece of its own, with its id, address and capture date.

Read are the pages among what servers sent (status 2xx), among resources, and among conversions of what the file doesn't
hold itself. Requests, metadata, pictures and the like are passed over, and so are revisits: their page is recorded with
the capture that they refer to.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from dateline.engine.inputs.bodies import all_of, body_of
from dateline.engine.inputs.piece import ROW, Opened, Piece, too_large
from dateline.engine.seen import Seen
from dateline.errors import InputError, UsageError
from dateline.record import Archive

# Media types of pages; what has another one is passed over.
PAGES = re.compile(
    r"text/(?:html|plain|xml|x-html)|application/(?:xhtml\+xml|rss\+xml|atom\+xml|xml|feed\+json|http)|multipart/related"
)
NO_PAGE = re.compile(r"https?://[^/]+/(?:robots\.txt|favicon\.ico)(?:\?|$)", re.IGNORECASE)
# A body may be so many times as large as the page in it: chunks and headers take room.
RAW_TIMES, RAW_MORE = 2, 1_000_000
CUT = "is cut short"


def is_warc(head: bytes) -> bool:
    """Does a file begin as a WARC does?"""
    return re.match(rb"\s{0,4}WARC/\d", head) is not None


def is_arc(head: bytes) -> bool:
    """Does a file begin as an ARC does, the form before WARC?"""
    return head.startswith(b"filedesc:")


def read(opened: Opened) -> Iterator[Piece]:
    """The pages of a WARC. Where it is broken, what came before is given, then the fault.

    Raises:
        UsageError: FastWARC isn't installed.
    """
    kinds, records = _records(opened)
    seen, read_ids = Seen(), Seen()
    wanted = (kinds.response, kinds.resource, kinds.conversion)
    count, whole = 0, True
    try:
        for record in records:
            count += 1
            if not record.record_id:
                yield opened.fault(f"record {count}: it is broken or cut short")
                return
            if record.record_type in wanted and not _is_read(record, kinds, read_ids):
                for piece in _piece(opened, record, count, seen):
                    whole = whole and CUT not in (piece.error or "")
                    yield piece
    except InputError as error:
        yield opened.fault(f"after {count:,} records: {error.reason}")
    except (OSError, ValueError) as error:
        yield opened.fault(f"after {count:,} records: this is no record of a WARC ({error})")
    else:
        if whole:
            yield Piece(opened.name, opened.path, None)


def _records(opened: Opened) -> tuple[Any, Iterator[Any]]:
    """The types of records that there are, and the records."""
    try:
        from fastwarc.warc import ArchiveIterator, WarcRecordType
    except ImportError:
        raise UsageError(f"{opened.name}: WARC needs FastWARC: pip install 'dateline[warc]'") from None
    # Left to FastWARC, a body in chunks that is compressed ends the file without a word, and one that isn't what its
    # header says ends it with an error (findings/fastwarc_chunks_end_the_file.sh).
    return WarcRecordType, ArchiveIterator(
        opened.stream, record_types=WarcRecordType.any_type, parse_http=False, auto_decode="none", stream_detect=False
    )


def _is_read(record: Any, kinds: Any, read_ids: Seen) -> bool:
    """Is this another form of a page that the file has given already? A page is remembered otherwise."""
    if record.record_type == kinds.conversion:
        return (record.headers.get("WARC-Refers-To") or "") in read_ids
    read_ids.add(record.record_id)
    return False


def _piece(opened: Opened, record: Any, number: int, seen: Seen) -> Iterator[Piece]:
    """The page of a record, if it is one."""
    address = _address(record)
    sent, transfer, content, charset = _http(record)
    kind = (sent or record.headers.get("WARC-Identified-Payload-Type") or "text/html").partition(";")[0].strip().lower()
    status = record.http_headers.status_code if record.http_headers else None
    if not PAGES.fullmatch(kind) or (status is not None and not 200 <= status < 300) or NO_PAGE.match(address or ""):
        return
    limit = opened.settings.max_page_bytes
    length = record.content_length
    raw = all_of(record.reader, RAW_TIMES * limit + RAW_MORE)
    name = f"{opened.name}{ROW}{_label(record, number, seen)}"

    def piece(data: bytes | None, error: str | None = None) -> Piece:
        date = record.headers.get("WARC-Date")
        archive = Archive(_bare(record.record_id), date)
        return Piece(name, opened.path, data, error, 0, address, date, archive, charset)

    if len(raw) < length and len(raw) < RAW_TIMES * limit + RAW_MORE:
        yield piece(None, f"record {number}: it {CUT} ({len(raw):,} of {length:,} bytes)")
        return
    try:
        data = body_of(raw, transfer, content, limit)
    except ValueError as error:
        yield piece(None, str(error))
        return
    if len(data) > limit:
        yield piece(None, too_large(limit))
    elif data.strip():
        yield piece(data)


def _http(record: Any) -> tuple[str | None, str | None, str | None, str | None]:
    """Media type, Transfer-Encoding, Content-Encoding and charset of what a server sent; of others what is known."""
    if record.is_http and not record.is_http_parsed:
        record.parse_http(auto_decode="none", quirks_mode=True)
    head = record.http_headers
    if head is None:
        kind = record.headers.get("Content-Type")
        found = re.search(r"charset\s*=\s*[\"']?([\w.:-]+)", kind or "", re.IGNORECASE)
        return kind, None, None, found[1] if found else None
    return record.http_content_type, head.get("Transfer-Encoding"), head.get("Content-Encoding"), record.http_charset


def _address(record: Any) -> str | None:
    """The address of a record, without the brackets that WARC 1.0 has around it."""
    address: str | None = record.headers.get("WARC-Target-URI")
    return _bare(address) if address else None


def _bare(text: str) -> str:
    return text.strip().removeprefix("<").removesuffix(">")


def _label(record: Any, number: int, seen: Seen) -> str:
    """What a record is called; two of one id are told apart by their number."""
    label = _bare(record.record_id)
    label = label if label not in seen else f"{label}+{number}"
    seen.add(label)
    return label
