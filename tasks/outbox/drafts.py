"""What somebody who owes a message says about it."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from .addresses import normalise_address
from .checks import check_body, check_url
from .content import slot_names
from .models import Content


@dataclass(frozen=True, kw_only=True)
class Draft:
    """A message before it is owed.

    dedup_key: what happens once has one key, such as "welcome:41:email". about: what it is about ("enrolment:41").
    topic: what it is listed under ("cohort:7"). scope: who may see it ("programme:3"). fields: the person's own values
    for the content's slots. Instants are aware; not_after makes a message that comes too late be dropped.
    """

    kind: str
    dedup_key: str
    address: str
    language: str
    content: Content
    fields: Mapping[str, str] = field(default_factory=dict)
    about: str = ""
    topic: str = ""
    scope: str = ""
    unsubscribe_url: str = ""
    not_before: dt.datetime | None = None
    not_after: dt.datetime | None = None

    def checked(self, *, names: set[str] | None = None) -> str:
        """The address in the form that is kept; raises ValidationError keyed by field for what cannot be sent.

        names: the content's slots, where the caller knows them already.
        """
        try:
            address = normalise_address(self.address)
        except ValidationError as error:
            raise ValidationError({"address": error.messages}) from None
        check_url("unsubscribe_url", self.unsubscribe_url)
        for name, value in self.fields.items():
            check_body(name, value)
        missing = (slot_names(self.content) if names is None else names) - self.fields.keys()
        if missing:
            raise ValidationError(
                {
                    "fields": _("The text needs these values: %(names)s")
                    % {"names": ", ".join(sorted(missing))}
                }
            )
        return address
