"""Accessible PDFs, written with typst from templates/pdf/ and plain data."""

from .typesetting import MEDIA_TYPE, picture, write

__all__ = ["MEDIA_TYPE", "picture", "write"]
