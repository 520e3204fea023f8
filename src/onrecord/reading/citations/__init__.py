"""Document -> citations: the outlets it says it has something from."""
