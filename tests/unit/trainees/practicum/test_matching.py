"""Which site is suggested to whom, and why."""

import datetime as dt
from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from trainees.rules.matching import Place, Seeker, Seen, is_clear, suggest, why_not

DAY = dt.date(2026, 9, 1)
places = st.lists(
    st.builds(
        Place,
        pk=st.integers(1, 6),
        name=st.sampled_from(["Harbour", "Maple", "Cedar"]),
        free=st.integers(0, 3),
        needs_clearance=st.booleans(),
    ),
    unique_by=lambda place: place.pk,
    max_size=6,
)
seekers = st.lists(
    st.builds(
        Seeker,
        pk=st.integers(1, 9),
        wishes=st.lists(st.integers(1, 7), max_size=3, unique=True),
        conflicts=st.frozensets(st.integers(1, 6), max_size=3),
        is_clear=st.booleans(),
    ),
    unique_by=lambda seeker: seeker.pk,
    max_size=8,
)


@given(seekers, places)
def test_nothing_is_suggested_that_could_not_be(people: list[Seeker], sites: list[Place]) -> None:
    found = suggest(people, sites)
    assert set(found) == {seeker.pk for seeker in people}
    taken = Counter(one.site.pk for one in found.values() if one.site)
    assert all(taken[site.pk] <= site.free for site in sites)
    for seeker in people:
        suggested = found[seeker.pk]
        if suggested.site is None:
            assert all(why_not(seeker, p, free=p.free - taken[p.pk]) for p in sites)
        else:
            assert not why_not(seeker, suggested.site, free=suggested.site.free)
            assert suggested.rank is None or seeker.wishes[suggested.rank - 1] == suggested.site.pk
        assert suggested.sentence


@given(seekers, places, st.randoms())
def test_the_order_of_the_lists_does_not_matter(people: list[Seeker], sites: list[Place], by: object) -> None:
    mixed, others = list(people), list(sites)
    by.shuffle(mixed)  # type: ignore[attr-defined]  # random.Random
    by.shuffle(others)  # type: ignore[attr-defined]
    assert suggest(mixed, others) == suggest(people, sites)


def test_first_wishes_go_before_second_ones() -> None:
    harbour, maple = Place(pk=1, name="Harbour", free=1), Place(pk=2, name="Maple", free=1)
    first, second = Seeker(pk=1, wishes=[1, 2]), Seeker(pk=2, wishes=[1, 2])
    third = Seeker(pk=3, wishes=[2])
    found = suggest([first, second, third], [harbour, maple])
    assert found[1].site == harbour
    assert found[1].sentence == "Their first wish."
    assert found[3].site == maple
    assert found[2].site is None
    assert found[2].sentence == (
        "No site fits now. The places left at Harbour are suggested to others."
        " The places left at Maple are suggested to others."
    )


def test_a_second_wish_says_what_was_in_the_way_of_the_first() -> None:
    harbour = Place(pk=1, name="Harbour", free=1, needs_clearance=True)
    maple, cedar = Place(pk=2, name="Maple", free=1), Place(pk=3, name="Cedar", free=2)
    seeker = Seeker(pk=1, wishes=[1, 2], conflicts=frozenset({3}))
    found = suggest([seeker], [harbour, maple, cedar])[1]
    assert (found.site, found.rank) == (maple, 2)
    assert found.sentence == "Their wish number 2. Harbour needs a clearance."
    without = suggest([Seeker(pk=1)], [harbour, maple, cedar])[1]
    assert (without.site, without.rank) == (cedar, None)
    out = suggest([Seeker(pk=1, wishes=[3], conflicts=frozenset({3}))], [cedar])[1]
    assert out.sentence == "No site fits now. Cedar is out."


def test_whoever_gets_no_site_reads_why_for_every_site() -> None:
    harbour, maple = Place(pk=1, name="Harbour", free=0), Place(pk=2, name="Maple", free=1)
    birch = Place(pk=3, name="Birch", free=1, needs_clearance=True)
    found = suggest([Seeker(pk=1, wishes=[2]), Seeker(pk=2)], [harbour, maple, birch])
    assert found[2].sentence == (
        "No site fits now. Birch needs a clearance. Harbour is full."
        " The places left at Maple are suggested to others."
    )
    assert suggest([Seeker(pk=1)], [])[1].sentence == "No site fits now. No site takes trainees yet."


def test_the_latest_check_counts() -> None:
    def seen(result: str, expires_on: dt.date = DAY, kind: str = "criminal_record") -> Seen:
        return Seen(kind=kind, result=result, expires_on=expires_on)

    assert is_clear([seen("clear")], on=DAY)
    assert not is_clear([seen("clear")], on=DAY + dt.timedelta(days=1))
    assert not is_clear([seen("clear"), seen("not_clear")], on=DAY)
    assert is_clear([seen("not_clear"), seen("clear")], on=DAY)
    assert not is_clear([seen("clear", kind="health")], on=DAY)
    assert not is_clear([], on=DAY)
