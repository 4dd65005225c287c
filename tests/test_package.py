"""The package as others get it: built twice with the same bytes, whole, and at work where nothing may be written."""

import ctypes
import hashlib
import json
import os
import shutil
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest
from hatchling import build

ROOT = Path(__file__).parents[1]
OWN = ROOT / "src" / "dateline"
LARGE = 60_000  # bytes from which a file is left out where only the way of building is looked at
DROP_BOUNDING, OVERRIDE = 24, 1  # prctl's PR_CAPBSET_DROP; root's right to write what may not be written
PAGE = "Talks in Ostvik\n\nKenya condemned Uganda on Monday, and Uganda's army denied that it had shelled Nairobi.\n"


def built(folder: Path, out: Path, make: str) -> Path:
    """A wheel or sdist of a folder, by the hook that pip calls."""
    out.mkdir(parents=True, exist_ok=True)
    before = Path.cwd()
    os.chdir(folder)
    try:
        return out / getattr(build, make)(str(out))
    finally:
        os.chdir(before)


def digest(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


def test_two_builds_are_the_same_bytes_from_the_tree_and_from_its_sdist(tmp_path, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")

    def left_out(folder, names):
        return {n for n in names if n == "__pycache__" or (Path(folder) / n).stat().st_size > LARGE}

    one, other = tmp_path / "one", tmp_path / "other"
    for folder in (one, other):
        shutil.copytree(OWN, folder / "src" / "dateline", ignore=left_out, copy_function=shutil.copyfile)
        for name in ("pyproject.toml", "README.md", "LICENSE", "NOTICE"):
            shutil.copyfile(ROOT / name, folder / name)
    for file in other.rglob("*.py"):
        os.utime(file, (1, 1))
        file.chmod(0o600)
    sources = [built(folder, folder / "dist", "build_sdist") for folder in (one, other)]
    assert digest(sources[0]) == digest(sources[1])
    with tarfile.open(sources[0]) as archive:
        archive.extractall(tmp_path / "unpacked", filter="data")
    unpacked = next((tmp_path / "unpacked").iterdir())
    wheels = [built(folder, folder / "dist", "build_wheel") for folder in (other, unpacked)]
    assert digest(wheels[0]) == digest(wheels[1])


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    return built(ROOT, tmp_path_factory.mktemp("wheel"), "build_wheel")


def test_the_wheel_holds_every_file_of_the_package_and_nothing_else(wheel):
    with zipfile.ZipFile(wheel) as archive:
        names = {n for n in archive.namelist() if ".dist-info/" not in n}
        licences = {Path(n).name for n in archive.namelist() if "/licenses/" in n}
    wanted = {p.relative_to(OWN.parent).as_posix() for p in OWN.rglob("*") if p.is_file() and p.suffix != ".pyc"}
    assert names == wanted
    assert licences == {"LICENSE", "NOTICE"}


def test_it_works_without_a_home_where_nothing_of_it_may_be_written(wheel, tmp_path):
    site, work = tmp_path / "site", tmp_path / "work"
    work.mkdir()
    pip = [sys.executable, "-m", "pip", "install", "-q", "--no-deps", "--no-index", "--no-compile", "--target"]
    subprocess.run([*pip, str(site), str(wheel)], check=True, capture_output=True)
    (work / "page.txt").write_text(PAGE, encoding="utf-8")
    for path in (*site.rglob("*"), site):
        path.chmod(0o555 if path.is_dir() else 0o444)
    bare = {k: v for k, v in os.environ.items() if not k.startswith(("DATELINE", "XDG", "PYTHON", "HOME"))}
    code = "import dateline.cli.main as m, sys; print(m.__file__); sys.exit(m.main(sys.argv[1:]))"
    args = ["code", "page.txt", "--published", "2024-03-05", "--no-model", "--to", "jsonl", "-o", "out.jsonl"]
    done = subprocess.run(
        [sys.executable, "-c", code, *args], cwd=work, capture_output=True, text=True, check=False,
        env={**bare, "HOME": "/nonexistent", "PYTHONPATH": str(site)}, preexec_fn=obey_modes,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith(str(site))
    record = json.loads((work / "out.jsonl").read_text(encoding="utf-8"))
    assert {e["event_type"] for e in record["events"]} >= {"ACCUSE", "ASSAULT"}
    tried = ["/bin/sh", "-c", f": > {site}/written"]
    assert subprocess.run(tried, check=False, preexec_fn=obey_modes, stderr=subprocess.DEVNULL).returncode != 0


def obey_modes() -> None:
    """Let root, too, write only what may be written."""
    if os.geteuid() == 0:
        ctypes.CDLL(None).prctl(DROP_BOUNDING, OVERRIDE, 0, 0, 0)
