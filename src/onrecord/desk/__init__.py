"""The desk: a place on this machine to search a record, check it line by line, and correct it."""
