"""The product's pages without a browser: a form is read as the page shows it, filled in, and sent back."""

from dataclasses import dataclass, field
from typing import Any

from bs4 import BeautifulSoup, Tag
from django.test import Client


@dataclass
class Forms:
    """Somebody who acts through the forms of pages; signed in where `person` is given."""

    person: Any = None
    client: Client = field(default_factory=Client)

    def __post_init__(self) -> None:
        if self.person is not None:
            self.client.force_login(self.person)

    def page(self, path: str) -> BeautifulSoup:
        """A page that opens."""
        answer = self.client.get(path)
        assert answer.status_code == 200, (path, answer.status_code)
        return BeautifulSoup(answer.content, "html.parser")

    def link(self, path: str, words: str) -> str:
        """Where the first link of a page leads whose words begin so."""
        for found in self.page(path).select("main a"):
            if found.get_text(" ", strip=True).startswith(words):
                return str(found["href"])
        raise AssertionError(f"No link “{words}” at {path}")

    def sends(self, path: str, **typed: Any) -> None:
        """The form of a page that has all these fields (or buttons), with what it shows already; it is accepted."""
        self.sends_in(self.page(path), path, **typed)

    def sends_in(self, page: BeautifulSoup, path: str, **typed: Any) -> None:
        """The same in a page that is open."""
        for form in page.select("main form"):
            known = _fields(form)
            buttons = {str(one["name"]) for one in form.select("button[name]")}
            if typed.keys() <= known.keys() | buttons:
                answer = self.client.post(str(form.get("action") or path), known | typed)
                assert answer.status_code in (302, 303), (path, typed, _complaints(answer))
                return
        raise AssertionError(f"No form with {sorted(typed)} at {path}")


def _fields(form: Tag) -> dict[str, Any]:
    """The fields as a browser would send them untouched; those without a value are there, and empty."""
    found: dict[str, Any] = {}
    for one in form.select("input[name], textarea[name], select[name]"):
        name = str(one["name"])
        if one.name == "textarea":
            found[name] = one.get_text().removeprefix("\n")
        elif one.name == "select":
            chosen = one.select_one("option[selected]") or one.select_one("option")
            found[name] = str(chosen["value"]) if chosen else ""
        elif one.get("type") in ("radio", "checkbox"):
            found.setdefault(name, [])
            if one.has_attr("checked"):
                found[name].append(str(one.get("value", "on")))
        elif one.get("type") != "file":
            found[name] = str(one.get("value", ""))
    return found


def _complaints(answer: Any) -> list[str]:
    """What the page says is wrong."""
    page = BeautifulSoup(answer.content, "html.parser")
    wrong = page.select(".error-summary, .field__error, .w-field__errors, .office-error, .notice--error")
    return [str(answer.status_code), *(one.get_text(" ", strip=True) for one in wrong)]
