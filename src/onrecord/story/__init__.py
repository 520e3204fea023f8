"""list[Reading] -> Record: what the documents say together. No text-processing library is imported here."""
