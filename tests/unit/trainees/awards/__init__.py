"""Judging people, and what others say of them."""
