"""The learned second opinion: what a small model says of a candidate event. Interim: none."""

from __future__ import annotations


class Opinion:
    """A model that names the type of what one marked actor does to another in a sentence."""
