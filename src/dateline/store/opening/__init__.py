"""Where a store is, and how its file is opened, kept from others and brought up to date."""
