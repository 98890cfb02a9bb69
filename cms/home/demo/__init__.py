"""The pages of the demo, in English and French: facts about real programmes, in our own words.

Content of one installation, not interface: each sentence stands here beside its translation and not in the catalogue.
One module for each page or family of pages; `build` puts them on the site, the French through wagtail-localize.
"""
