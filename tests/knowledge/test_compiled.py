"""Compiled knowledge is kept where only its owner writes, and what isn't whole or isn't of this state is never read."""

import os
import pickle
from pathlib import Path

import pytest

from dateline.knowledge import compiled
from dateline.knowledge.files import Layers

linux = pytest.mark.skipif(not hasattr(os, "geteuid"), reason="only kept where the owner of a file can be told")


class Made:
    """What is made in these tests, with a count of how often."""

    count = 0

    def __init__(self) -> None:
        Made.count += 1
        self.number = Made.count


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "cache"
    monkeypatch.setenv(compiled.FOLDER, str(folder))
    return folder


@pytest.fixture
def layers(tmp_path: Path) -> Layers:
    folder = tmp_path / "mine"
    folder.mkdir()
    (folder / "words.yaml").write_text("- id: a\n")
    return Layers((folder,))


def made(layers: Layers) -> int:
    return compiled.kept(layers, Made, Made).number


def file_in(place: Path) -> Path:
    (file,) = place.glob(f"*{compiled.ENDING}")
    return file


@linux
def test_it_is_made_once_for_a_state_of_the_files(place: Path, layers: Layers) -> None:
    first = made(layers)
    assert made(layers) == first
    assert place.stat().st_mode & 0o777 == 0o700
    (layers.folders[0] / "words.yaml").write_text("- id: b\n")
    assert made(layers) == first + 1
    (layers.folders[0] / "words.yaml").write_text("- id: a\n")
    assert made(layers) == first


@linux
@pytest.mark.parametrize("harm", ["cut", "changed", "empty", "of another state", "of another kind", "a link"])
def test_a_file_that_is_not_whole_or_not_of_this_state_is_made_anew(
    place: Path, layers: Layers, harm: str, tmp_path: Path
) -> None:
    first = made(layers)
    file = file_in(place)
    data = file.read_bytes()
    if harm == "a link":
        file.rename(tmp_path / "elsewhere")
        file.symlink_to(tmp_path / "elsewhere")
    elif harm == "of another kind":
        file.unlink()
        compiled.kept(layers, dict, dict)
    else:
        # The file begins with the digest of its state: turned by one, it is that of no state.
        other = bytes([data[0] ^ 1]) + data[1:]
        changed = {"cut": data[:-5], "changed": data[:-5] + b"spoil", "empty": b"", "of another state": other}
        file.write_bytes(changed[harm])
    assert made(layers) == first + 1
    assert made(layers) == first + 1


@linux
def test_nothing_is_read_where_others_can_write(place: Path, layers: Layers) -> None:
    first = made(layers)
    place.chmod(0o777)
    assert made(layers) == first + 1
    place.chmod(0o700)
    file_in(place).chmod(0o666)
    assert made(layers) == first + 2


@linux
def test_a_foreign_pickle_is_not_run(place: Path, layers: Layers, tmp_path: Path) -> None:
    class Harm:
        def __reduce__(self) -> tuple[object, tuple[str]]:
            return (os.mkdir, (str(tmp_path / "harmed"),))

    made(layers)
    file_in(place).write_bytes(pickle.dumps(Harm()))
    made(layers)
    assert not (tmp_path / "harmed").exists()


@pytest.mark.parametrize("folder", ["", "relative", "/proc/none/such", "{tmp}/a file"])
def test_without_a_place_all_goes_on(
    folder: str, layers: Layers, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a file").write_text("")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv(compiled.FOLDER, folder.format(tmp=tmp_path))
    first = made(layers)
    assert made(layers) == first + 1
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a file", "mine"]


def test_without_a_home_all_goes_on(layers: Layers, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in (compiled.FOLDER, "XDG_CACHE_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(Path, "home", lambda: Path("/proc/none"))
    first = made(layers)
    assert made(layers) == first + 1


@linux
def test_old_files_are_dropped(place: Path, layers: Layers) -> None:
    for n in range(compiled.KEPT + 3):
        (layers.folders[0] / "words.yaml").write_text(f"- id: a{n}\n")
        made(layers)
    assert len(list(place.iterdir())) == compiled.KEPT
