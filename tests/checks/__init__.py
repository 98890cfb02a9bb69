"""Long looks at every page, each its own make target: the suite looks at a part of the same.

`make html` (the Nu HTML checker), `make axe` (every language, scheme and width), `make lighthouse`.
"""
