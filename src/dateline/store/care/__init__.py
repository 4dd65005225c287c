"""Is a store whole, what is in it, how good is it, a copy of it."""
