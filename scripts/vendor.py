"""Fetch the third-party files of the web app by npm; `--check` compares what is there with the list.

Run by maintainers (needs npm). CI and the tests run `--check`, which needs nothing but the files.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
STATIC = ROOT / "src" / "dateline" / "web" / "static" / "vendor"
TESTS = ROOT / "tests" / "web" / "vendor"
# package, version, files (in the package -> ours), folder. Versions stand in the names that pages use.
PACKAGES = (
    ("d3", "7.9.2", {"dist/d3.min.js": "d3-7.9.2.min.js", "LICENSE": "d3-7.9.2.LICENSE"}, STATIC),
    (
        "topojson-client", "3.1.0",
        {"dist/topojson-client.min.js": "topojson-client-3.1.0.min.js", "LICENSE": "topojson-client-3.1.0.LICENSE"},
        STATIC,
    ),
    (
        "world-atlas", "2.0.2",
        {"countries-50m.json": "world-atlas-2.0.2-countries-50m.json", "LICENSE": "world-atlas-2.0.2.LICENSE"}, STATIC,
    ),
    (
        "cytoscape", "3.34.4",
        {"dist/cytoscape.min.js": "cytoscape-3.34.4.min.js", "LICENSE": "cytoscape-3.34.4.LICENSE"}, STATIC,
    ),
    ("axe-core", "4.14.1", {"axe.min.js": "axe-core-4.14.1.min.js", "LICENSE": "axe-core-4.14.1.LICENSE"}, TESTS),
)  # fmt: skip
LIST = "checksums.json"


def fetch() -> None:
    for folder in (STATIC, TESTS):
        folder.mkdir(parents=True, exist_ok=True)
        (folder / LIST).unlink(missing_ok=True)
    for package, version, files, folder in PACKAGES:
        with tempfile.TemporaryDirectory() as scratch:
            command = ["npm", "pack", "--silent", f"{package}@{version}"]
            name = subprocess.run(command, cwd=scratch, check=True, capture_output=True, text=True).stdout.split()[-1]
            with tarfile.open(Path(scratch) / name) as archive:
                held = json.load(archive.extractfile("package/package.json") or sys.stdin)
                for theirs, ours in files.items():
                    source = archive.extractfile(f"package/{theirs}")
                    assert source is not None, f"{package}: no file {theirs}"
                    (folder / ours).write_bytes(source.read())
        note(folder, package, version, str(held["license"]), list(files.values()))


def note(folder: Path, package: str, version: str, licence: str, files: list[str]) -> None:
    path = folder / LIST
    rows = json.loads(path.read_text(encoding="utf-8")) if path.exists() else []
    rows.append(
        {
            "package": package, "version": version, "license": licence,
            "sha256": {f: hashlib.sha256((folder / f).read_bytes()).hexdigest() for f in sorted(files)},
        }
    )  # fmt: skip
    path.write_text(json.dumps(rows, indent=1) + "\n", encoding="utf-8")


def differences(folder: Path) -> list[str]:
    """Files that are missing, changed or not in the list; none where all is as it should be."""
    wanted = {}
    for row in json.loads((folder / LIST).read_text(encoding="utf-8")):
        wanted.update(row["sha256"])
    held = {p.name: hashlib.sha256(p.read_bytes()).hexdigest() for p in folder.iterdir() if p.name != LIST}
    return sorted(name for name in wanted.keys() | held.keys() if wanted.get(name) != held.get(name))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="compare only")
    if not parser.parse_args().check:
        fetch()
    wrong = [f"{folder / name}" for folder in (STATIC, TESTS) for name in differences(folder)]
    print("\n".join(wrong) or "all vendored files are as listed")
    return int(bool(wrong))


if __name__ == "__main__":
    sys.exit(main())
