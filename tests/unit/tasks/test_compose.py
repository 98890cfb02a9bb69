"""Mails as bytes: read back by Python's own parser, they say what was written, whatever that was."""

import datetime as dt
import email
import email.policy
import html
from email.message import EmailMessage
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from hypothesis import example, given
from hypothesis import strategies as st

from tasks.outbox.content import slot
from tasks.outbox.delivery.claim import Owed
from tasks.outbox.delivery.compose import Mail, Sender, header, quoted, wire_address
from tasks.outbox.kinds import Attachment
from tasks.outbox.models import Content

HARD = [
    "",
    ".",
    "..",
    "\n.\n",
    "From me",
    "é" * 60,
    "ʔayʔaǰuθəm 🌲 中文",
    "‏שלום",
    "a" * 1000,
    "x = y ",
    " \t ",
    "a\n\n.b",
]
# Texts as a mail carries them: no control characters but line feed and tab, no lone surrogates, no slot marks.
TEXTS = st.one_of(
    st.sampled_from(HARD),
    st.text(
        st.characters(
            exclude_categories=["Cs", "Cc"],
            exclude_characters="\ue000\ue001\u2028\u2029\x85",
            include_characters="\n\t",
        )
    ),
)
WORDS = st.text(
    st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"], exclude_characters="\ue000\ue001"), min_size=1
)


def owed(**values: Any) -> Owed:
    """A message with the least it needs."""
    defaults: dict[str, Any] = {
        "pk": 1, "kind": "test", "address": "sam@example.org", "content_id": 1, "fields": {},
        "message_id": "1@example.org", "unsubscribe_url": "", "attempts": 1, "resends": 0,
        "not_after": None,
    }  # fmt: skip
    return Owed(**defaults | values)


def mail(**values: str) -> Mail:
    """A mail ready to be filled."""
    defaults = {"language": "en", "subject": "Hello", "text": "Hello", "html": "<p>Hello</p>"}
    return Mail(Content(**defaults | values), Sender("Alongside <training@example.org>"))


def parse(wire: bytes) -> EmailMessage:
    """What the server keeps: dots undoubled, then parsed."""
    lines = wire.split(b"\r\n")
    assert lines[-1] == b""
    assert b"." not in lines, "a lone dot would end the mail"
    assert all(b"\n" not in line and b"\r" not in line for line in lines)
    plain = b"\r\n".join(line[1:] if line.startswith(b".") else line for line in lines)
    assert max(len(line) for line in plain.split(b"\r\n")) <= 998
    assert plain.isascii()
    parsed = email.message_from_bytes(plain, policy=email.policy.default)
    assert isinstance(parsed, EmailMessage)
    return parsed


def body(parsed: EmailMessage, subtype: str) -> str:
    """The decoded text of one part, with line feeds."""
    part = parsed.get_body(preferencelist=(subtype,))
    assert part is not None
    payload = part.get_payload(decode=True)
    assert isinstance(payload, bytes)
    return payload.decode().replace("\r\n", "\n")


@given(before=TEXTS, value=TEXTS, after=TEXTS)
@example(before="a" * 76, value="b" * 76, after="." * 76)
@example(before="é" * 25 + "a", value=".", after=".")
@example(before="a" * 72 + "=.", value="a" * 73 + "é", after="")
def test_text_and_html_arrive_as_written(before: str, value: str, after: str) -> None:
    text = f"{before}{slot('name')}{after}"
    parsed = parse(mail(text=text, html=f"<p>{html.escape(text)}</p>").compose(owed(fields={"name": value})))

    assert body(parsed, "plain") == f"{before}{value}{after}"
    assert body(parsed, "html") == f"<p>{html.escape(before + value + after)}</p>"


@given(before=TEXTS, value=TEXTS, after=TEXTS)
@example(before="a" * 76, value="b" * 76, after="." * 76)
@example(before="é" * 25 + "a", value="é" * 25 + "a", after=".")
def test_encoded_lines_are_short(before: str, value: str, after: str) -> None:
    wire = mail(text=f"{before}{slot('name')}{after}", html="").compose(owed(fields={"name": value}))
    text = wire.partition(b"\r\n\r\n")[2].removesuffix(b"\r\n")

    lines = [line[1:] if line.startswith(b".") else line for line in text.split(b"\r\n")]
    assert max(len(line) for line in lines) <= 76
    assert not any(line.endswith((b" ", b"\t")) for line in lines)


