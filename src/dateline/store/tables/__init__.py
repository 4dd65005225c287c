"""The tables of a store: of stories and of linking."""
