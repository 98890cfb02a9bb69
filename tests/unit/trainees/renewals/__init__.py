"""Renewals: terms, continuing education, requests, reminders."""
