"""Feeds, pages, sitemaps and folders over time, and seals: the one part of the program that opens connections."""
