"""Profiles in the office: downloaded as the command writes them, loaded as it loads them, tried out without a trace."""

import html
import io
import logging
import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry

from courses.enums import RoleKind
from courses.models import Agreement, Award, Course, Edition, Programme
from courses.operations.profiles import load_profile
from tests import factories
from tests.integration.pages.test_access import contents
from tests.unit.courses.profiles.expectations import RECORDS, SHIPPED, shipped

CALGARY = (SHIPPED / "cmha-calgary.yaml").read_text()
CALIFORNIA = (SHIPPED / "california.yaml").read_text()
LOOK, LOAD, TRY = {"look": "1"}, {"load": "1"}, {"try": "1"}


@pytest.fixture(autouse=True)
def streams(db: None) -> None:
    """As on a site that is set up."""
    for slug in ("peer", "family"):
        factories.stream(slug=slug)


def url() -> str:
    return reverse("courses:load_profile")


def post(office: Client, programme: Programme, text: str = CALGARY, **more: Any) -> Any:
    return office.post(url(), {"programme": programme.pk, "text": text, "source": "", **(more or LOOK)})


def said(response: Any) -> list[str]:
    return list(response.context["would_do"])


def shown(response: Any) -> dict[str, str]:
    """What the page sends back when "Load it" is pressed."""
    form = response.context["form"]
    return {
        "shown": form.digest,
        "seen": response.context["foreseen"].seen,
        "text": re.sub("\r?\n", "\r\n", form["text"].value()),
        "source": form["source"].value(),
        "people_text": form["people_text"].value(),
        **LOAD,
    }


def press(office: Client, programme: Programme, text: str = CALGARY) -> Any:
    """Look, then load what was seen."""
    return office.post(url(), {"programme": programme.pk, **shown(post(office, programme, text))})


def loaded(name: str, programme: Programme) -> Edition:
    return load_profile(profile=shipped(name), programme=programme, by=None).edition


class TestDownload:
    def test_it_is_what_the_command_writes(self, office: Client, programme: Programme) -> None:
        edition, out = loaded("california", programme), io.StringIO()
        call_command("profile", "dump", edition.course.slug, stdout=out)
        response = office.get(reverse("courses:profile", args=[edition.pk]))
        assert response.content.decode() == out.getvalue()
        assert response["Content-Type"] == "application/yaml; charset=utf-8"
        name = f"{edition.course.slug}-edition-1.yaml"
        assert response["Content-Disposition"] == f'attachment; filename="{name}"'

    def test_an_edition_with_nothing_in_it_is_a_file_too(self, office: Client, programme: Programme) -> None:
        edition = Edition.objects.create(course=factories.course(programme=programme))
        assert office.get(reverse("courses:profile", args=[edition.pk])).status_code == 200
        assert office.get(reverse("courses:try_rules", args=[edition.pk])).status_code == 200

    def test_loaded_again_it_changes_nothing(self, office: Client, programme: Programme) -> None:
        edition = loaded("california", programme)
        text = office.get(reverse("courses:profile", args=[edition.pk])).content.decode()
        assert said(post(office, programme, text)) == ["Nothing would change: edition 1 says the same."]


