"""Record -> the formats of other programs: one small module a format, behind the registry in `formats`."""
