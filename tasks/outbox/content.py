"""Texts with slots: written once per language, filled per person.

A slot is a name between two private-use characters, so it passes through templates and HTML escaping untouched and
cannot be typed by accident.
"""

import hashlib
import html as html_module
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.template import Context
from django.template.loader import get_template
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from .checks import check_body, check_header
from .models import Content, Message

OPEN, CLOSE = "\ue000", "\ue001"
SLOT = re.compile(f"{OPEN}([a-z][a-z0-9_]*){CLOSE}")


def slot(name: str) -> str:
    """The marker that each message replaces by its own field `name` (lower case, digits, underscores)."""
    marker = f"{OPEN}{name}{CLOSE}"
    if not SLOT.fullmatch(marker):
        raise ValueError(f"{name!r} cannot name a slot.")
    return marker


def slot_names(content: Content) -> set[str]:
    """The fields that a message with this content must bring."""
    return set(SLOT.findall(content.text)) | set(SLOT.findall(content.html))


def write_content(*, language: str, subject: str, text: str, html: str = "") -> Content:
    """The content row of these texts, made when there is none yet: the same texts are always the same row.

    Raises ValidationError, naming the field, for a line break or a slot in the subject, an empty subject or text,
    and characters that no mail can carry.
    """
    subject, text, html = subject.strip(), _tidy(text), _tidy(html)
    check_header("subject", subject)
    if OPEN in subject or CLOSE in subject:
        raise ValidationError({"subject": _("The subject is the same for everybody: it cannot hold a slot.")})
    for name, value in (("text", text), ("html", html)):
        check_body(name, value)
        leftover = SLOT.sub("", value)
        if OPEN in leftover or CLOSE in leftover:
            raise ValidationError({name: _("This text holds characters that are reserved.")})
    for name, value in (("subject", subject), ("text", text)):
        if not value:
            raise ValidationError({name: _("This cannot be empty.")})
    digest = hashlib.sha256(f"{language}\0{subject}\0{text}\0{html}".encode()).hexdigest()
    content: Content = Content.objects.get_or_create(
        digest=digest, defaults={"language": language, "subject": subject, "text": text, "html": html}
    )[0]
    return content


def _tidy(text: str) -> str:
    """Line feeds only, no blanks at line ends, at most one empty line in a row: templates leave holes."""
    lines = [line.rstrip(" \t") for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip("\n")


def render_texts(kind: str, language: str, context: Mapping[str, Any]) -> "Filled":
    """Render templates/emails/<kind>.subject.txt, .txt and .html in `language`; nothing is written.

    The text templates are not HTML-escaped.
    """
    with translation.override(language):
        subject = _render(f"emails/{kind}.subject.txt", context, autoescape=False)
        text = _render(f"emails/{kind}.txt", context, autoescape=False)
        html = _render(f"emails/{kind}.html", context, autoescape=True)
    return Filled(subject=" ".join(subject.split()), text=_tidy(text), html=_tidy(html))


def render_mail(kind: str, language: str, context: Mapping[str, Any]) -> Content:
    """The content row of what render_texts gives. What differs between people is slot("name") in the context."""
    mail = render_texts(kind, language, context)
    return write_content(language=language, subject=mail.subject, text=mail.text, html=mail.html)


def _render(name: str, context: Mapping[str, Any], *, autoescape: bool) -> str:
    # The engine's own template: the wrapper around it would escape text templates as if they were HTML.
    template = get_template(name).template  # type: ignore[attr-defined]
    return str(template.render(Context(dict(context), autoescape=autoescape)))


@dataclass(frozen=True)
class Filled:
    """A content with one message's fields in it."""

    subject: str
    text: str
    html: str


def fill(content: Content, fields: Mapping[str, str]) -> Filled:
    """The texts with their slots replaced; a field that was emptied since shows as "…"."""
    text = SLOT.sub(lambda m: fields.get(m[1], "…"), content.text)
    html = SLOT.sub(lambda m: html_module.escape(fields.get(m[1], "…")), content.html)
    return Filled(subject=content.subject, text=text, html=html)


def as_sent(message: Message) -> Filled:
    """What the recipient reads, for the list of messages."""
    return fill(message.content, message.fields)
