"""Who can sign in to the demo. `load_demo` makes these people; `make demo` prints the table."""

from dataclasses import dataclass

PASSWORD = "walking alongside"  # noqa: S105 - printed for everybody; the demo listens on this machine only


@dataclass(frozen=True)
class Account:
    """A person of the demo; `path` is where they begin."""

    who: str
    email: str
    path: str


ACCOUNTS = (
    Account("coordinator", "rosa@example.org", "/office/"),
    Account("coordinator elsewhere", "jo@example.org", "/office/"),
    Account("facilitator", "ken@example.org", "/my/teaching/"),
    Account("editor", "mina@example.org", "/office/"),
    Account("administrator, second person for awards", "admin@example.org", "/office/"),
    Account("trainee", "sam@example.org", "/my/"),
    Account("trainee, in French", "camille@example.org", "/fr/my/"),
    Account("graduate, with hours to log", "nadia@example.org", "/my/certificates/"),
    Account("graduate, in French, has asked to renew", "theo@example.org", "/fr/my/certificates/"),
)


def table(site: str) -> str:
    """The lines that `make demo` prints."""
    width = max(len(account.who) for account in ACCOUNTS)
    mail_width = max(len(account.email) for account in ACCOUNTS)
    lines = [f"  {one.who:<{width}}  {one.email:<{mail_width}}  {site}{one.path}" for one in ACCOUNTS]
    return "\n".join(
        [
            "Sign in with an e-mailed code, or with the password: " + PASSWORD,
            *lines,
            f"  {'certificates, with codes for /verify/':<{width}}  {'':<{mail_width}}  {site}/office/certificates/",
            f"  {'every mail sent':<{width}}  {'':<{mail_width}}  {site}/demo/mail/",
            "Giving an award takes two people: rosa@example.org proposes it, admin@example.org gives it, or the other way round.",
        ]
    )
