"""A folder of Parquet files at any address that fsspec knows: each file a shard, whole as soon as it is there."""

from __future__ import annotations

import contextlib
import json
import os
import secrets
from collections.abc import Iterator
from typing import Any

from dateline.engine.cluster.shards import TOLD
from dateline.engine.local import one_line
from dateline.errors import StoreError, UsageError

MANIFEST = "_manifest.json"
PART, ENDING = "part-", ".parquet"


class ShardFolder:
    """The folder.

    Args:
        address: ``file:///shared/out``, ``s3://bucket/out``.

    Raises:
        UsageError: fsspec doesn't know such addresses, or a package for them is wanting.
        StoreError: it can't be made.
    """

    def __init__(self, address: str) -> None:
        self.address = address
        try:
            import fsspec
        except ImportError:
            raise UsageError(f"-o {address}: needs fsspec: pip install 'dateline[ray]'") from None
        try:
            self.files, self.root = fsspec.core.url_to_fs(address)
        except (ImportError, ValueError) as error:
            raise UsageError(f"-o {address}: {one_line(error)}") from error
        self.root = self.root.rstrip("/")
        known: Any = self.files.protocol
        self.is_local = "file" in ((known,) if isinstance(known, str) else known)
        with self.errors():
            self.files.makedirs(self.root, exist_ok=True)

    @contextlib.contextmanager
    def errors(self) -> Iterator[None]:
        """Name the folder in what the file system complains of; libraries for clouds raise errors of any kind."""
        try:
            yield
        except (StoreError, UsageError):
            raise
        except Exception as error:
            raise StoreError(f"{self.address}: {type(error).__name__}: {one_line(error)}") from error

    def name_of(self, key: str) -> str:
        """The file of a shard."""
        return f"{PART}{key}{ENDING}"

    def holds(self, key: str) -> bool:
        """Is the file of a shard there?"""
        with self.errors():
            self.files.invalidate_cache()
            return bool(self.files.exists(f"{self.root}/{self.name_of(key)}"))

    def put(self, name: str, data: bytes) -> None:
        """Write a file: whole or not at all, in place of the one of its name."""
        path = f"{self.root}/{name}"
        with self.errors():
            if not self.is_local:
                self.files.pipe_file(path, data)  # an object is there when all of it is
                return
            part = f"{self.root}/.{name}.{os.getpid()}-{secrets.token_hex(3)}.part"
            with open(part, "wb") as file:  # noqa: PTH123 - a path of fsspec
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            os.replace(part, path)  # noqa: PTH105

    def told(self) -> dict[str, dict[str, Any]]:
        """What each file says of itself, by its name, in the order of names.

        Raises:
            StoreError: one can't be read, or is none of ours.
        """
        import pyarrow.parquet

        found = {}
        with self.errors():
            self.files.invalidate_cache()
            for path in sorted(self.files.glob(f"{self.root}/{PART}*{ENDING}")):
                with self.files.open(path, "rb") as file:
                    more = pyarrow.parquet.read_metadata(file).metadata or {}
                if TOLD not in more:
                    raise StoreError(f"{self.address}: {path.rsplit('/', 1)[1]} is no file of Dateline's")
                found[path.rsplit("/", 1)[1]] = json.loads(more[TOLD])
        return found
