"""Messages: what is owed, to whom, how far it got, and what they said. Resend and cancel where the state allows."""

from typing import Any

import django_filters
from django import forms
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views.reports import ReportView
from wagtail.admin.viewsets.base import ViewSet

from courses.backoffice.access import COORDINATORS
from courses.backoffice.pages import ConfirmPage, OfficePage, allow
from courses.backoffice.views import found
from courses.backoffice.workspace import WorkspaceListing, add_tab
from tasks.outbox import kinds
from tasks.outbox.content import as_sent
from tasks.outbox.enums import NEEDS_A_REASON, State
from tasks.outbox.models import Message
from tasks.outbox.operations import cancel, resend
from trainees.models import Enrolment
from trainees.rules import keys

from .access import POLICIES, sees_messages


def scope(person: Any) -> Any:
    """The messages this person may read, with their content."""
    return POLICIES[Message].instances_user_has_permission_for(person, "view")


class MessageFilters(WagtailFilterSet):
    """By state, kind, recipient and day."""

    state = django_filters.MultipleChoiceFilter(
        label=_("State"), choices=State.choices, widget=forms.CheckboxSelectMultiple
    )
    kind = django_filters.ChoiceFilter(label=_("Kind"), choices=lambda: kinds_in_words())
    address = django_filters.CharFilter(label=_("Recipient"), lookup_expr="icontains")
    created_at = django_filters.DateFilter(label=_("Written on or after"), lookup_expr="date__gte")

    class Meta:
        model = Message
        fields: list[str] = []


def kinds_in_words() -> list[tuple[str, Any]]:
    """Every kind that a list may show."""
    secret = kinds.secret_names()
    return [(kind.name, kind.label) for kind in kinds.all_kinds() if kind.name not in secret]


def url_of(message: Message) -> str:
    """Its page."""
    return reverse("messages:read", args=[message.pk])


class StateColumn(Column):
    """The state in words, with its sign."""

    cell_template_name = "backoffice/state_cell.html"


COLUMNS = [
    TitleColumn("address", label=_("Recipient"), get_url=url_of),
    Column("kind_label", label=_("Kind"), sort_key="kind"),
    StateColumn("get_state_display", label=_("State"), sort_key="state"),
    DateColumn("created_at", label=_("Written on"), sort_key="created_at"),
    DateColumn("sent_at", label=_("Sent"), sort_key="sent_at"),
    Column("why", label=_("What went wrong")),
]


class MessagesReport(ReportView):
    """Every message of one's programmes, latest first."""

    page_title = _("Messages")
    header_icon = "mail"
    model = Message
    filterset_class = MessageFilters
    index_url_name = "messages:index"
    index_results_url_name = "messages:index_results"
    columns = COLUMNS
    default_ordering = "-id"
    is_searchable = False
    verbose_name_plural = _("messages")

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        """For those who coordinate something."""
        allow(sees_messages(request.user))
        return super().dispatch(request, *args, **kwargs)

    def get_base_queryset(self) -> Any:
        """Without the texts, which the list does not show."""
        return scope(self.request.user).defer("fields")


class CohortMessages(WorkspaceListing):
    """The messages of one cohort."""

    template_name = "backoffice/cohort_messages.html"
    tab = "messages"
    action = "change"
    model = Message
    columns = COLUMNS
    default_ordering = "-id"
    url_name = "roster:messages"

    def get_base_queryset(self) -> Any:
        """Under the cohort's key, in scope, without the texts."""
        messages = scope(self.request.user).filter(topic=keys.topic(self.cohort)).defer("fields")
        return messages.filter(state__in=NEEDS_A_REASON) if self.only_trouble else messages

    @property
    def only_trouble(self) -> bool:
        """Whether only those are asked for that a person should look at."""
        return self.request.GET.get("show") == "attention"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With what was written to everybody."""
        context = super().get_context_data(**kwargs)
        context["announcements"] = self.cohort.announcements.select_related("sent_by")[:5]
        context["only_attention"] = self.only_trouble
        return context


class OneMessage(OfficePage):
    """A page about one message, in scope."""

    action = "change"
    message: Message

    def load(self, **kwargs: Any) -> None:
        """In scope; a sign-in code is in nobody's."""
        self.message = found(self.request.user, Message, kwargs["pk"], self.action, related=("content",))

    def trail(self) -> list[tuple[str, Any]]:
        """Messages."""
        return [(reverse("messages:index"), _("Messages"))]

    def back(self) -> str:
        """To the message."""
        return url_of(self.message)


