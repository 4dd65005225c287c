"""Which documents are trained on, and which are left out."""

from __future__ import annotations

import hashlib

JUDGED = "candidates"  # the part whose rows are judged candidates: places that nobody judged are not asked about


def in_part(document: str, part: str) -> bool:
    """Whether a document belongs to the part ``K/N`` of the training documents, which is left out for development."""
    k, n = map(int, part.split("/"))
    return int(hashlib.sha256(("fold" + document).encode()).hexdigest(), 16) % n == k
