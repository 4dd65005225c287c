"""Its place makes ``invented`` importable for the tests of the corpus."""
