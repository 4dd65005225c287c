"""Stories, sums over them and opinions put into a store."""