class TestLooking:
    def test_a_new_course_is_shown_whole_and_nothing_is_written(
        self, office: Client, programme: Programme
    ) -> None:
        before = contents()
        response = post(office, programme, CALIFORNIA)
        assert contents() == before
        assert response.status_code == 200
        assert said(response) == [
            "A new course is made in Here programme: “Medi-Cal peer support”.",
            "New agreements of the programme: ethics.",
            "Edition 1 is made. Modules: 6. Awards: 2.",
            "What modules ask for, and what there is to read, is not in the file. Add it afterwards.",
        ]
        page = response.content.decode()
        for words in (
            "6 hours: Law and ethics.",
            "It can be renewed from 90 days before the end on.",
            "Load it",
        ):
            assert words in page

    def test_of_a_course_that_is_there_the_differences_are_said(
        self, office: Client, programme: Programme
    ) -> None:
        loaded("cmha-calgary", programme)
        text = CALGARY.replace("hours: 83,", "hours: 84,").replace("en: School of", "en: The school of")
        response = post(office, programme, text)
        assert said(response) == [
            "Here programme has this course already: “School of Peer Support”.",
            "This changes for the whole course: Title in English: School of Peer Support → The school of Peer Support.",
            "Edition 2 is made. Modules: 5. Awards: 1.",
            "Edition 1 stays as it is.",
            "Cohorts stay with the edition that they began with.",
            "What modules ask for, and what there is to read, comes along from edition 1: for modules with the same "
            "code.",
        ]
        [part] = response.context["compared"]
        assert (part["label"], part["comes"], part["goes"]) == ("Awards", "", "")
        [line] = part["changes"]
        assert line.startswith("graduate ")
        assert "Requirements: " in line
        assert re.search(r"83 .* → .*84 ", line)

    def test_each_difference_is_said_from_what_to_what(self, office: Client, programme: Programme) -> None:
        loaded("california", programme)
        text = CALIFORNIA.replace("hours: {hours: 6,", "hours: {hours: 7,").replace(
            "every_months: 24", "every_months: 36"
        )
        text = text.replace(
            "agreements:\n", "agreements:\n  - {code: more, title: {en: A, fr: A}, text: {en: A, fr: A}}\n"
        )
        response = post(office, programme, text)
        assert "New agreements of the programme: more." in said(response)
        lines = [line for part in response.context["compared"] for line in part["changes"]]
        assert lines
        assert all(" → " in line and ": " in line for line in lines)
        assert lines[0] in html.unescape(response.content.decode())

    def test_examples_are_there_to_begin_with(self, office: Client) -> None:
        page = office.get(url()).content.decode()
        example = reverse("courses:example_profile", args=["california"])
        assert f'href="{example}"' in page
        response = office.get(example)
        assert response.content.decode() == CALIFORNIA
        assert response["Content-Disposition"] == 'attachment; filename="california.yaml"'
        assert office.get(example.replace("california", "nothing")).status_code == 404

    def test_what_only_the_course_says_needs_no_edition(self, office: Client, programme: Programme) -> None:
        loaded("cmha-calgary", programme)
        response = post(office, programme, CALGARY.replace("en: School of", "en: The school of"))
        assert said(response)[-1] == "No new edition is made: edition 1 says the same."


