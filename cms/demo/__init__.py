"""The demo: every process on one machine, started and ended together. Never installed in production."""
