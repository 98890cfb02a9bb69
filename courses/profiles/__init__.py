"""A course with its edition, modules, awards and renewal as one YAML file. Nothing here asks the database.

`reading` makes data of a file, `schema` says what may stand in it, `validating` and `checking` name what is wrong with
it, by file, line and field. `profile` and `records` are what others call; `writing` writes a profile as YAML.
"""
