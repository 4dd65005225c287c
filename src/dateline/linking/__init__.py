"""Many records > incidents: copies of one text, tellings of one happening, who says what of it, and how many."""
