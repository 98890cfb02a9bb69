"""What is owed to whom, and how far it got."""

from .contents import Content
from .delivery import Channel, Progress, Suppression
from .messages import Message

__all__ = ["Channel", "Content", "Message", "Progress", "Suppression"]
