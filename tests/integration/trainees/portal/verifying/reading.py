"""A certificate to verify, and what a page says of it."""

import datetime as dt
from typing import Any

from bs4 import BeautifulSoup

from tests import factories
from trainees.models import Certificate


def certificate(name: str = "Noor", **fields: Any) -> Certificate:
    """Of somebody with this name; valid without end unless `fields` say otherwise."""
    cohort = factories.awarding_cohort()
    return factories.certificate(factories.enrolment(cohort, chosen_name=name), **fields)


def address(made: Certificate) -> str:
    """Where its QR code leads."""
    return f"/verify/{made.code}/"


def in_days(days: int) -> dt.date:
    """So many days from today."""
    return factories.today() + dt.timedelta(days=days)


def text(response: Any) -> str:
    """The whole answer."""
    return str(response.content.decode())


def soup(response: Any) -> Any:
    """The answer as elements; Any, so that a test fails where one is missing, and need not say so first."""
    return BeautifulSoup(response.content, "html.parser")


def words(response: Any) -> str:
    """What the page says, without its frame."""
    return " ".join(soup(response).main.get_text(" ").split())


def h1(response: Any) -> str:
    """The heading."""
    return " ".join(soup(response).h1.get_text(" ").split())
