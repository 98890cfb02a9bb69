"""Somebody says that something on the site stands in their way; one mail tells those who can mend it."""
