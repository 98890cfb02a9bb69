"""Open Badges 3.0 on W3C Verifiable Credentials 2.0: what a badge says, its signatures, its status, its readers.

Nothing here asks the database or the network; see docs/adr/0022-badges.md.
"""
