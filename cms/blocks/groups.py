"""How the blocks are sorted where an editor chooses one."""

from django.utils.translation import gettext_lazy as _

WORDS = _("Words")
PARTS = _("Lists and cards")
LIVE = _("Kept up to date by itself")
