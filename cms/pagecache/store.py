"""The answers in Redis, by key; the keys by tag. Nothing is kept that was made of what has been purged since.

A clock counts purges. Who makes a page notes it before reading anything, and keeps the page only if none of its tags
was purged since then. The epoch is a random word that goes when Redis loses its data: then the clock means nothing.
All in Redis' own scripts, so that no other command comes between.
"""

import secrets
import time
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import redis
from django.conf import settings
from redis.backoff import NoBackoff
from redis.exceptions import RedisError
from redis.retry import Retry

ROOM = {
    "plain": 5_000,
    "query": 1_000,
}  # answers without and with parameters, so that neither crowds out the other
STAMP_SECONDS = 600  # how long a purge is remembered: longer than any page takes to be made
LONGEST_MAKING = 60  # seconds
AWAY_SECONDS = 5  # how long Redis is left alone once it failed: a hung one costs one time-out
TIMEOUT = 1.0

_BEGIN = """
redis.call('SET', 'pc:epoch', ARGV[1], 'NX')
return {redis.call('GET', 'pc:epoch'), redis.call('GET', 'pc:clock') or '0'}
"""
_FORGET = """
local function forget(key)
  for _, tag in ipairs(redis.call('SMEMBERS', 'pc:m:' .. key)) do redis.call('SREM', 'pc:t:' .. tag, key) end
  redis.call('ZREM', 'pc:plain', key)
  redis.call('ZREM', 'pc:query', key)
  redis.call('DEL', 'pc:m:' .. key)
  return redis.call('DEL', 'pc:e:' .. key)
end
"""
# ARGV: key, epoch, clock, value, milliseconds, room, most, now, tags …
_KEEP = (
    _FORGET
    + """
local key, room = ARGV[1], 'pc:' .. ARGV[6]
if redis.call('GET', 'pc:epoch') ~= ARGV[2] then return 0 end
for i = 9, #ARGV do
  local stamp = redis.call('GET', 'pc:s:' .. ARGV[i])
  if stamp and tonumber(stamp) > tonumber(ARGV[3]) then return 0 end
end
forget(key)
for _, gone in ipairs(redis.call('ZRANGEBYSCORE', room, '-inf', ARGV[8], 'LIMIT', 0, 100)) do forget(gone) end
if redis.call('ZCARD', room) >= tonumber(ARGV[7]) then return 0 end
local life = tonumber(ARGV[5])
redis.call('SET', 'pc:e:' .. key, ARGV[4], 'PX', life)
redis.call('ZADD', room, tonumber(ARGV[8]) + life, key)
for i = 9, #ARGV do
  local tag = 'pc:t:' .. ARGV[i]
  redis.call('SADD', tag, key)
  redis.call('SADD', 'pc:m:' .. key, ARGV[i])
  if redis.call('PTTL', tag) < life * 2 then redis.call('PEXPIRE', tag, life * 2) end
end
redis.call('PEXPIRE', 'pc:m:' .. key, life * 2)
redis.call('PEXPIRE', room, 86400000)
return 1
"""
)
# ARGV: tags …; the keys that have one of them
_FIND = """
local found = {}
for _, tag in ipairs(ARGV) do
  for _, key in ipairs(redis.call('SMEMBERS', 'pc:t:' .. tag)) do found[#found + 1] = key end
end
return found
"""
# Throws away everything, and with the epoch what is being made now. ARGV[1]: empty, or only where this Redis is
# another process than the one that was filled: its data may be a snapshot or a copy of before a purge.
_CLEAR = """
local run = string.match(redis.call('INFO', 'server'), 'run_id:(%w+)')
if ARGV[1] ~= '' and redis.call('GET', 'pc:run') == run then return end
for _, key in ipairs(redis.call('KEYS', 'pc:*')) do redis.call('UNLINK', key) end
redis.call('SET', 'pc:run', run)
"""
# ARGV: seconds, tags …; returns what was thrown away
_PURGE = (
    _FORGET
    + """
local clock, gone = redis.call('INCR', 'pc:clock'), {}
for i = 2, #ARGV do
  redis.call('SET', 'pc:s:' .. ARGV[i], clock, 'EX', ARGV[1])
  for _, key in ipairs(redis.call('SMEMBERS', 'pc:t:' .. ARGV[i])) do
    if forget(key) == 1 then gone[#gone + 1] = key end
  end
  redis.call('DEL', 'pc:t:' .. ARGV[i])
end
return gone
"""
)


