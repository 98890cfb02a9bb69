"""A page to read on the site or on paper: the product makes an accessible PDF of it."""
