"""Canadian English: the day before the month, in full."""