@given(subject=WORDS)
@example(subject="=?utf-8?q?Not_an_encoded_word?=")
@example(subject="ʔayʔaǰuθəm " * 30)
def test_subject_arrives_as_written(subject: str) -> None:
    subject = " ".join(subject.split()) or "x"
    assert parse(mail(subject=subject).compose(owed()))["Subject"] == subject


@given(bad=st.sampled_from(["\r", "\n", "\r\n", "\x00", "\x1f", "\u2028", "\x85"]), before=WORDS, after=WORDS)
def test_header_values_with_line_breaks_are_refused(bad: str, before: str, after: str) -> None:
    value = before + bad + after
    with pytest.raises(ValidationError) as error:
        header("Subject", value)
    assert set(error.value.message_dict) == {"Subject"}
    for name in ("address", "message_id", "unsubscribe_url"):
        with pytest.raises((ValidationError, UnicodeError)):
            mail().compose(owed(**{name: f"a{bad}b@example.org"}))


def test_headers_of_news() -> None:
    parsed = parse(mail(language="fr").compose(owed(unsubscribe_url="https://example.org/stop/abc?x=1&y=2")))

    assert parsed["From"] == "Alongside <training@example.org>"
    assert parsed["To"] == "sam@example.org"
    assert parsed["Message-ID"] == "<1@example.org>"
    assert parsed["Content-Language"] == "fr-CA"
    assert parsed["Auto-Submitted"] == "auto-generated"
    assert parsed["List-Unsubscribe"] == "<https://example.org/stop/abc?x=1&y=2>"
    assert parsed["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert abs((dt.datetime.now(tz=dt.UTC) - parsed["Date"].datetime).total_seconds()) < 60
    assert [part.get_content_type() for part in parsed.iter_parts()] == ["text/plain", "text/html"]
    assert not parsed.defects


def test_notices_have_no_unsubscribe_header_and_may_be_text_only() -> None:
    parsed = parse(mail(html="").compose(owed()))

    assert parsed["List-Unsubscribe"] is None
    assert parsed.get_content_type() == "text/plain"
    assert body(parsed, "plain") == "Hello\n"


def test_values_are_escaped_in_html_only() -> None:
    made = mail(text=slot("name"), html=f"<p>{slot('name')}</p>")
    parsed = parse(made.compose(owed(fields={"name": "<b>Sam & co</b>"})))

    assert body(parsed, "plain") == "<b>Sam & co</b>"
    assert body(parsed, "html") == "<p>&lt;b&gt;Sam &amp; co&lt;/b&gt;</p>"


def test_sender_with_an_accented_name_and_international_domain() -> None:
    sender = Sender("Côte à côte <formation@école.example>")
    parsed = parse(Mail(Content(language="fr", subject="x", text="x", html=""), sender).compose(owed()))

    assert sender.address == "formation@xn--cole-9oa.example"
    assert parsed["From"].addresses[0].display_name == "Côte à côte"
    assert wire_address("a@école.example") == "a@xn--cole-9oa.example"


def test_a_missing_field_is_an_error_not_a_hole() -> None:
    with pytest.raises(KeyError):
        mail(text=slot("name")).compose(owed())


def test_dots_are_doubled_at_line_starts_only() -> None:
    assert quoted(".a.\n.b") == b"..a.\r\n..b"


def test_files_come_after_the_text_as_they_are() -> None:
    data = bytes(range(256)) * 40 + b"\r\n.\r\n"
    files = [Attachment(name="AL-2027-00042.pdf", content_type="application/pdf", data=data)]
    parsed = parse(mail().compose(owed(), files))
    assert parsed.get_content_type() == "multipart/mixed"
    assert (body(parsed, "plain").strip(), "Hello" in body(parsed, "html")) == ("Hello", True)
    [found] = parsed.iter_attachments()
    assert (found.get_filename(), found.get_content_type()) == ("AL-2027-00042.pdf", "application/pdf")
    assert found.get_payload(decode=True) == data


def test_a_mail_of_plain_text_takes_a_file_too() -> None:
    files = [Attachment(name="a.txt", content_type="text/plain", data=b"")]
    parsed = parse(mail(html="").compose(owed(), files))
    assert [part.get_content_type() for part in parsed.walk()] == [
        "multipart/mixed",
        "text/plain",
        "text/plain",
    ]


@pytest.mark.parametrize("name", ['a".pdf', "a\r\nBcc: x", "é.pdf", "a\\.pdf"])
def test_a_name_that_no_header_carries_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match="header"):
        mail().compose(owed(), [Attachment(name=name, content_type="application/pdf", data=b"")])
