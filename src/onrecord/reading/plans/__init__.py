"""Doc -> plans, outturns and requirements: what is to be done, what became of it, and on what terms."""
