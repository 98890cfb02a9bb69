"""Badges: their holders take them along, and strangers find what they need to verify them."""
