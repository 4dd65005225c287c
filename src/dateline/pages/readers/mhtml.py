"""MHTML, as browsers save a page in one file > the HTML in it."""

from __future__ import annotations

import email
import email.policy

from dateline.pages.charset import decode


def unpack(data: bytes) -> str | None:
    """The main HTML page of an MHTML file, decoded, or None where there is none."""
    message = email.message_from_bytes(data.removeprefix(b"\xef\xbb\xbf"), policy=email.policy.compat32)
    for part in message.walk():
        if part.get_content_type() == "text/html":
            body = part.get_payload(decode=True)
            if isinstance(body, bytes) and body:
                return decode(body)
    return None
