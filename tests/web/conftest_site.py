"""A site served by a process of its own."""

import os
import re
import socket
import subprocess
import sys
import time
from pathlib import Path
from urllib.parse import urlsplit


class Running:
    """A site served by a process of its own."""

    def __init__(self, store: Path, *options: str) -> None:
        command = [sys.executable, "-m", "dateline.cli.main", "serve", "--store", str(store), "--no-open", *options]
        self.process = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
            env={**os.environ, "PYTHONUNBUFFERED": "1"},
        )  # fmt: skip
        assert self.process.stdout
        self.said = ""
        while "Ctrl-C" not in self.said:
            line = self.process.stdout.readline()
            assert line, f"the site did not start: {self.said}"
            self.said += line
        found = re.search(r"at (http://\S+)", self.said)
        assert found
        self.base = found[1].rstrip("/")
        self._wait()

    def _wait(self) -> None:
        parts = urlsplit(self.base)
        for _ in range(100):
            try:
                socket.create_connection((parts.hostname or "", parts.port or 0), 1).close()
            except OSError:
                time.sleep(0.05)
            else:
                return

    @property
    def review_address(self) -> str:
        found = re.search(r"open (http\S+token=\S+)", self.said)
        assert found
        return found[1]

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(60)
