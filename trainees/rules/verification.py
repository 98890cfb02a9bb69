"""Where a stranger checks a certificate."""

from django.conf import settings

from trainees.models import Certificate

PATH = "/verify/{code}/"
"""Without a language in front: it is printed and kept for years, and whoever reads it has a language of their own."""


def address_for(code: str) -> str:
    """The whole address at which the certificate with this code can be checked."""
    return settings.SITE_URL.rstrip("/") + PATH.format(code=code)


def verification_address(certificate: Certificate) -> str:
    """The whole address at which this certificate can be checked, as it stands in its QR code and in its badge."""
    return address_for(certificate.code)


def address_to_read(certificate: Certificate, language: str) -> str:
    """The same page in a language, as a link for somebody who reads it: not for what is kept for years."""
    before = "" if language == settings.LANGUAGE_CODE[:2] else f"/{language}"
    return settings.SITE_URL.rstrip("/") + before + PATH.format(code=certificate.code)
