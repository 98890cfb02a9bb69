from wagtail.users.apps import WagtailUsersAppConfig


class OfficeUsersConfig(WagtailUsersAppConfig):
    """Wagtail's users and groups, without its screens for users (cms.backoffice.closed)."""

    user_viewset = "cms.backoffice.closed.ClosedUsers"
