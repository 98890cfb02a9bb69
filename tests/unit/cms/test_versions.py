import pytest
import wagtail
from wagtail.models import Page, Site


def test_wagtail_is_the_pinned_version() -> None:
    assert wagtail.__version__ == "8.0.1"


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("round_number", [1, 2])
def test_a_test_that_commits_leaves_a_migrated_database(round_number: int) -> None:
    assert Site.objects.count() == 1
    Page.objects.all().delete()
    assert Page.objects.count() == 0
