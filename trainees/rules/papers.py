"""What stands on a certificate on paper: plain data for templates/pdf/certificate.typ, in one language or in two."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from courses import local
from trainees.enums import CertificateLanguage, Paper
from trainees.models import Certificate, CertificateTemplate

from .certificates import grouped
from .paper_pictures import qr_code, signature_svg
from .paper_words import LONGEST, Words, distinct, kept, said_in, tidy, words
from .statements import filled
from .verification import verification_address

LANGUAGES: dict[str, tuple[str, ...]] = {
    CertificateLanguage.ENGLISH: ("en",),
    CertificateLanguage.FRENCH: ("fr",),
    CertificateLanguage.BOTH: ("en", "fr"),
}
TYPST_PAPERS: dict[str, str] = {Paper.LETTER: "us-letter", Paper.A4: "a4"}
LONGEST_STATEMENT = 600
MOST_MODULES = 100
LONGEST_CRITERIA = 1_200
"""Characters of what an award asks for that can stand on the back beside a few modules."""


@dataclass(frozen=True, kw_only=True)
class Look:
    """How it is to look: the words and signers of a course (stored or not), language and paper, the pictures of
    signatures (PNG or JPEG, by "first" and "second"), and the clock on which days are told. `is_preview`: it says
    that it is none.
    """

    template: CertificateTemplate
    language: str
    paper: str
    tz: ZoneInfo
    pictures: Mapping[str, bytes] = field(default_factory=dict)
    is_preview: bool = False

    @property
    def languages(self) -> tuple[str, ...]:
        """The codes of the languages it is written in, the document's own first."""
        return LANGUAGES[self.language]

    def in_each(self, say: Callable[[], str], *, longest: int = LONGEST) -> list[Words]:
        """What `say` says in each language."""
        return distinct(said_in(language, say, longest=longest) for language in self.languages)

    def own(self, name: str) -> list[Words]:
        """The course's own words for something, in each language."""
        return self.both({code: getattr(self.template, f"{name}_{code}") for code in ("en", "fr")})

    def both(self, said: Mapping[str, Any]) -> list[Words]:
        """Words that are kept in both languages, in each that it is written in."""
        return [kept(said, language, longest=LONGEST_STATEMENT) for language in self.languages]


def certificate_data(certificate: Certificate, look: Look) -> dict[str, Any]:
    """All that is printed. Nothing that is missing in `content` breaks it: what nobody knows is left out.

    Every text is {"lang", "text"}: what is not in the document's own language is tagged as what it is.
    """
    sides = _sides(certificate, look)
    host = tidy(certificate.content.get("host"))
    name = tidy(certificate.name)
    address = verification_address(certificate)
    return {
        "title": f"{sides[0]['heading']['text']}: {name}, {sides[0]['award']['text']}",
        "language": look.languages[0],
        "author": host or settings.SENDER_NAME,
        "paper": TYPST_PAPERS[look.paper],
        "notice": look.in_each(lambda: notice(certificate, look.tz)),
        "across": look.in_each(lambda: _across(certificate, is_preview=look.is_preview)),
        "host": host,
        "programme": distinct(side["programme"] for side in sides),
        "name": name,
        "serial": tidy(certificate.serial),
        "sides": sides,
        "facts": _facts(certificate, look),
        "signers": _signers(certificate, look),
        "check": {
            "words": look.in_each(lambda: _("Check this certificate:")),
            "url": address,
            "url_words": address.split("://", 1)[-1].removesuffix(certificate.code + "/"),
            "code": grouped(certificate.code),
            "picture": qr_code(address),
            "alt": look.in_each(lambda: _("QR code of the address that checks this certificate"))[0]["text"],
        },
        "footer": distinct(look.own("footer")),
        "back": _back(certificate, look, hours=distinct(side["hours"] for side in sides)),
    }


