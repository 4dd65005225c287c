"""A format of files each, plain tables, and cells of text that no spreadsheet runs."""
