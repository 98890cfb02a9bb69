"""Fan-out: 5,000 owed messages to a mail server, beside smtplib alone and Django's send_messages without an outbox.

All three send the same texts to the same sink from this process, one after the other, in every round.
"""

import smtplib
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.conf import settings
from django.core import mail
from django.core.mail import EmailMultiAlternatives
from django.test.utils import override_settings

from tasks.outbox.content import slot, write_content
from tasks.outbox.delivery import drain
from tasks.outbox.drafts import Draft
from tasks.outbox.models import Content, Message
from tasks.outbox.operations import queue_many
from tests.servers import database as databases
from tests.servers import postgres
from tests.servers import run as runs

COUNT = 5_000
ROUNDS = 3
WORDS = {
    "en": "Your next session is on Tuesday at 6:00 p.m. Pacific time. Bring your workbook and something to drink. ",
    "fr": "Votre prochaine séance a lieu mardi à 18 h, heure du Pacifique. Apportez votre cahier et à boire. ",
}


def texts(language: str) -> tuple[str, str, str]:
    """Subject, text and HTML, 4 kB together, with two slots."""
    paragraph = WORDS[language] * 6
    text = f"{slot('name')},\n\n{paragraph}\n\n{paragraph}\n\n{slot('url')}\n"
    rows = "".join(f"<p>{paragraph}</p>" for _ in range(4))
    html = f"<html><body><p>{slot('name')}</p>{rows}<a href='{slot('url')}'>Alongside</a></body></html>"
    return "Alongside: Tuesday", text[:1_300] + slot("url"), html


def fields(number: int) -> dict[str, str]:
    """What differs between the recipients."""
    return {"name": f"Sam {number}", "url": f"https://example.org/my/?from={number}"}


@contextmanager
def sink() -> Iterator[int]:
    """The port of a sink in a process of its own."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.bench.sink"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=runs.ROOT,
    )
    assert process.stdout is not None
    try:
        yield int(process.stdout.readline())
    finally:
        process.communicate()


def measured(action: Callable[[], object]) -> tuple[float, float]:
    """Messages per second, and microseconds of this process's CPU for each message."""
    cpu, start = time.process_time(), time.perf_counter()
    action()
    return COUNT / (time.perf_counter() - start), (time.process_time() - cpu) / COUNT * 1e6


def outbox() -> tuple[float, float]:
    """From queued rows to sent rows."""
    Message.objects.all().delete()
    contents: dict[str, Content] = {}
    for language in WORDS:
        subject, text, html = texts(language)
        contents[language] = write_content(language=language, subject=subject, text=text, html=html)
    queue_many(
        Draft(
            kind="bench", dedup_key=f"{number}", address=f"a{number}@example.org", language=language,
            content=contents[language], fields=fields(number), topic="cohort:1", about=f"enrolment:{number}",
            scope="programme:1",
        )
        for number in range(COUNT)
        for language in [("en", "fr")[number % 2]]
    )  # fmt: skip

    def action() -> None:
        if drain(seconds=600) != COUNT:
            raise RuntimeError("The outbox did not send everything.")

    return measured(action)


def django_messages() -> list[EmailMultiAlternatives]:
    """The same mails as Django's own objects."""
    made = []
    for number in range(COUNT):
        subject, text, html = texts(("en", "fr")[number % 2])
        for name, value in fields(number).items():
            text, html = text.replace(slot(name), value), html.replace(slot(name), value)
        message = EmailMultiAlternatives(
            subject, text, settings.DEFAULT_FROM_EMAIL, [f"a{number}@example.org"]
        )
        message.attach_alternative(html, "text/html")
        made.append(message)
    return made


def django() -> tuple[float, float]:
    """Django's send_messages on one connection."""
    messages = django_messages()
    connection = mail.get_connection("django.core.mail.backends.smtp.EmailBackend")
    return measured(lambda: connection.send_messages(messages))


def raw_smtplib(port: int) -> tuple[float, float]:
    """smtplib on one connection, with messages that are bytes already."""
    ready = [
        (message.to[0], message.message().as_bytes().replace(b"\n", b"\r\n")) for message in django_messages()
    ]

    def action() -> None:
        with smtplib.SMTP("127.0.0.1", port) as connection:
            for address, data in ready:
                connection.sendmail("training@example.org", [address], data)

    return measured(action)


def run(servers: object = None) -> dict[str, float]:
    """The measures of issue 8's table; medians of the rounds. PostgreSQL flushes to disk as in production."""
    rounds: dict[str, list[tuple[float, float]]] = {"outbox": [], "django": [], "smtplib": []}
    with postgres.own_server(durable=True) as server, sink() as port:
        server.create_database("fanout")
        databases.PostgresDatabase(server=server, name="fanout").use()
        with override_settings(EMAIL_HOST="127.0.0.1", EMAIL_PORT=port, EMAIL_TIMEOUT=20):
            for _ in range(ROUNDS):
                rounds["outbox"].append(outbox())
                rounds["django"].append(django())
                rounds["smtplib"].append(raw_smtplib(port))
        databases.connections.close_all()
    middle = {
        name: tuple(statistics.median(values) for values in zip(*results, strict=True))
        for name, results in rounds.items()
    }
    return {
        "fanout.per_s": round(middle["outbox"][0]),
        "fanout.cpu_us": round(middle["outbox"][1]),
        "fanout.smtplib_cpu_us": round(middle["smtplib"][1]),
        "fanout.django_cpu_us": round(middle["django"][1]),
        "fanout.vs_django": round(middle["outbox"][0] / middle["django"][0], 2),
    }
