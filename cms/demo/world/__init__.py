"""What the demo shows: programmes, a course, cohorts and their people.

Content of one installation, not interface, so it is kept here in both languages and not in the catalogue. The facts are
those of real programmes; the words are ours, and the people are made up.
"""
