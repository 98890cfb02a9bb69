"""What an award asks for, as typed blocks that judge a person's facts. Pure: no database, no clock.

`record` has the facts, `judgement` what comes out, `kinds` one file for each kind of requirement, `groups` those that
combine others, `stream` the block that an award (and a renewal) keeps its requirements in.
"""
