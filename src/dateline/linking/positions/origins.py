"""From whom a telling comes: an agency, a paper's own reporting, a source that several papers quote."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from dateline.linking.stories import LinkedStory, Telling


@dataclass(frozen=True, slots=True, order=True)
class Origin:
    """Who stands behind a telling.

    Attributes:
        key: what tells one origin from another.
        name: for a reader; texts name one source in several ways ("navy", "Peruvian navy").
        kind: ``agency``, ``source`` (whom the texts quote) or ``own`` (an outlet's own reporting).
    """

    key: str
    name: str = field(compare=False)
    kind: str


@dataclass(frozen=True, slots=True)
class Family:
    """Stories that print one text.

    Attributes:
        id: of the story that was printed first.
        agency: whom one of them credits with the text.
        outlet: of the first one.
    """

    id: str
    agency: str | None
    outlet: str | None

    @property
    def origin(self) -> Origin:
        """Who stands behind the text where nobody is quoted."""
        if self.agency:
            return Origin(f"agency {self.agency.casefold()}", self.agency, "agency")
        return Origin(f"own {self.id}", self.outlet or self.id, "own")


def origin_of(telling: Telling, story: LinkedStory, families: Mapping[str, Family]) -> Origin:
    """Who stands behind a telling.

    Papers that quote one ministry have one origin, whichever words they put round it; an accusation that an outlet
    tells itself is its accuser's. What unnamed sources and witnesses tell is the reporting of whom they told it.
    """
    family = families[story.id]
    outer = telling.said_by[0] if telling.said_by else None
    if outer and outer.kind == "media" and outer.key:
        return Origin(f"agency {outer.name.casefold()}", outer.name, "agency")
    speaker = telling.speaker or telling.accuser
    if speaker and speaker.key:
        return Origin(f"source {speaker.key}", speaker.name, "source")
    return family.origin