class TestLoading:
    def test_what_was_seen_is_made_once(self, office: Client, programme: Programme, coordinator: Any) -> None:
        file = SimpleUploadedFile("calgary.yaml", b"\xef\xbb\xbf" + CALGARY.replace("\n", "\r\n").encode())
        response = office.post(url(), {"programme": programme.pk, "file": file, **LOOK})
        assert not Course.objects.exists()
        pressed = {"programme": programme.pk, **shown(response)}
        made = office.post(url(), pressed)
        edition = Edition.objects.get()
        assert made["Location"] == reverse("courses:edition", args=[edition.pk])
        entry = ModelLogEntry.objects.get(action="courses.profile.load")
        assert (entry.user_id, entry.data["file"]) == (coordinator.pk, "calgary.yaml")
        before = contents()
        again = office.post(url(), pressed)
        assert again["Location"] == made["Location"]
        assert contents() == before

    def test_it_is_the_same_as_the_command_makes(
        self, office: Client, programme: Programme, elsewhere: Programme
    ) -> None:
        press(office, programme, CALIFORNIA)
        one, other = Edition.objects.get(), loaded("california", elsewhere)
        dumps = []
        for edition in (one, other):
            out = io.StringIO()
            call_command(
                "profile",
                "dump",
                edition.course.slug,
                "--programme",
                edition.course.programme.slug,
                stdout=out,
            )
            dumps.append(out.getvalue())
        assert dumps[0] == dumps[1]
        assert Award.objects.filter(edition=one).count() == 2

    def test_another_text_than_was_seen_is_shown_first(self, office: Client, programme: Programme) -> None:
        pressed = shown(post(office, programme)) | {"text": CALGARY.replace("hours: 83,", "hours: 84,")}
        response = post(office, programme, **pressed)
        assert response.status_code == 200
        assert said(response)[1] == "Edition 1 is made. Modules: 5. Awards: 1."
        assert "The text changed since you looked. Please look again." in response.content.decode()
        assert not Course.objects.exists()

    def test_what_changed_since_is_shown_again(self, office: Client, programme: Programme) -> None:
        """Somebody else made an edition after the look: what was read on the page is not what would happen."""
        pressed = shown(post(office, programme))
        press(office, programme, CALGARY.replace("hours: 83,", "hours: 90,"))
        before = contents()
        response = post(office, programme, **pressed)
        assert response.status_code == 422
        assert "The course was changed in the meantime." in response.content.decode()
        assert "Edition 2 is made. Modules: 5. Awards: 1." in said(response)
        assert contents() == before
        assert post(office, programme, **shown(response)).status_code == 302
        assert Edition.objects.count() == 2

    def test_without_a_look_nothing_is_made(self, office: Client, programme: Programme) -> None:
        pressed = shown(post(office, programme))
        for missing in ("seen", "shown"):
            response = post(office, programme, **{**pressed, missing: ""})
            assert response.status_code in (200, 422)
        assert not Course.objects.exists()

    def test_only_administrators_say_that_one_person_may_award(
        self, office: Client, programme: Programme, client: Client
    ) -> None:
        text = CALGARY.replace("course:\n", "course:\n  one_person_awards: true\n")
        response = post(office, programme, text)
        assert response.status_code == 422
        [problem] = response.context["form"].file_problems
        assert problem.field == "course → one_person_awards"
        assert problem.words == "only an administrator changes this. It is “false” now."
        client.force_login(factories.person(is_superuser=True))
        assert press(client, programme, text).status_code == 302
        assert Course.objects.get().one_person_awards
        client.force_login(programme.roles.get().person)
        assert post(client, programme, CALGARY).status_code == 422
        assert said(post(client, programme, text)) == ["Nothing would change: edition 1 says the same."]