class AwayError(Exception):
    """Redis does not answer."""


@dataclass(frozen=True)
class Beginning:
    """When the making of a page began, on Redis' clock of purges and on ours."""

    epoch: str
    clock: str
    at: float


_away_until = 0.0  # monotonic; for the whole process
_doubts = 1  # grows whenever Redis may hold what it should not: at the start, and when it was away
_believed = 0  # how many of them are settled


class _Connection(redis.Connection):
    """A connection that breaks and comes back may reach a Redis that missed something."""

    def on_connect_check_health(self, check_health: bool = True) -> None:
        """Called for every new connection, by a pool too; `on_connect` is not."""
        _doubt()
        super().on_connect_check_health(check_health=check_health)


def _doubt() -> None:
    global _doubts
    _doubts += 1


def doubts() -> int:
    """How often Redis became doubtful so far: to be asked for before settling, and given to `believe` after it."""
    return _doubts


def has_doubts() -> bool:
    """Whether Redis may hold what it should not."""
    return _doubts != _believed


def believe(number: int) -> None:
    """What was owed when there were so many doubts is settled."""
    global _believed
    _believed = max(_believed, number)


@lru_cache(maxsize=4)
def _client(url: str) -> redis.Redis:
    pool = redis.ConnectionPool.from_url(
        f"{url}/1",
        connection_class=_Connection,
        socket_timeout=TIMEOUT,
        socket_connect_timeout=TIMEOUT,
        retry=Retry(NoBackoff(), 0),
        max_connections=100,
    )
    return redis.Redis(connection_pool=pool)


def _ask(what: Any, *args: Any) -> Any:
    """Redis' answer. Raises AwayError, at once where it was away a moment ago."""
    global _away_until
    if time.monotonic() < _away_until:
        raise AwayError
    try:
        return what(_client(settings.REDIS_URL), *args)
    except (RedisError, OSError) as error:
        _away_until = time.monotonic() + AWAY_SECONDS
        _doubt()
        raise AwayError from error


@lru_cache(maxsize=8)
def _script(client: redis.Redis, text: str) -> Any:
    return client.register_script(text)


def _run(text: str, *args: Any) -> Any:
    return _ask(lambda client: _script(client, text)(args=args))


def get(key: str) -> bytes | None:
    """The value of a key. Raises AwayError."""
    found: bytes | None = _ask(lambda client: client.get(f"pc:e:{key}"))
    return found


def begin() -> Beginning:
    """To be called before anything is read. Raises AwayError."""
    at = time.monotonic()
    epoch, clock = _run(_BEGIN, secrets.token_hex(8))
    return Beginning(epoch=epoch.decode(), clock=clock.decode(), at=at)


def keep(key: str, value: bytes, tags: Iterable[str], *, seconds: float, beginning: Beginning) -> bool:
    """Keep a value until `seconds` from now or until one of its tags is purged. False where it may not be kept.

    Raises AwayError.
    """
    if seconds <= 0 or time.monotonic() - beginning.at > LONGEST_MAKING:
        return False
    room = "query" if "?" in key else "plain"
    now = int(time.time() * 1_000)
    life = int(seconds * 1_000)
    return bool(
        _run(_KEEP, key, beginning.epoch, beginning.clock, value, life, room, ROOM[room], now, *sorted(tags))
    )


def purge(tags: Iterable[str]) -> list[str]:
    """Throw away every value with one of these tags, and what is being made of them now; their keys.

    Raises AwayError.
    """
    thrown = _run(_PURGE, STAMP_SECONDS, *sorted(set(tags)))
    return sorted({key.decode() for key in thrown})


def find(tags: Iterable[str]) -> set[str]:
    """The keys of the values with one of these tags. Raises AwayError."""
    return {key.decode() for key in _run(_FIND, *sorted(set(tags)))}


def recognise() -> None:
    """Throw away everything where Redis was started again, or is another one. Raises AwayError."""
    _run(_CLEAR, "another")


def clear() -> None:
    """Throw away everything, and what is being made now. Raises AwayError."""
    _run(_CLEAR, "")


def come_back() -> None:
    """Ask Redis again at once."""
    global _away_until
    _away_until = 0.0