def notice(certificate: Certificate, tz: ZoneInfo) -> str:
    """What is said first of a certificate that stands no more; nothing of one that does."""
    if certificate.revoked_at is not None:
        day = local.short_day(timezone.localtime(certificate.revoked_at, tz).date())
        return _("Revoked on %(day)s. This certificate is no longer valid.") % {"day": day}
    if certificate.replaced_at is not None:
        day = local.short_day(timezone.localtime(certificate.replaced_at, tz).date())
        return _("Replaced on %(day)s by a newer certificate. This one is no longer valid.") % {"day": day}
    return ""


def _across(certificate: Certificate, *, is_preview: bool) -> str:
    """The word across the sheet, which no pair of scissors takes away."""
    if is_preview:
        return _("Preview")
    if certificate.revoked_at is not None:
        return pgettext("a certificate", "Revoked")
    return pgettext("a certificate", "Replaced") if certificate.replaced_at is not None else ""


def hours_words(minutes: Any) -> str:
    """`86 hours of class and 36 hours of practicum`, of {"class", "practicum"}; only what there is."""
    in_class, practicum = _minutes(minutes, "class"), _minutes(minutes, "practicum")
    both = {"class": local.length(in_class), "practicum": local.length(practicum)}
    if in_class and practicum:
        return _("%(class)s of class and %(practicum)s of practicum") % both
    if practicum:
        return _("%(practicum)s of practicum") % both
    return _("%(class)s of class") % both if in_class else ""


def _minutes(of: Any, key: str) -> int:
    found = of.get(key) if isinstance(of, Mapping) else None
    return found if isinstance(found, int) and found > 0 else 0


def _length(module: Mapping[str, Any]) -> str:
    minutes = _minutes(module, "minutes")
    return local.short_length(minutes) if minutes else ""


def _sides(certificate: Certificate, look: Look) -> list[dict[str, Any]]:
    """What is said in each language: in the course's own words, where it has some in that language, else in the
    product's. Of an award that was given as an exception, only the product's own sentence certainly holds.
    """
    is_exception = bool(certificate.content.get("is_exception"))
    is_completed = bool(certificate.content.get("is_completed", True))
    headings, statements = look.own("heading"), look.own("statement")
    award = certificate.content.get("award")
    if not award:
        award = {"en": certificate.award.name_en, "fr": certificate.award.name_fr}
    sides = []
    for language, heading, statement in zip(look.languages, headings, statements, strict=True):
        values = {
            "award": kept(award, language),
            "course": kept(certificate.content.get("course"), language),
            "programme": kept(certificate.content.get("programme"), language),
            "hours": said_in(language, lambda: hours_words(certificate.content.get("minutes"))),
        }
        texts = {key: value["text"] for key, value in values.items()} | {"name": tidy(certificate.name)}
        course = texts["course"] if is_completed else ""
        is_own = _is_in(statement, language) and not is_exception
        sentence = statement if is_own else said_in(language, _default_statement(course))
        sides.append({
            **values,
            "heading": heading if _is_in(heading, language) else said_in(language, lambda: _("Certificate")),
            "lead": said_in(language, lambda: _("This certifies that")),
            "statement": words(language, filled(sentence["text"], texts), longest=LONGEST_STATEMENT),
        })  # fmt: skip
    return sides


def _is_in(said: Words, language: str) -> bool:
    return bool(said["text"]) and said["lang"] == language


def _default_statement(course: str) -> Callable[[], str]:
    """The product's own sentence between the name and the award."""
    return lambda: _("has completed {course} and earned") if course else _("has earned")


def _facts(certificate: Certificate, look: Look) -> list[dict[str, list[Words]]]:
    """Days and the serial, each with its label: [{"labels", "values"}]."""
    days: list[tuple[Callable[[], str], Any]] = [(lambda: _("Issued on"), certificate.issued_on)]
    if certificate.first_awarded_on != certificate.issued_on:
        days.append((lambda: _("First awarded on"), certificate.first_awarded_on))
    if certificate.expires_on is not None:
        days.append((lambda: _("Valid until"), certificate.expires_on))
    facts = [
        {"labels": look.in_each(label), "values": look.in_each(partial(local.short_day, day))}
        for label, day in days
    ]
    serial = words(look.languages[0], certificate.serial)
    return [*facts, {"labels": look.in_each(lambda: _("Serial number")), "values": [serial]}]


