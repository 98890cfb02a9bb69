"""What the body of a page is made of, one family a file."""

from .body import CONTENT_BODY, UPDATE_BODY

__all__ = ["CONTENT_BODY", "UPDATE_BODY"]
