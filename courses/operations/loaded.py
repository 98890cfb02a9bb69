"""What came of loading a profile."""

from dataclasses import dataclass, field

from courses.models import Edition


@dataclass
class Loaded:
    """What came of it. `edition` is the newest one, `before` the one that was the newest until then; `agreements`
    (codes) were written or changed, and the programme did not have `new_agreements`. `course_changes`: {field: [before,
    after]}. `seen` names what stood there before: it is another as soon as that is changed.
    """

    edition: Edition
    is_new_course: bool = False
    is_new_edition: bool = False
    course_changes: dict[str, list[str]] = field(default_factory=dict)
    agreements: list[str] = field(default_factory=list)
    new_agreements: list[str] = field(default_factory=list)
    before: Edition | None = None
    seen: str = ""

    @property
    def course_fields(self) -> list[str]:
        """What of the course was changed."""
        return sorted(self.course_changes)

    @property
    def changed(self) -> bool:
        """Whether anything did."""
        return bool(self.is_new_course or self.is_new_edition or self.course_changes or self.agreements)
