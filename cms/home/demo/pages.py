"""Every page of the demo in the order of the site. A page comes after the one above it."""

from .brochure import BROCHURE
from .courses import COURSES
from .front import CONTACT, HOME, UPDATES_INDEX
from .joining import JOIN
from .legal import ACCESSIBILITY, PRIVACY
from .peer_support import PEER_SUPPORT
from .programmes import EACH, PROGRAMMES
from .questions import QUESTIONS
from .support import EVIDENCE, EXPECT, VALUES
from .training import OTHERS, TRAINING
from .words import DemoPage, Words

# The two pages that every site has; what they say here.
FRAME: dict[str, Words] = {"home": HOME, "updates": UPDATES_INDEX}

PAGES: tuple[DemoPage, ...] = (
    PEER_SUPPORT,
    VALUES,
    EXPECT,
    EVIDENCE,
    JOIN,
    QUESTIONS,
    BROCHURE,
    TRAINING,
    *COURSES,
    OTHERS,
    PROGRAMMES,
    *EACH,
    CONTACT,
    PRIVACY,
    ACCESSIBILITY,
)

# The list of updates stands in the menu, to the left of this page.
AFTER_MENU = "contact"
