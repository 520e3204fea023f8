"""Very large collections -> the same readings, kept as Parquet by day; and the stories that are in them.

A source (a WARC, WACZ, Parquet or JSONL file, or any other that is read) is cut into units of some pages. Each unit
is read by itself and put away with one rename; the units of a source are then folded into the files of their days. The
engine is Daft: in this process, or on a Ray cluster by one setting. See docs/archive.md.
"""