class TestRefusals:
    @pytest.mark.parametrize(
        ("content", "line", "words"),
        [
            (b"course: \xe9", 1, "a character here is not UTF-8."),
            (b"course:\n  slug: a\x00b\n", 2, "a control character (U+0000) stands here."),
            (b"a: &x 1\nb: *x\n", 1, "names with & and * are not read here."),
            (b"a: !!python/object:os.system 1\n", 1, "types with ! are not read here."),
            (CALGARY.replace("slug:", "slugg:").encode(), 5, "this is not known here."),
            (b"\n", 0, ""),
        ],
    )
    def test_what_the_command_refuses_with_its_line(
        self, office: Client, programme: Programme, content: bytes, line: int, words: str
    ) -> None:
        before = contents()
        file = SimpleUploadedFile("wrong.yaml", content)
        response = office.post(url(), {"programme": programme.pk, "file": file, **LOOK})
        assert response.status_code == 422
        problems = response.context["form"].file_problems
        assert any(p.file == "wrong.yaml" and p.line == line and words in p.words for p in problems)
        assert contents() == before

    def test_a_pasted_nul_is_told_of_with_its_line(self, office: Client, programme: Programme) -> None:
        response = post(office, programme, "course:\n  slug: a\x00b\n")
        assert [(p.file, p.line) for p in response.context["form"].file_problems] == [("Pasted text", 2)]

    def test_all_mistakes_stand_on_the_page_and_nothing_typed_is_lost(
        self, office: Client, programme: Programme
    ) -> None:
        text = "\n" + CALGARY.replace("hours: 83,", "hours: many,").replace("[T4]", "[T5]") + "\n<b>&amp;"
        response = post(office, programme, text[: text.rindex("\n")])
        page = response.content.decode()
        assert response.status_code == 422
        assert "modules → P1 → needs → 1" in page
        assert "There is no module “T5”." in page
        assert "Pasted text, line 23" in " ".join(page.split())
        assert response.context["form"]["text"].value() == text[: text.rindex("\n")]
        assert f'<option value="{programme.pk}" selected>' in page

    def test_a_refused_file_stands_in_the_form_and_a_new_one_takes_its_place(
        self, office: Client, programme: Programme
    ) -> None:
        wrong = SimpleUploadedFile("one.yaml", CALGARY.replace("[T4]", "[T5]").encode())
        response = office.post(url(), {"programme": programme.pk, "file": wrong, **LOOK})
        form = response.context["form"]
        assert "[T5]" in form["text"].value()
        sent = {"programme": programme.pk, "text": form["text"].value(), "source": form["source"].value()}
        right = SimpleUploadedFile("two.yaml", CALGARY.encode())
        response = office.post(url(), {**sent, "file": right, **LOOK})
        assert (response.status_code, response.context["form"]["source"].value()) == (200, "two.yaml")

    def test_a_file_and_a_text_are_not_guessed_between(self, office: Client, programme: Programme) -> None:
        response = post(office, programme, "mine", file=SimpleUploadedFile("a.yaml", b"a: 1"), **LOOK)
        assert list(response.context["form"].errors) == ["file"]
        assert response.context["form"]["text"].value() == "mine"

    @pytest.mark.parametrize("field", ["file", "text"])
    def test_too_much_is_not_read(self, office: Client, programme: Programme, field: str) -> None:
        much: Any = "#" * 200_001
        sent = {field: much if field == "text" else SimpleUploadedFile("a.yaml", much.encode())}
        response = office.post(url(), {"programme": programme.pk, **sent, **LOOK})
        assert response.status_code == 422
        assert response.context["form"].errors[field] == ["This is too large. At most 200 kB can be read."]

    def test_nothing_at_all_is_asked_for(self, office: Client, programme: Programme) -> None:
        response = office.post(url(), {**LOOK})
        assert sorted(response.context["form"].errors) == ["file", "programme"]

    def test_an_agreement_that_somebody_signed_stays(
        self, office: Client, programme: Programme, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        loaded("california", programme)
        Agreement.objects.update(version=2)
        response = post(office, programme, CALIFORNIA)
        [problem] = response.context["form"].file_problems
        assert problem.words == "the programme has version 2 of it already."
        assert problem.line


class TestWhoMay:
    @pytest.mark.parametrize("pressed", [LOOK, LOAD, TRY])
    def test_another_programme_does_not_exist(
        self, office: Client, programme: Programme, elsewhere: Programme, pressed: dict[str, str]
    ) -> None:
        data = shown(post(office, programme)) | pressed
        assert post(office, elsewhere, **data).status_code == 404
        assert office.post(url(), {"programme": "999999999", "text": CALGARY}).status_code == 404
        assert not Course.objects.exists()

    @pytest.mark.parametrize("typed", ["", "x", "-1", "9" * 19, "9" * 400, "١٢٣"])
    def test_what_is_no_id_is_an_error_of_the_field(self, office: Client, typed: str) -> None:
        response = office.post(url(), {"programme": typed, "text": CALGARY, **LOOK})
        assert response.status_code in (404, 422)
        if response.status_code == 422:
            assert "programme" in response.context["form"].errors

    def test_where_one_facilitates_one_may_not(self, programme: Programme, client: Client) -> None:
        """Also for who coordinates another programme."""
        there = factories.programme()
        person = factories.role(RoleKind.FACILITATOR, programme).person
        client.force_login(person)
        assert client.post(url(), {"programme": programme.pk, "text": CALGARY}).status_code in (302, 403)
        factories.role(RoleKind.COORDINATOR, there, held_by=person)
        assert post(client, programme).status_code == 404
        assert post(client, there).status_code == 200

    def test_the_ways_there_are_shown_to_who_may(self, office: Client, programme: Programme) -> None:
        edition = loaded("california", programme)
        assert url() in office.get(reverse("courses:index")).content.decode()
        page = office.get(reverse("courses:edition", args=[edition.pk])).content.decode()
        assert reverse("courses:profile", args=[edition.pk]) in page
        assert reverse("courses:try_rules", args=[edition.pk]) in page
        facilitator = Client()
        facilitator.force_login(factories.role(RoleKind.FACILITATOR, programme).person)
        assert url() not in facilitator.get(reverse("courses:index")).content.decode()
        assert (
            reverse("courses:profile", args=[edition.pk])
            in facilitator.get(reverse("courses:edition", args=[edition.pk])).content.decode()
        )


class TestTrying:
    @pytest.fixture
    def edition(self, programme: Programme) -> Edition:
        return loaded("california", programme)

    def test_it_says_what_the_command_says(self, office: Client, edition: Edition) -> None:
        out = io.StringIO()
        call_command("judge", SHIPPED / "california.yaml", RECORDS / "california.yaml", stdout=out)
        records = (RECORDS / "california.yaml").read_text()
        response = office.post(reverse("courses:try_rules", args=[edition.pk]), {"text": records})
        assert response.status_code == 200
        page = " ".join(words(response).split())
        for line in out.getvalue().splitlines():
            assert line.strip(" +-x") in page

    def test_before_anything_is_loaded(self, office: Client, programme: Programme) -> None:
        before = contents()
        records = (RECORDS / "cmha-calgary.yaml").read_text()
        response = post(office, programme, people_text=records, **TRY)
        assert response.status_code == 200
        assert contents() == before
        out = io.StringIO()
        call_command("judge", SHIPPED / "cmha-calgary.yaml", RECORDS / "cmha-calgary.yaml", stdout=out)
        page = " ".join(words(response).split())
        for line in out.getvalue().splitlines():
            assert line.strip(" +-x") in page

    def test_wrong_people_leave_what_would_happen_on_the_page(
        self, office: Client, programme: Programme
    ) -> None:
        people = "people:\n  - name: Rae\n    completed: {T9: 2026-01-01}\n"
        response = post(office, programme, people_text=people, **TRY)
        assert response.status_code == 422
        assert [(p.file, p.line) for p in response.context["form"].people_problems] == [("People", 3)]
        assert said(response)
        assert response.context["form"]["people_text"].value() == people

    @pytest.mark.parametrize("text", ["", "people: []", "a: [", "people:\n  - {name: Rae, diagnosis: x}"])
    def test_what_cannot_be_read_stays_as_it_was_typed(
        self, office: Client, edition: Edition, text: str
    ) -> None:
        response = office.post(reverse("courses:try_rules", args=[edition.pk]), {"text": text})
        assert response.status_code == 422
        assert response.context["form"]["text"].value() == text
        assert response.context["form"].errors["text"]

    def test_nothing_of_it_is_kept(
        self, office: Client, edition: Edition, caplog: pytest.LogCaptureFixture
    ) -> None:
        """Not in the database, not in the log: each is searched for a word that is in the page."""
        caplog.set_level(logging.DEBUG)
        before = contents()
        people = "people:\n  - name: Quillfeather\n"
        response = office.post(reverse("courses:try_rules", args=[edition.pk]), {"text": people})
        assert "Quillfeather" in response.content.decode()
        assert contents() == before
        assert "Quillfeather" not in caplog.text

    def test_the_people_to_begin_with_can_be_judged(self, office: Client, edition: Edition) -> None:
        address = reverse("courses:try_rules", args=[edition.pk])
        text = office.get(address).context["form"]["text"].value()
        assert str(timezone.localdate()) in text
        response = office.post(address, {"text": text})
        assert [one["name"] for one in response.context["tried"]["people"]] == ["Rae", "Sol"]


def words(response: Any) -> str:
    """The page without its tags."""
    return html.unescape(re.sub(r"<[^>]+>", " ", response.content.decode()))
