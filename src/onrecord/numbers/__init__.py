"""Words of a number -> the interval they give, and the unit they count in. Needs no parse."""
