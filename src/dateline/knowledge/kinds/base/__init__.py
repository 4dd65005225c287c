"""What a kind is made of: values, codes, entries and tables."""
