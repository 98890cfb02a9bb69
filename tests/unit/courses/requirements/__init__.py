"""Requirements of awards: each kind in a table, all of them with whatever data."""
