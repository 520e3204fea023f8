"""Document -> Reading: what one document says, with offsets for every claim."""
