"""What a page weighs over the wire, headers included, and how much of it moves while it loads.

A real Chromium on the production settings (files collected, bundled, compressed; answers compressed) with the demo's
content. First view: nothing kept. Second view: the same page again in the same browser. Bytes are those that Chromium's
network saw (`Network.loadingFinished`), fonts and all; layout shift is the sum of every shift that the browser reports
(CLS without its windows, so never less than CLS), on a phone, over a line of a slow phone network.
"""

from typing import Any

from django.test import Client
from django.urls import reverse
from playwright.sync_api import Browser, sync_playwright

from cms.accounts.models import Person
from cms.home.models import CoursePage
from cms.updates.models import UpdatePage, UpdatesIndexPage
from tests.bench.servers import Servers
from tests.servers import chromium, production

PAGES = ("home", "updates", "update", "course", "portal")
PHONE: dict[str, Any] = {
    "viewport": {"width": 390, "height": 844},
    "device_scale_factor": 2,
    "is_mobile": True,
    "has_touch": True,
}
# A slow phone network, as browsers' own tools pretend it: 1.6 Mbit/s, 150 ms.
LINE = {"offline": False, "latency": 150, "downloadThroughput": 200_000, "uploadThroughput": 90_000}
SHIFTS = """
  window.shifted = 0;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) window.shifted += entry.value;
  }).observe({ type: "layout-shift", buffered: true });
"""


def addresses() -> dict[str, str]:
    """The address of each page of PAGES, without the host."""
    in_english = {"locale__language_code": "en"}
    return {
        "home": "/",
        "updates": UpdatesIndexPage.objects.live().get(**in_english).url,
        "update": UpdatePage.objects.live().filter(**in_english).order_by("pk").first().url,
        "course": CoursePage.objects.live().filter(**in_english).order_by("pk").first().url,
        "portal": reverse("portal:home"),
    }


def session_of(name: str) -> str:
    """The session key of somebody of the demo."""
    client = Client()
    client.force_login(Person.objects.get(chosen_name=name, email=f"{name.lower()}@example.org"))
    return str(client.session.session_key)


def view(tab: Any, url: str) -> tuple[int, float]:
    """Load a page: bytes over the wire, and the sum of its layout shifts after it came to rest."""
    received = []
    line = tab.context.new_cdp_session(tab)
    line.send("Network.enable")
    line.send("Network.emulateNetworkConditions", LINE)
    line.on("Network.loadingFinished", lambda event: received.append(event["encodedDataLength"]))
    response = tab.goto(url, wait_until="networkidle")
    assert response is not None
    assert response.status == 200, (url, response.status)
    tab.evaluate("document.fonts.ready")
    tab.mouse.wheel(0, 20_000)
    tab.wait_for_timeout(500)
    shifted = tab.evaluate("window.shifted")
    line.detach()
    return int(sum(received)), float(shifted)


def measure(browser: Browser, url: str, *, session: str = "") -> dict[str, float]:
    """kB of the first and the second view, and the shift of the worse one."""
    context = browser.new_context(**PHONE)
    if session:
        context.add_cookies([{"name": "session", "value": session, "url": url}])
    context.add_init_script(SHIFTS)
    tab = context.new_page()
    first, moved = view(tab, url)
    tab.goto("about:blank")
    second, moved_again = view(tab, url)
    context.close()
    return {"first": first / 1000, "second": second / 1000, "shift": max(moved, moved_again)}


def run(servers: Servers) -> dict[str, float]:
    """`page.weight.<name>.first` and `.second` in kB (1,000 bytes), `.shift` as the browser counts it."""
    measures: dict[str, float] = {}
    with servers.database("weight") as database:
        production.load_demo()
        found, session = addresses(), session_of("Sam")
        with production.site(database=database, redis=servers.redis) as site, sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path=chromium.ensure(), args=chromium.FLAGS, chromium_sandbox=False
            )
            for name in PAGES:
                weights = measure(
                    browser, site.url + found[name], session=session if name == "portal" else ""
                )
                measures |= {f"page.weight.{name}.{kind}": value for kind, value in weights.items()}
            browser.close()
    return measures
