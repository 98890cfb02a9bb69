"""The Nu HTML checker finds no error in any page of the register, in each language, as the one sees it who uses it.

Also in the HTML of every mail, and in the pages that say what went wrong. Run with `make html`: it needs Java.
"""

import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from django.template.loader import render_to_string
from django.test import Client

from tasks.outbox.models import Message
from tests.checks import npm
from tests.integration.pages.test_browser import opened_by
from tests.integration.pages.world import World, build
from tests.pages import PAGES, Page, Who

JAR = npm.MODULES / "vnu-jar" / "build" / "dist" / "vnu.jar"

# What Wagtail 8.0.1 itself writes into the pages of the office: (part of the message, part of the marked HTML, the
# beginning of the page's name where it is one page, what it is). Everything else on these pages is ours or is right.
WAGTAILS = (
    (
        "Attribute “type” not allowed on element “div”",
        'class="w-dropdown"',
        "",
        "the box of a menu has a button's type",
    ),
    ("A fraction of a second must be", 'class="w-human-readable-date__date"', "", "microseconds in a date"),
    (
        "Element “div” not allowed as child of element “button”",
        '<div class="w-flex w-items-center',
        "",
        "column's head",
    ),
    (
        "Element “div” not allowed as child of element “button”",
        "w-side-panel-toggle__counter",
        "",
        "side panel",
    ),
    (
        "Element “div” not allowed as child of element “label”",
        "form-side__resize-grip-icon",
        "",
        "side panel",
    ),
    (
        "whose value is “hidden” must not have any “aria-*” attributes",
        'type="hidden" name="',
        "courses_",
        "the chooser of a page or a document",
    ),
    (
        "must be the ID of a non-hidden form control",
        'for="id_page"',
        "courses_",
        "the chooser of a page",
    ),
    (
        "must be the ID of a non-hidden form control",
        'for="id_document"',
        "courses_",
        "the chooser of a document",
    ),
    (
        "Bad value “” for attribute “action”",
        'id="w-editor-form"',
        "office_account_",
        "its page of one's own account",
    ),
)


def pages_of(world: World, folder: Path) -> None:
    """Every page of the register in its languages, one file each."""
    clients: dict[Who, Client] = {}
    for page in PAGES:
        if page.post_only or page.closed:
            continue
        who = opened_by(page)
        if who not in clients:
            clients[who] = Client()
            if person := world.people[who]:
                clients[who].force_login(person)
        for language in page.languages:
            response = clients[who].get(world.url(page, language))
            if response["Content-Type"].startswith("text/html"):
                write(folder, page, language, response)


def write(folder: Path, page: Page, language: str, response: Any) -> None:
    """A whole document as a file that names its row; a part of one, which a script loads, as the body of a page."""
    html = response.content.decode()
    assert response.status_code == page.answers, (page.name, response.status_code)
    if "<html" not in html:
        html = f'<!doctype html><html lang="en"><title>A part</title><body>{html}</body></html>'
    name = re.sub(r"[^\w.-]", "_", f"{page.name}.{language or 'office'}")
    (folder / f"{name}.html").write_text(html)


def errors_and_mails(folder: Path) -> None:
    """Pages that say what went wrong, and the mails of the world."""
    for number in ("400", "403", "403_csrf", "404", "429", "500"):
        (folder / f"error_{number}.html").write_text(render_to_string(f"{number}.html"))
    for message in Message.objects.select_related("content"):
        if message.content.html:
            (folder / f"mail_{message.kind}_{message.language}.html").write_text(message.content.html)


def messages_of(folder: Path) -> list[dict[str, Any]]:
    """What the checker says about the files of a folder: errors alone, warnings are its taste."""
    java = shutil.which("java")
    assert java, "Java is needed: install a runtime, version 11 or newer."
    command = [
        java,
        "-Xss4m",
        "-jar",
        str(JAR),
        "--errors-only",
        "--format",
        "json",
        "--exit-zero-always",
        str(folder),
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    found: list[dict[str, Any]] = json.loads(done.stderr)["messages"]
    return found


def is_wagtails(message: dict[str, Any]) -> bool:
    """Whether Wagtail wrote it, into a page of its admin."""
    name = Path(message["url"]).stem
    return name.endswith(".office") and any(
        said in message["message"] and marked in message.get("extract", "") and name.startswith(page)
        for said, marked, page, _what in WAGTAILS
    )


def said(message: dict[str, Any]) -> str:
    """One line: the page, the line in it, what is wrong, where."""
    page = Path(message["url"]).stem
    extract = " ".join(message.get("extract", "").split())
    return f"{page}:{message.get('lastLine', '?')}: {message['message']} [{extract[:160]}]"


@pytest.mark.django_db
def test_every_page(tmp_path: Path) -> None:
    npm.ensure()
    pages_of(build(), tmp_path)
    errors_and_mails(tmp_path)
    files = sorted(tmp_path.glob("*.html"))
    print(f"{len(files)} pages")
    assert len(files) > len(PAGES)
    found = [said(message) for message in messages_of(tmp_path) if not is_wagtails(message)]
    assert found == [], "\n".join(found)


def test_an_error_is_found(tmp_path: Path) -> None:
    """The checker at work: what it must not let through."""
    npm.ensure()
    (tmp_path / "planted.html").write_text(
        '<!doctype html><html lang="en"><title>x</title><p id="a">x<p id="a">y<ul><p>z</p></ul>'
    )
    assert [message["message"][:12] for message in messages_of(tmp_path)] == ["Duplicate ID", "Element “p” "]
