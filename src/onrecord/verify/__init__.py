"""A record held against its documents: what it quotes, tells and publishes follows from them, to the byte."""

from onrecord.verify.check import Asked, Verification, find_differences, verify
from onrecord.verify.spans import find_spans

__all__ = ["Asked", "Verification", "find_differences", "find_spans", "verify"]
