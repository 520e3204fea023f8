"""Doc -> attributions: who said what, and what is done by saying it."""
