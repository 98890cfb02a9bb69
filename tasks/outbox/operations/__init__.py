"""Everything that can happen to a message, except sending it."""

from .decisions import cancel, cancel_many, lift_suppression, owe_again, resend, suppress
from .queueing import queue, queue_many

__all__ = [
    "cancel",
    "cancel_many",
    "lift_suppression",
    "owe_again",
    "queue",
    "queue_many",
    "resend",
    "suppress",
]
