"""The JSON-LD contexts of badges, here on the disk: nothing is fetched to sign or to verify."""

import json
from functools import cache
from pathlib import Path
from typing import Any

CREDENTIALS = "https://www.w3.org/ns/credentials/v2"
"""Bundled by openvc, which also knows the proof and the status list."""
OPEN_BADGES = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"
BADGE_CONTEXTS = [CREDENTIALS, OPEN_BADGES]


@cache
def own_contexts() -> dict[str, Any]:
    """What openvc does not bundle, by address: the terms of Open Badges that our badges use, and no others.

    Written from the published vocabulary; tests prove against the official document that both canonicalise alike.
    """
    path = Path(__file__).parent / "open-badges.json"
    return {OPEN_BADGES: json.loads(path.read_text(encoding="utf-8"))}
