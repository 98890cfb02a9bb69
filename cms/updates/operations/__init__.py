"""Every way in which subscriptions and notices change, one module a subject."""