def _signers(certificate: Certificate, look: Look) -> list[dict[str, Any]]:
    """Who signs: a name, a role, a picture or room for a pen. What stands no more carries no signature.

    Names and roles are those that it was issued with. The look has the pictures of those who sign today: beside another
    name there is room for a pen.
    """
    signers = []
    pictures = _pictures(look) if certificate.stands else {}
    for number, which in enumerate(("first", "second")):
        signed = _signed_at_issue(certificate, number)
        name = tidy(getattr(look.template, f"{which}_signer") if signed is None else signed.get("name"))
        own = look.own(f"{which}_role") if signed is None else look.both(signed)
        roles = distinct(own)
        picture = pictures.get(name or which)
        if not (name or roles or picture):
            continue
        alt = look.in_each(partial(_signature_of, name))
        signers.append({
            "name": name,
            "roles": roles,
            "picture": signature_svg(picture) if picture else "",
            "alt": alt[0]["text"],
        })  # fmt: skip
    return signers


def _pictures(look: Look) -> Mapping[str, bytes]:
    """The pictures of signatures by whose they are; by "first" and "second" where no name is known."""
    return {
        tidy(getattr(look.template, f"{which}_signer")) or which: one for which, one in look.pictures.items()
    }


def _signed_at_issue(certificate: Certificate, number: int) -> Mapping[str, Any] | None:
    """A signer as the certificate keeps them: name and role; None where it says nothing of signers, as a preview."""
    kept_there = certificate.content.get("signers")
    if not isinstance(kept_there, list):
        return None
    found = kept_there[number] if number < len(kept_there) else {}
    return found if isinstance(found, Mapping) else {}


def _signature_of(name: str) -> str:
    return _("Signature of %(name)s") % {"name": name} if name else _("Signature")


def _criteria(certificate: Certificate, look: Look) -> list[list[Words]]:
    """What the award asks for, in each language line by line. Never in part: nothing of what is too long for a sheet,
    and nothing of what was given as an exception.
    """
    content = certificate.content
    if content.get("is_exception"):
        return []
    found = content.get("criteria")
    told = found if isinstance(found, Mapping) else {}
    each: dict[str, list[Words]] = {}
    for language in look.languages:
        said = language if told.get(language) else "fr" if language == "en" else "en"
        text = str(told.get(said) or "")
        if len(text) > LONGEST_CRITERIA:
            return []
        lines = [words(said, line, longest=LONGEST_CRITERIA) for line in text.splitlines()]
        if lines:
            each.setdefault(text, lines)
    return list(each.values())


def _back(certificate: Certificate, look: Look, *, hours: list[Words]) -> dict[str, Any] | None:
    """Modules and hours; None where nobody wants them, or nothing is known of them."""
    content = certificate.content
    modules = [one for one in content.get("modules") or [] if isinstance(one, Mapping)][:MOST_MODULES]
    if not look.template.has_back or not modules:
        return None
    return {
        "heading": look.in_each(lambda: _("Modules and hours")),
        "criteria_heading": look.in_each(lambda: _("What this award asks for")),
        "criteria": _criteria(certificate, look),
        "head": {
            "code": look.in_each(lambda: pgettext("of a module", "Code")),
            "module": look.in_each(lambda: _("Module")),
            "length": look.in_each(lambda: _("Length")),
        },
        "rows": [
            {
                "code": tidy(module.get("code"), longest=20),
                "titles": distinct(kept(module, language) for language in look.languages),
                "length": look.in_each(partial(_length, module)),
            }
            for module in modules
        ],
        "hours": hours,
    }  # fmt: skip
