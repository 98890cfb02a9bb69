"""What the site as a whole brings to the back office. Registers, decides nothing."""

from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail import hooks


@hooks.register("insert_global_admin_css")
def office_style() -> SafeString:
    """The product's colours and type, after Wagtail's own sheet."""
    return format_html('<link rel="stylesheet" href="{}">', static("css/office.css"))
