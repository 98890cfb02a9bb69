"""A whole course, told by its people: `script` (who does what), `course` (what it asks for), what people do at pages
(`stage`, `office`, `teaching`, `learning`, `practising`; the many through `forms`), and what comes of it (`expectation`).
"""
