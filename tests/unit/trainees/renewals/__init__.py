"""Renewals: terms, hours of learning, requests, reminders."""
