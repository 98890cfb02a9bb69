"""How often one connection may try codes that there are not. Right ones are not counted: an employer may check a list.

Counted in the cache, as subscriptions are (cms.updates.throttle): in Redis, and while that is away in the process's own
memory (cms.cache), so that everybody is still answered and each process lets through its own thirty. That is enough:
with 128 bits of chance nobody guesses a code in any number of tries, the limit only keeps the noise down.
"""

import ipaddress
import logging

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.http import HttpRequest
from django.utils.crypto import salted_hmac
from redis.exceptions import RedisError

log = logging.getLogger("trainees")

WRONG_TRIES = 30  # in an hour, of one connection
HOUR = 3600
OF_ONE_HOUSEHOLD = 64  # bits of an IPv6 address: the rest is free to choose for whoever holds it


def is_too_often(request: HttpRequest) -> bool:
    """Whether this connection tried too many wrong ones in the last hour. Counts nothing."""
    try:
        return int(cache.get(_key(request), 0)) >= WRONG_TRIES
    except (RedisError, OSError) as error:
        log.warning("The throttle of verifying cannot count (%s).", type(error).__name__)
        return False


def count_wrong(request: HttpRequest) -> None:
    """One wrong try more. The hour begins with the first."""
    key = _key(request)
    try:
        cache.add(key, 0, timeout=HOUR)
        cache.incr(key)
    except ValueError:  # it ran out between the two calls
        return
    except (RedisError, OSError) as error:
        log.warning("The throttle of verifying cannot count (%s).", type(error).__name__)


def _key(request: HttpRequest) -> str:
    """A digest: no address of anybody stands in Redis. Behind proxies it is the client's, see TRUSTED_PROXY_COUNT."""
    who = get_adapter().get_client_ip(request)
    try:
        address = ipaddress.ip_address(who)
    except ValueError:
        address = None
    if isinstance(address, ipaddress.IPv6Address):
        who = str(ipaddress.ip_network((address, OF_ONE_HOUSEHOLD), strict=False))
    return f"throttle:verify:{salted_hmac('verifying.throttle', who, algorithm='sha256').hexdigest()[:32]}"
