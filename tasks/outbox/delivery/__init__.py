"""From owed to sent: claim a batch, begin and send one after the other, finish; recover what a dead worker left.

drain() is all that jobs need of it.
"""

from .draining import drain
from .recovery import recover

__all__ = ["drain", "recover"]
