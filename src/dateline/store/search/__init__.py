"""What a user types, as a search, and words as people type them."""
