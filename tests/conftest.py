"""Its place makes ``records`` importable for all tests."""
