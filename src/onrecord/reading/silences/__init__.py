"""Who was asked and did not answer."""
