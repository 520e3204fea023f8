"""Doc -> namings: names that the text marks as somebody’s."""
