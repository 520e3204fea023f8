"""Words -> the lines and documents of a record that hold them."""
