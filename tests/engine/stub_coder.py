"""Coders that stand in for the pipeline; of a module, so that other processes can have them."""

import hashlib
import os
import signal
import time
from pathlib import Path

from dateline.errors import InputError
from records import make_record


def make_stub(settings):
    """A coder whose pages say what is to happen with them."""
    return code


def code(data, source):
    text = data.decode("utf-8", "replace")
    if "BROKEN" in text:
        raise InputError(source.name, "no story in it")
    if "BUG" in text:
        raise ZeroDivisionError("bug\nin two lines")
    if "DIE" in text:
        os._exit(9)
    if "SLOW" in text:
        time.sleep(0.3)
    if "SLUGGISH" in text:
        time.sleep(2)
    if "FOREVER" in text:
        if "STUB_MARK" in os.environ:
            Path(os.environ["STUB_MARK"]).touch()
        time.sleep(600)
    if "GREEDY" in text:
        list(map(bytearray, [1_000_000] * 2_000))
    if "STUCK" in text:
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGALRM})  # as library code that never comes back
        time.sleep(600)
    if "SURROGATE" in text:
        return [make_record("s", headline="\ud800")]
    key = hashlib.sha256(data).hexdigest()[:12]
    return [
        make_record(key, path=source.path, published=source.published or "2023-10-08", outlet=source.outlet, position=n)
        for n in range(text.count("STORY") or 1)
    ]
