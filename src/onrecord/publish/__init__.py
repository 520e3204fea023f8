"""Record -> what people and programs read. Nothing here interprets language."""