class MessagePage(OneMessage):
    """The message as its recipient reads it, and how far it got."""

    template_name = "backoffice/message.html"
    header_icon = "mail"
    action = "view"

    def get_page_title(self) -> str:
        """Kind and recipient."""
        return f"{self.message.kind_label}: {self.message.address}"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Its words and files; why it is not owed, if so; and the enrolment it is about, where that is in scope."""
        context = super().get_context_data(**kwargs)
        context["message_row"] = self.message
        context["sent"] = as_sent(self.message)
        context["files"] = kinds.names_of_files(self.message)
        context["is_uncertain"] = self.message.state == State.UNCERTAIN
        context["enrolment"] = self.enrolment()
        context["not_owed"] = kinds.why_not_owed(self.message) if self.message.can_resend else ""
        return context

    def enrolment(self) -> Enrolment | None:
        """What it is about, when that is an enrolment this person may see."""
        if not self.message.about.startswith("enrolment:"):
            return None
        mine = POLICIES[Enrolment].instances_user_has_permission_for(self.request.user, "view")
        return (
            mine.select_related("person", "cohort").filter(pk=keys.enrolment_id(self.message.about)).first()
        )


class ResendMessage(OneMessage, ConfirmPage):
    """A person decides that it is sent (again)."""

    page_title = _("Send again")
    button = _("Send again")
    done = _("The message will be sent again.")

    def get_question(self) -> str:
        """Naming the recipient."""
        return str(_("Send this message to %(address)s again?") % {"address": self.message.address})

    def consequences(self) -> list[str]:
        """It may come twice when it was perhaps sent."""
        if self.message.state == State.UNCERTAIN:
            return [
                str(
                    _(
                        "Nobody can know whether it arrived. It may come twice; some mailboxes then show it once."
                    )
                )
            ]
        return [str(_("It goes out as it was written, within a minute or so."))]

    def operate(self) -> None:
        """Owe it again."""
        resend(message=self.message, by=self.request.user)


class CancelMessage(OneMessage, ConfirmPage):
    """Hold a waiting message back."""

    page_title = _("Cancel the message")
    button = _("Cancel the message")
    done = _("The message is cancelled.")
    is_destructive = True

    def get_question(self) -> str:
        """Naming the recipient."""
        return str(_("Hold this message to %(address)s back?") % {"address": self.message.address})

    def operate(self) -> None:
        """Hold it back."""
        cancel(message=self.message, by=self.request.user)


class MessageViewSet(ViewSet):
    """The list, a message, and what may be decided about it."""

    name = "messages"
    add_to_admin_menu = True
    icon = "mail"
    menu_label = _("Messages")
    menu_name = "messages"
    menu_icon = "mail"

    @property
    def menu_item_class(self) -> type[Any]:
        """For those who coordinate something."""
        return type(
            "MessagesMenuItem", (MenuItem,), {"is_shown": lambda _self, request: sees_messages(request.user)}
        )

    def get_urlpatterns(self) -> list[Any]:
        """A GET only reads."""
        return [
            path("", MessagesReport.as_view(), name="index"),
            path("results/", MessagesReport.as_view(results_only=True), name="index_results"),
            path("<int:pk>/", MessagePage.as_view(), name="read"),
            path("<int:pk>/resend/", ResendMessage.as_view(), name="resend"),
            path("<int:pk>/cancel/", CancelMessage.as_view(), name="cancel"),
        ]


add_tab("messages", _("Messages"), "roster:messages", order=50, kinds=COORDINATORS)
