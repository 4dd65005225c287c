"""The filters of all lists: their values, which there are, the names that they take, the SQL that they become."""
