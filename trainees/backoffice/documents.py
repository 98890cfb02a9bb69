"""Documents from elsewhere that wait for a coordinator: how many, and where they are looked at."""

from typing import Any, NamedTuple

from django.urls import reverse
from wagtail.admin.ui.components import Component

from trainees.models import Enrolment, ExternalCredential
from trainees.queries.credentials import name_of, waiting_credentials, wanted_in


class Document(NamedTuple):
    """One that waits: the page where it is answered, and what it is called."""

    credential: ExternalCredential
    name: str
    url: str


def documents_waiting(person: Any, enrolment: Enrolment) -> list[Document]:
    """Those of one enrolment that wait for `person`, the oldest first. One query; two where there are any."""
    found = list(waiting_credentials(person).filter(enrolment=enrolment.pk))
    wanted = wanted_in(enrolment.cohort.edition) if found else {}
    return [
        Document(one, name_of(one, wanted), reverse("portal:answer_credential", args=[one.pk]))
        for one in found
    ]


class DocumentsWaiting(Component):
    """How many documents from elsewhere wait for this person, leading to where they are answered."""

    name = "documents_waiting"
    template_name = "backoffice/home_documents.html"
    order = 47

    def __init__(self, person: Any) -> None:
        self.person = person

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        """One query."""
        return {"count": waiting_credentials(self.person).count()}
