"""How often one sender or one address may ask, counted in the cache."""

import logging

from django.core.cache import cache
from django.utils.crypto import salted_hmac
from redis.exceptions import RedisError

log = logging.getLogger("cms.updates")

HOUR = 3600
MAILS_TO_AN_ADDRESS = 3  # an hour: the third mail to the same inbox helps nobody
REQUESTS_OF_A_SENDER = 30  # an hour: a whole class behind one router may subscribe together


def is_too_often(*, what: str, who: str, most: int, seconds: int = HOUR) -> bool:
    """Count one more, and say whether `who` has now done `what` more than `most` times in `seconds`.

    The key is a digest: no address of anybody stands in Redis. Without Redis nobody is refused.
    """
    key = f"throttle:{what}:{salted_hmac('updates.throttle', who, algorithm='sha256').hexdigest()[:32]}"
    try:
        cache.add(key, 0, timeout=seconds)
        return int(cache.incr(key)) > most
    except ValueError:  # it ran out between the two calls
        return False
    except (RedisError, OSError) as error:
        log.warning("The throttle of subscriptions cannot count (%s).", type(error).__name__)
        return False
