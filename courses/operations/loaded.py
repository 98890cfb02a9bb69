"""What came of loading a profile."""

from dataclasses import dataclass, field

from courses.models import Edition


@dataclass
class Loaded:
    """What came of it. `edition` is the newest one, `before` the one that was the newest until then; `agreements`
    (codes) were written or changed. `seen` names what stood there before: it is another as soon as that is changed.
    """

    edition: Edition
    is_new_course: bool = False
    is_new_edition: bool = False
    course_fields: list[str] = field(default_factory=list)
    agreements: list[str] = field(default_factory=list)
    before: Edition | None = None
    seen: str = ""

    @property
    def changed(self) -> bool:
        """Whether anything did."""
        return bool(self.is_new_course or self.is_new_edition or self.course_fields or self.agreements)
