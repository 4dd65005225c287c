"""When and where: an event's own date and place among the mentions."""

from __future__ import annotations

from dateline.coding.when import date_of, statement_date
from dateline.coding.where import place_of

__all__ = ["date_of", "place_of", "statement_date"]
