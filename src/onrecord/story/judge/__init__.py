"""The judge of pairs: how likely two findings are of one act, one quantity, or an answer to each other, and why."""
