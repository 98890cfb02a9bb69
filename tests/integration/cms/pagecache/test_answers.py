"""What a visitor is given from the cache, and what never comes from it."""

import datetime as dt
import gzip
import time
from collections.abc import Callable, Iterator
from http import HTTPStatus
from unittest.mock import Mock

import pytest
import time_machine
from django.db import DatabaseError, transaction
from django.test import Client
from django.utils import timezone
from pytest_django.fixtures import Settings

from cms.pagecache import keys, purging, reading, store
from cms.pagecache.entries import Entry
from cms.pagecache.models import CLOSED, EVERYTHING, Change
from cms.updates import filters
from cms.updates.models import UpdatePage
from courses.models import Cohort
from courses.operations import cohorts
from tests import factories
from tests.servers.redis import RedisServer

from .site import everything_in_redis, kept

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _redis_is_there() -> None:
    store.come_back()


@pytest.fixture
def update() -> UpdatePage:
    cohort = factories.cohort(seats=5)
    cohorts.announce_cohort(cohort=cohort, by=None)
    return factories.update(cohort=cohort)


def x_cache(client: Client, url: str, **headers: str) -> str:
    """Whether it was `hit`, `miss`, or nothing that is kept."""
    return str(client.get(url, headers=headers).headers.get("X-Cache", ""))


