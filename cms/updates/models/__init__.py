"""Training updates, who asked to hear about them, and which were told of."""

from .notices import UpdateNotice
from .pages import UpdatePage, UpdatesIndexPage
from .subscribers import Consent, Subscriber, SubscriptionRequest

__all__ = [
    "Consent",
    "Subscriber",
    "SubscriptionRequest",
    "UpdateNotice",
    "UpdatePage",
    "UpdatesIndexPage",
]
