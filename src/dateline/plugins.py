"""What other packages bring by entry points: readers, sinks, layouts, engines, languages and their knowledge.

Nothing is loaded before it is asked for by name, so that a package which is broken hurts only who uses it; and whatever
goes wrong then names the plug-in and the package that it is of.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib.metadata import EntryPoint, entry_points
from typing import Any, Literal, get_args

from dateline.errors import DatelineError, UsageError

Kind = Literal["readers", "sinks", "layouts", "engines", "languages", "knowledge"]
KINDS: tuple[Kind, ...] = get_args(Kind)


@dataclass(frozen=True, slots=True)
class Plugin:
    """One thing that a package brings.

    Attributes:
        kind: what it is.
        name: by which it is asked for.
        package: the package and its version, "unknown" where the package doesn't say.
        place: the module and the object in it.
    """

    kind: Kind
    name: str
    package: str
    place: str

    def error(self, error: Exception) -> UsageError:
        """What to say where it fails."""
        return UsageError(f"{self.says}: {type(error).__name__}: {error}")

    @property
    def says(self) -> str:
        """The plug-in as messages name it."""
        return f"plug-in {self.name} (dateline.{self.kind}) of {self.package}, {self.place}"


def plugins(kind: Kind) -> list[Plugin]:
    """All that installed packages bring of a kind, by name. Nothing is loaded."""
    return sorted((_told(kind, entry) for entry in entry_points(group=f"dateline.{kind}")), key=lambda p: p.name)


def names(kind: Kind) -> list[str]:
    """The names of a kind."""
    return list(dict.fromkeys(plugin.name for plugin in plugins(kind)))


def version_of(kind: Kind, name: str) -> str:
    """Which package brings a name, in which version; empty where none does."""
    return next((plugin.package for plugin in plugins(kind) if plugin.name == name), "")


def load(kind: Kind, name: str, wanted: type | None = None) -> Any | None:
    """What a name stands for; None where no package brings it.

    Args:
        kind: what it is.
        name: the name.
        wanted: what it must be an instance of, or a protocol that it must fulfil.

    Raises:
        UsageError: it can't be loaded, it is something else, or two packages bring the name.
    """
    found = {entry.value: entry for entry in entry_points(group=f"dateline.{kind}", name=name)}
    if not found:
        return None
    told = [_told(kind, entry) for entry in found.values()]
    if len(told) > 1:
        raise UsageError(f"{' and '.join(t.says for t in told)}: two packages bring this name; uninstall one")
    try:
        made = next(iter(found.values())).load()
    except Exception as error:
        raise told[0].error(error) from error
    if wanted is not None and not isinstance(made, wanted):
        raise UsageError(f"{told[0].says}: it is no {wanted.__name__}")
    return made


def call(kind: Kind, name: str, *given: Any) -> Any | None:
    """What a name stands for, called; None where no package brings it.

    Raises:
        UsageError: as ``load``, and where the call fails; errors of Dateline's own kinds pass as they are.
    """
    made = load(kind, name)
    if made is None:
        return None
    try:
        return made(*given)
    except DatelineError:
        raise
    except Exception as error:
        raise next(p for p in plugins(kind) if p.name == name).error(error) from error


def _told(kind: Kind, entry: EntryPoint) -> Plugin:
    held = entry.dist
    return Plugin(kind, entry.name, f"{held.name} {held.version}" if held is not None else "unknown", entry.value)
