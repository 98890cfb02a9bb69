"""How easily a text is read: for the writer beside the text, and for the check of our own words."""
