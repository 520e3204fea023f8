"""How much of a long record a page shows at once; the rest is folded, and beyond that stands in its tables."""

# What stands unfolded: a record of eight documents prints on at most twelve pages.
FIRST_COMMITMENTS = 8
FIRST_FIGURES = 4
FIRST_PARTIES = 6
FIRST_TERMS = 2  # of a party
FIRST_SPEAKERS = 6
FIRST_STATEMENTS = 2  # of a speaker
FIRST_DENIALS = 8
FIRST_EVENTS = 15
# How surely a line of each kind must be read to stand unfolded, and to stand on the page at all. Chosen by reading
# lines of marked piles: of those unfolded about nine in ten were right, of those folded four in five. What was read
# less surely stands in the tables and in record.json. A chain: that its announcements are of one act, which is right of
# three in four pairs told at .7 to .8, and of some six in ten below; how sure that is stands beside those that are not
# told as sure. Without the others the last announcement alone would hide how its day moved.
LEAST = {"announcement": 0.85, "term": 0.75, "statement": 0.95, "denial": 0.85}
TOLD = {"announcement": 0.8, "term": 0.7, "statement": 0.85, "denial": 0.8, "chain": 0.65}
UNNAMED = 0.93  # an announcement for a day whose words do not bear out its party, told as nobody's
# That announcements are of one act, for one of them to show whose they all are: of nine in half of the training piles
# whose last one does not show it, the party is right for eight.
LENDING = 0.7
# How well the words of an act must be likely to name it, for a heading to quote them: of 139 acts of the development
# piles worded so, 14 share no word with what the annotation calls them, of the other 55 it is 16.
NAMED = 0.4
# That numbers are of one quantity: of the groups of the development piles from here on 65 of 72 hold only one, of those
# below 33 of 61.
GROUPED = 0.7
# The same, below which words that set them against each other tell it, and no judge: rivals are told from .48 on.
AT_ODDS = 0.4
DECLINED = 0.7  # that somebody would not say, which its words show too
ACT = 0.8  # of a statement: that its act is named beside it; on the development piles 86 in 100 of those are right
# What stands on the page at all, folded: that of a thousand articles opens in two seconds.
CHARTED = 14  # commitments, and as many disputed quantities, with a chart
STRIPS = 24  # actors with a drawing of their days
SHOWN_COMMITMENTS = 250
SHOWN_STATEMENTS = 1_500
SHOWN_SPEAKERS = 300
SHOWN_EVENTS = 200
SHOWN_FIGURES = 60
SHOWN_SINGLE = 120
SHOWN_NAMINGS = 30
SHOWN_QUOTATIONS = 40
SHOWN_TERMS = 250
SHOWN_DENIALS = 200
SHOWN_ROUTES = 24
SHOWN_PASSAGES = 24  # of one line
