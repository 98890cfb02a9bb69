"""What a recommendation is for."""

from courses.models import Award, Edition
from courses.queries.outlines import awards_of
from courses.requirements.kinds.evaluation import RECOMMENDATION
from courses.requirements.stream import requirements_of, walk


def awards_with_recommendation(edition: Edition) -> list[Award]:
    """The awards of an edition, in rank order, that ask for somebody's recommendation. One query."""
    return [
        award
        for award in awards_of(edition)
        if any(
            one.kind == "evaluation" and one["sort"] == RECOMMENDATION
            for one in walk(requirements_of(award.requirements))
        )
    ]
