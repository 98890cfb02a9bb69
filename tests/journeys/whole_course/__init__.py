"""A whole course, told by its people.

`script`: who does what. `course`: what it asks for. `stage`: the site, its clock, who sits at which browser. What
people do at pages: `office`, `teaching`, `learning`, `practising`, `reading`; the many through `forms`. What comes of
it: `expectation`, and in mailboxes `mails`.
"""
