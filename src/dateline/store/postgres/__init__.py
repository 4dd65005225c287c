"""A store on a PostgreSQL server: the same statements in its words, the same search over the same words."""
