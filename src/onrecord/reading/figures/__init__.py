"""Doc -> figures: the numbers given for quantities."""
