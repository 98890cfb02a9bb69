"""What updates and subscriptions bring to the back office. Registers, decides nothing."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from cms.updates.backoffice import SubscriberViewSet, register_policy
from cms.updates.home import UpdatesNow
from cms.updates.permissions import foreign_updates

register_policy()


@hooks.register("register_admin_viewset")
def viewsets() -> list[Any]:
    """Subscribers."""
    return [SubscriberViewSet()]


@hooks.register("construct_homepage_panels")
def panels(request: HttpRequest, shown: list[Any]) -> None:
    """Write an update, first of all."""
    shown.append(UpdatesNow(request.user))


@hooks.register("construct_page_chooser_queryset")
def choosable(pages: Any, request: HttpRequest) -> Any:
    """Wagtail offers every draft as the goal of a link; those of other programmes are nobody's business."""
    return pages.exclude(pk__in=foreign_updates(request.user).filter(live=False).values("pk"))


@hooks.register("register_log_actions")
def register_log_actions(actions: Any) -> None:
    """What happens to subscribers. The log never holds their address."""
    actions.register_action(
        "updates.subscriber.confirm", _("Confirm a subscription"), _("Subscription confirmed")
    )
    actions.register_action("updates.subscriber.leave", _("Stop the messages"), _("Messages stopped"))
    actions.register_action("updates.subscriber.erase", _("Erase a subscriber"), _("Subscriber erased"))
