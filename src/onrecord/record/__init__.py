"""The store: a record and the readings it was told from, in one SQLite file."""
