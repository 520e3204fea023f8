"""Paths -> sources: what was handed in, kept byte for byte and hashed. Nothing is interpreted here."""
