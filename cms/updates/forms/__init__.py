"""Forms of updates and subscriptions."""
