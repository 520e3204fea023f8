"""What people rule on the lines of a record: kept as data, merged without loss, and put to every build anew.

A ruling names the words that it is about by the hash of their document's bytes and their place in its text, never by a
row or an id of the record. Rulings are only ever added: to take one back is a ruling too. So what stands follows from
the set of them, in whatever order they were made, read or merged (a grow-only set: Shapiro et al. 2011).
"""
