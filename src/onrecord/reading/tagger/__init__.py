"""The learned part of attribution: word pieces in, tagged and linked spans out."""
