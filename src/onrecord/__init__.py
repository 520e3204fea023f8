"""Turns a pile of coverage of one story into a record that can be cited."""

__version__ = "0.1.0"
