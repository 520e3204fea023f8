"""What came in, when and how, in a log whose lines hold each other; and the seals on it."""
