"""Public pages, kept in Redis until something that they show changes (docs/adr/0009-the-page-cache.md)."""
