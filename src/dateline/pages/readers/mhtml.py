"""MHTML, as browsers save a page in one file > the HTML in it."""

from __future__ import annotations

import email
import email.policy

from dateline.pages.charset import decode


def unpack(data: bytes) -> tuple[str, str | None]:
    """The main HTML page of an MHTML file, decoded, empty where there is none; and the address that it was saved from.

    The address is ``Snapshot-Content-Location`` as Chromium writes it, else the part's ``Content-Location``.
    """
    message = email.message_from_bytes(data.removeprefix(b"\xef\xbb\xbf"), policy=email.policy.compat32)
    for part in message.walk():
        if part.get_content_type() == "text/html":
            body = part.get_payload(decode=True)
            if isinstance(body, bytes) and body:
                return decode(body), _address(message["Snapshot-Content-Location"], part["Content-Location"])
    return "", None


def _address(*given: object) -> str | None:
    """The first that is an address on the web; a header may be folded, and a part's be one inside the file alone."""
    found = ("".join(str(value).split()) for value in given if value is not None)
    return next((a for a in found if a.lower().startswith(("http://", "https://"))), None)
