"""The tables of linking: what is compared, what was found, and how incidents have changed."""