class TestAnswers:
    def test_the_second_visitor_needs_no_query(
        self, update: UpdatePage, django_assert_num_queries: Callable[[int], object]
    ) -> None:
        first = Client().get(update.url)
        with django_assert_num_queries(0):  # type: ignore[attr-defined]  # a context manager
            second = Client().get(update.url)

        assert (first.headers["X-Cache"], second.headers["X-Cache"]) == ("miss", "hit")
        assert second.content == first.content
        names = {"X-Cache", "Cache-Control"}
        assert {n: v for n, v in first.items() if n not in names} == {
            n: v for n, v in second.items() if n not in names
        }
        assert second.headers["Vary"] == "Accept-Encoding, Cookie"
        assert second.headers["Cache-Control"] == "public, max-age=0, must-revalidate"
        assert "Content-Security-Policy" in second.headers

    def test_compressed_for_who_can_read_it(self, update: UpdatePage) -> None:
        plain, packed, refused = (
            Client().get(update.url, headers=headers)
            for headers in ({}, {"accept-encoding": "br;q=1, gzip;q=0.8"}, {"accept-encoding": "gzip;q=0"})
        )
        assert packed.headers["Content-Encoding"] == "gzip"
        assert gzip.decompress(packed.content) == plain.content == refused.content
        assert "Content-Encoding" not in plain.headers
        assert packed.headers["Content-Length"] == str(len(packed.content))

    def test_who_has_it_is_told_so_until_it_changes(self, update: UpdatePage) -> None:
        etag = Client().get(update.url).headers["ETag"]

        again = Client().get(update.url, headers={"if-none-match": f'"x", {etag}'})
        assert (again.status_code, again.content, again.headers["X-Cache"]) == (304, b"", "hit")
        assert again.headers["ETag"] == etag
        update.title = "New words"
        update.save_revision().publish()
        changed = Client().get(update.url, headers={"if-none-match": etag})
        assert changed.status_code == 200
        assert "New words" in changed.content.decode()
        assert changed.headers["ETag"] != etag

    def test_head_is_answered_without_a_body(self, update: UpdatePage) -> None:
        size = len(Client().get(update.url).content)
        answer = Client().head(update.url)
        assert (answer.content, answer.headers["Content-Length"], answer.headers["X-Cache"]) == (
            b"",
            str(size),
            "hit",
        )

    def test_each_language_has_its_own_whatever_the_browser_prefers(self, update: UpdatePage) -> None:
        for _ in range(2):
            for path, language in (("/", "en"), ("/fr/", "fr")):
                answer = Client().get(path, headers={"accept-language": "fr" if language == "en" else "en"})
                assert f'lang="{language}-CA"' in answer.content.decode()[:200]
                assert answer.headers["Content-Language"] == language
        assert {"/", "/fr/"} <= kept()

    def test_a_front_cache_may_keep_it_only_where_it_can_be_told(
        self, update: UpdatePage, settings: Settings
    ) -> None:
        settings.WAGTAILFRONTENDCACHE = {"proxy": {}}
        assert "s-maxage=600" in Client().get(update.url).headers["Cache-Control"]

    def test_what_is_not_kept_is_compressed_too(self) -> None:
        answer = Client().get("/updates/subscribe/", headers={"accept-encoding": "gzip"})
        assert answer.headers["Content-Encoding"] == "gzip"

    def test_what_could_be_kept_and_is_not_is_compressed_too(
        self, update: UpdatePage, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        packed = {"accept-encoding": "gzip"}
        assert (
            Client().get(f"{update.url}?utm_source=x", headers=packed).headers["Content-Encoding"] == "gzip"
        )

        def away() -> None:
            raise store.AwayError

        monkeypatch.setattr(store, "begin", away)
        assert Client().get(update.url, headers=packed).headers["Content-Encoding"] == "gzip"

    def test_what_is_read_inside_a_transaction_is_not_kept(self, update: UpdatePage) -> None:
        with transaction.atomic():
            assert x_cache(Client(), update.url) == ""
        assert kept() == set()


class TestTime:
    def test_it_ends_when_applications_close(self) -> None:
        now = timezone.now()
        with time_machine.travel(now, tick=False) as clock:
            cohort = factories.cohort(seats=5)
            cohort.applications_open_at = now - dt.timedelta(days=1)
            cohort.applications_close_at = now + dt.timedelta(minutes=20)
            cohort.save()
            cohorts.announce_cohort(cohort=cohort, by=None)
            page = factories.update(cohort=cohort)
            purging._looked_at = time.monotonic()
            open_now = Client().get(page.url).content
            clock.shift(20 * 60 - 1)
            assert Client().get(page.url).content == open_now
            clock.shift(1)
            closed = Client().get(page.url)
            assert closed.headers["X-Cache"] == "miss"
            assert closed.content != open_now

    def test_it_ends_after_an_hour(self, update: UpdatePage) -> None:
        with time_machine.travel(timezone.now(), tick=False) as clock:
            Client().get(update.url)
            clock.shift(3_601)
            assert x_cache(Client(), update.url) == "miss"


class TestNotFromTheCache:
    def test_one_entry_for_all_campaigns_and_none_of_their_words(self, update: UpdatePage) -> None:
        strange = f"{update.url}?utm_source=mail&x=%3Cscript%3E"
        assert x_cache(Client(), strange) == ""
        Client().get(update.url)
        assert x_cache(Client(), strange) == "hit"
        assert kept() == {update.url}

    @pytest.mark.parametrize(
        "query",
        [
            "page=1&page=2",
            "page=%3Cb%3E",
            "region=a b",
            "page=" + "1" * 60,
            "x=" + "y" * 3_000,
            "state=open&region=a",
        ],
    )
    def test_odd_queries_fill_nothing(self, update: UpdatePage, query: str) -> None:
        Client().get(f"/updates/?{query}")
        assert kept() == set()

    def test_parameters_count_only_where_a_list_reads_them(self, update: UpdatePage) -> None:
        for number in range(3):
            Client().get(f"{update.url}?region=x{number}")
            Client().get(f"/updates/?page={7_000 + number}")
        assert kept() == set()
        Client().get("/updates/?state=open")
        Client().get("/updates/feed/?state=open")
        assert kept() == {"/updates/?state=open", "/updates/feed/?state=open"}

    @pytest.mark.parametrize("name", keys.SETTINGS_SHOWN)
    def test_a_setting_that_pages_show_is_another_release(self, settings: Settings, name: str) -> None:
        before = keys.release.__wrapped__()
        setattr(settings, name, "else")
        assert keys.release.__wrapped__() != before

    def test_the_parameters_are_those_of_the_list(self) -> None:
        assert keys.PARAMETERS == filters.NAMES

    @pytest.mark.parametrize(
        "headers",
        [
            {"host": "127.0.0.1"},
            {"host": "testserver:8080"},
            {"authorization": "Bearer x"},
            {"range": "bytes=0-1"},
        ],
    )
    def test_other_hosts_and_requests_pass_by(self, update: UpdatePage, headers: dict[str, str]) -> None:
        Client().get(update.url)
        assert x_cache(Client(), update.url, **headers) == ""
        assert kept() == {update.url}

    def test_a_forged_host_is_refused_also_where_a_page_is_kept(self, update: UpdatePage) -> None:
        Client().get(update.url)
        assert (
            Client().get(update.url, headers={"host": "evil.example.net"}).status_code
            == HTTPStatus.BAD_REQUEST
        )

    @pytest.mark.parametrize(
        "headers",
        [
            {"x-forwarded-host": "evil.example.net"},
            {"x-original-url": "/office/"},
            {"x-rewrite-url": "/office/"},
            {"x-http-method-override": "POST"},
            {"forwarded": "host=evil.example.net"},
            {"accept-language": "fr", "cookie": "django_language=fr"},
        ],
    )
    def test_headers_that_poison_other_caches_change_nothing(
        self, update: UpdatePage, headers: dict[str, str]
    ) -> None:
        poisoned = Client().get(update.url, headers=headers)
        assert "evil" not in poisoned.content.decode()
        assert Client().get(update.url).content == poisoned.content
        assert Client().get(update.url, headers={"authorization": "none"}).content == poisoned.content

    def test_what_is_not_there_takes_no_room(self, update: UpdatePage) -> None:
        for number in range(50):
            Client().get(f"/updates/none-{number}/")
            Client().get(f"/fr//updates/{number}/")
        Client().get(update.url.replace("/updates/", "//updates//"))
        Client().get("/" + "x/" * 200)
        assert kept() == set()

    def test_room_is_bounded_and_filters_crowd_out_no_page(
        self, update: UpdatePage, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(store, "ROOM", {"plain": 5_000, "query": 3})
        for number in range(8):
            beginning = store.begin()
            store.keep(f"{keys.release()}/x/?page={number}", b"x", {"a"}, seconds=60, beginning=beginning)
        assert len(kept()) == 3
        Client().get(update.url)
        assert len(kept()) == 4


class TestPersonal:
    """Never a personal page. `tests/integration/pages/test_access.py` looks for that in every row, as every role."""

    def test_the_canary_would_be_found(self) -> None:
        entry = Entry(headers=[], body=gzip.compress(b"CanaryTrainee"), etag="", ends_at=0)
        store.keep("x", entry.written(), {"a"}, seconds=60, beginning=store.begin())
        assert b"CanaryTrainee" in everything_in_redis()

    def test_who_is_signed_in_is_not_given_the_visitors_page(self, update: UpdatePage) -> None:
        Client().get(update.url)
        client = Client()
        client.force_login(factories.person("Sam"))
        answer = client.get(update.url)
        assert "X-Cache" not in answer.headers
        assert "no-store" in answer.headers["Cache-Control"]

    def test_a_message_for_somebody_is_not_kept(self, update: UpdatePage) -> None:
        client = Client()
        client.cookies["messages"] = "x"
        assert client.get(update.url).headers.get("X-Cache") is None
        assert kept() == set()


class TestRaces:
    """A page that was begun before a change and is finished after it is not kept."""

    def _made_while_it_changes(self, update: UpdatePage, monkeypatch: pytest.MonkeyPatch) -> None:
        """Ask for the page; between its reading and its keeping the title changes and the cache is emptied."""
        keep = store.keep

        def late(*args: object, **kwargs: object) -> bool:
            monkeypatch.setattr(store, "keep", keep)
            page = UpdatePage.objects.get(pk=update.pk)
            page.title = "Changed meanwhile"
            page.save_revision().publish()
            return keep(*args, **kwargs)  # type: ignore[arg-type]  # passed on

        monkeypatch.setattr(store, "keep", late)
        assert "Changed meanwhile" not in Client().get(update.url).content.decode()

    def test_it_is_not_kept(self, update: UpdatePage, monkeypatch: pytest.MonkeyPatch) -> None:
        self._made_while_it_changes(update, monkeypatch)
        assert kept() == set()
        assert "Changed meanwhile" in Client().get(update.url).content.decode()

    def test_without_the_clock_it_would_be(self, update: UpdatePage, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(
            store, "_KEEP", store._KEEP.replace("tonumber(stamp) > tonumber(ARGV[3])", "false")
        )
        self._made_while_it_changes(update, monkeypatch)
        assert "Changed meanwhile" not in Client().get(update.url).content.decode()

    def test_nor_when_redis_lost_its_clock_meanwhile(
        self, update: UpdatePage, redis_server: RedisServer
    ) -> None:
        beginning = store.begin()
        redis_server.flush()
        assert store.keep("k", b"old", {"a"}, seconds=60, beginning=beginning) is False
        assert store.keep("k", b"new", {"a"}, seconds=60, beginning=store.begin()) is True


def _fails(changes: object) -> bool:
    raise DatabaseError


class TestFaults:
    """Redis away when a page should be emptied: it is owed, and paid before anything is believed again."""

    @pytest.fixture
    def server(self, own_redis: Callable[[], RedisServer], settings: Settings) -> Iterator[RedisServer]:
        server = own_redis()
        settings.REDIS_URL = server.url
        store.come_back()
        yield server
        store.come_back()

    @pytest.mark.parametrize("fault", ["pause", "stop"])
    def test_a_change_while_redis_is_away(self, server: RedisServer, update: UpdatePage, fault: str) -> None:
        client = Client()
        assert (x_cache(client, update.url), x_cache(client, update.url)) == ("miss", "hit")
        getattr(server, fault)()
        begun = time.monotonic()
        cohorts.change_cohort(
            cohort=Cohort.objects.get(pk=update.cohort_id), by=None, place_en="Another hall"
        )
        assert "Another hall" in client.get(update.url).content.decode()
        assert time.monotonic() - begun < 5
        assert Change.objects.exists()

        server.resume() if fault == "pause" else server.start()
        store.come_back()
        assert "Another hall" in client.get(update.url).content.decode()
        assert not Change.objects.exists()
        client.get(update.url)
        assert x_cache(client, update.url) == "hit"

    def test_without_what_is_owed_the_old_page_would_be_back(
        self, server: RedisServer, update: UpdatePage, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        client = Client()
        client.get(update.url)
        server.pause()
        monkeypatch.setattr(purging, "_settle", lambda changes: True)
        Cohort.objects.filter(pk=update.cohort_id).update(place_en="Another hall")
        server.resume()
        store.come_back()
        assert "Another hall" not in client.get(update.url).content.decode()

    def test_a_process_that_dies_before_it_empties_the_cache(
        self, update: UpdatePage, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        client = Client()
        client.get(update.url)
        with monkeypatch.context() as died:
            died.setattr(reading, "_settle_after", lambda connection: None)
            Cohort.objects.filter(pk=update.cohort_id).update(place_en="Another hall")
        time.sleep(purging.LOOK_EVERY + 0.1)
        assert "Another hall" in client.get(update.url).content.decode()

    def test_a_redis_started_from_its_snapshot_is_not_believed(
        self, server: RedisServer, update: UpdatePage
    ) -> None:
        client = Client()
        client.get(update.url)
        with server.client() as inside:
            inside.config_set("save", "3600 1")
            inside.save()
        snapshot = (server.folder / "dump.rdb").read_bytes()
        Cohort.objects.filter(pk=update.cohort_id).update(place_en="Another hall")
        assert not Change.objects.exists()
        server.stop()
        (server.folder / "dump.rdb").write_bytes(snapshot)
        server.start()
        with server.client(db=1) as inside:
            assert inside.exists("pc:epoch")  # it is the old data
        store.come_back()
        assert "Another hall" in client.get(update.url).content.decode()

    def test_a_database_that_fails_takes_no_doubt_away(
        self, update: UpdatePage, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        assert purging.is_settled()
        store._doubt()
        with monkeypatch.context() as patch:
            patch.setattr(purging, "_settle", _fails)
            Change.objects.create(table="wagtailcore_page", row="1", reach=1)
            assert [purging.is_settled() for _ in range(2)] == [False, False]
        assert purging.is_settled()

    def test_a_database_that_hangs_holds_one_thread_and_not_every_request(
        self, update: UpdatePage, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        assert purging.is_settled()
        monkeypatch.setattr(purging, "_looked_at", 0.0)
        with purging._looking:  # somebody is waiting for it
            assert purging.is_settled()
        monkeypatch.setattr(store, "has_doubts", lambda: False)
        with monkeypatch.context() as patch:
            fails = Mock(side_effect=DatabaseError)
            patch.setattr(purging, "_settle", fails)
            Change.objects.create(table="wagtailcore_page", row="1", reach=1)
            assert [purging.is_settled() for _ in range(3)] == [True, True, True]
        assert fails.call_count == 1

    def test_without_triggers_nothing_is_kept_or_given(self, update: UpdatePage) -> None:
        client = Client()
        client.get(update.url)
        closed = Change.objects.create(table=EVERYTHING, row=CLOSED, reach=3)
        time.sleep(purging.LOOK_EVERY + 0.1)
        assert [x_cache(client, update.url) for _ in range(3)] == ["", "", ""]
        assert kept() == set()
        Change.objects.filter(pk=closed.pk).update(row="")
        time.sleep(purging.LOOK_EVERY + 0.1)
        assert [x_cache(client, update.url) for _ in range(2)] == ["miss", "hit"]
        assert not Change.objects.exists()

    def test_flushall_loses_nothing(self, update: UpdatePage, redis_server: RedisServer) -> None:
        before = Client().get(update.url).content
        redis_server.flush()
        again = Client().get(update.url)
        assert (again.headers["X-Cache"], again.content) == ("miss", before)
