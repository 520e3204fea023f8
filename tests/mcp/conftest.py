"""The record written by hand, for every test here."""

from tests.handwritten import folder, written

__all__ = ["folder", "written"]
