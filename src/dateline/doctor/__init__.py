"""Is this installation sound? What ``dateline doctor`` finds out, a subject a module; nothing here changes anything."""
