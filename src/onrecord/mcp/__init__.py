"""Record -> answers for assistants, over the Model Context Protocol."""
