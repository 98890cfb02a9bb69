"""The way production sends: an encrypted connection, with a password, to a server whose certificate is checked."""

import datetime as dt
import ipaddress
import ssl
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, LoginPassword
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from pytest_django.fixtures import Settings

from cms.demo.processes import free_port
from tasks.outbox.content import write_content
from tasks.outbox.delivery import drain
from tasks.outbox.drafts import Draft
from tasks.outbox.enums import State
from tasks.outbox.models import Channel, Message
from tasks.outbox.operations import queue_many

pytestmark = [
    pytest.mark.django_db,
    # With TLS from the start, aiosmtpd does not see that the connection is encrypted.
    pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS"),
]


class Relay:
    """Takes mail from whoever knows the password, over TLS only."""

    def __init__(self, context: ssl.SSLContext, *, implicit: bool) -> None:
        self.taken: list[str] = []
        tls: dict[str, Any] = {"ssl_context": context} if implicit else {"tls_context": context}
        self.controller = Controller(
            self,
            hostname="127.0.0.1",
            port=free_port(),
            require_starttls=not implicit,
            auth_required=True,
            auth_require_tls=not implicit,
            authenticator=self.authenticate,
            **tls,
        )
        self.controller.start()

    def authenticate(self, server: Any, session: Any, envelope: Any, mechanism: str, data: Any) -> AuthResult:
        """One password is right."""
        is_right = isinstance(data, LoginPassword) and data.password == b"right"
        return AuthResult(success=is_right, handled=is_right)  # not handled: aiosmtpd itself says 535

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802 - aiosmtpd's name
        """Called for each mail."""
        self.taken += envelope.rcpt_tos
        return "250 OK"


@pytest.fixture(scope="session")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate for 127.0.0.1 with its key, in one file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "relay of the tests")])
    now = dt.datetime.now(tz=dt.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=1))
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), critical=False
        )
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    file = tmp_path_factory.mktemp("tls") / "relay.pem"
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    file.write_bytes(private + made.public_bytes(serialization.Encoding.PEM))
    return file


@pytest.fixture(params=["STARTTLS", "TLS from the start"])
def relay(request: pytest.FixtureRequest, certificate: Path, settings: Settings) -> Iterator[Relay]:
    """A relay to which the settings point, in both ways of encrypting."""
    implicit = request.param != "STARTTLS"
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    made = Relay(context, implicit=implicit)
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", made.controller.port, 5
    settings.EMAIL_USE_TLS, settings.EMAIL_USE_SSL = not implicit, implicit
    settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD = "training", "right"
    yield made
    made.controller.stop()


@pytest.fixture
def trusted(certificate: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """This machine trusts who signed the relay's certificate."""
    default = ssl.create_default_context

    def create(*args: Any, **kwargs: Any) -> ssl.SSLContext:
        context = default(*args, **kwargs)
        context.load_verify_locations(certificate)
        return context

    monkeypatch.setattr(ssl, "create_default_context", create)


@pytest.fixture
def owe() -> Callable[[int], None]:
    """Owes so many messages."""

    def make(count: int) -> None:
        content = write_content(language="en", subject="Hello", text="Hello", html="<p>Hello</p>")
        queue_many(
            Draft(kind="test", dedup_key=f"t{n}", address=f"a{n}@example.org", language="en", content=content)
            for n in range(count)
        )

    return make


@pytest.mark.usefixtures("trusted")
def test_many_mails_over_one_encrypted_connection(relay: Relay, owe: Callable[[int], None]) -> None:
    owe(30)
    assert drain() == 30
    assert relay.taken == [f"a{n}@example.org" for n in range(30)]
    assert set(Message.objects.values_list("attempts", flat=True)) == {1}


@pytest.mark.usefixtures("trusted")
def test_a_wrong_password_rests_the_channel(
    relay: Relay, owe: Callable[[int], None], settings: Settings
) -> None:
    settings.EMAIL_HOST_PASSWORD = "wrong"
    owe(2)
    assert drain() == 0
    assert Channel.objects.get().error.startswith("535 5.7.8")
    assert set(Message.objects.values_list("state", "attempts")) == {(State.QUEUED, 0)}


def test_a_stranger_with_another_certificate_gets_nothing(relay: Relay, owe: Callable[[int], None]) -> None:
    owe(2)
    assert drain() == 0
    assert "CERTIFICATE_VERIFY_FAILED" in Channel.objects.get().error
    assert relay.taken == []
