"""The catalogue: what is found, what is kept, what is refused."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import polib
import pytest
from django.core.management import CommandError, call_command
from django.utils.translation import ngettext, override

from cms import translations
from cms.translations import Found


def entry(message: str, french: str, **values: object) -> polib.POEntry:
    return polib.POEntry(msgid=message, msgstr=french, **values)


def catalogue(*entries: polib.POEntry) -> polib.POFile:
    made = polib.POFile()
    made.extend(entries)
    return made


def test_words_of_code_and_templates_are_found() -> None:
    messages = translations.extract()

    assert "cms/settings/base.py" in messages["", "French"].files
    assert "templates/base.html" in messages["", "Skip to the content"].files


def test_words_are_marked_only_with_names_that_are_looked_for() -> None:
    imported = re.compile(r"^ *from django\.utils\.translation import \(?([^)\n]*)", re.MULTILINE)
    used = {
        name.split(" as ")[-1].strip()
        for _, text in translations._sources()
        for names in imported.findall(text)
        for name in names.split(",")
        if "gettext" in name
    }

    assert used - set(translations.KEYWORDS) == set()


def test_known_translations_are_kept_and_unused_ones_dropped() -> None:
    old = catalogue(entry("Cohort", "Cohorte"), entry("Gone", "Parti"))

    new = translations.merged(old, {("", "Cohort"): Found(), ("", "Course"): Found()})

    assert {one.msgid: one.msgstr for one in new} == {"Cohort": "Cohorte", "Course": ""}


def test_a_message_that_got_a_plural_is_translated_again() -> None:
    new = translations.merged(
        catalogue(entry("%d seat", "%d place")), {("", "%d seat"): Found(plural="%d seats")}
    )

    assert new[0].msgstr_plural == {0: "", 1: ""}


@pytest.mark.parametrize(
    ("message", "french", "complaint"),
    [
        ("Cohort", "", "not translated"),
        ("Hello %(name)s", "Bonjour", "other placeholders"),
        ("Hello %(name)s", "Bonjour %(nom)s", "other placeholders"),
        ("Hello {name}", "Bonjour {nom}", "other placeholders"),
        ("<b>Hello</b>", "<i>Bonjour</i>", "other HTML"),
        ("Hello\n", "Bonjour", "other line ends"),
    ],
)
def test_unsafe_french_is_refused(message: str, french: str, complaint: str) -> None:
    found = translations.complaints(catalogue(entry(message, french)), {("", message): Found()})

    assert [one.partition(":")[0] for one in found] == [complaint]


def test_fuzzy_new_and_unused_messages_are_refused() -> None:
    kept = catalogue(entry("Cohort", "Cohorte", flags=["fuzzy"]), entry("Gone", "Parti"))

    found = translations.complaints(kept, {("", "Cohort"): Found(), ("", "New"): Found(files=["a.py"])})

    assert found == [
        "not in the catalogue: 'New' (a.py)",
        "no longer in the code: 'Gone'",
        "marked as fuzzy: 'Cohort'",
    ]


def test_a_singular_may_leave_the_number_out() -> None:
    one = polib.POEntry(
        msgid="%(count)s seat",
        msgid_plural="%(count)s seats",
        msgstr_plural={0: "une place", 1: "%(count)s places"},
    )

    assert (
        translations.complaints(catalogue(one), {("", "%(count)s seat"): Found(plural="%(count)s seats")})
        == []
    )


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the real catalogue, of which the code is made to have just the messages."""
    copy = tmp_path / "django.po"
    whole = polib.pofile(str(translations.CATALOGUE))
    finished = catalogue(*(one for one in whole if one.translated() and not one.obsolete))
    finished.metadata = dict(translations.METADATA)
    finished.save(str(copy))
    messages = {(one.msgctxt or "", one.msgid): Found(plural=one.msgid_plural) for one in finished}
    monkeypatch.setattr(translations, "CATALOGUE", copy)
    monkeypatch.setattr(translations, "extract", lambda: messages)
    return copy


def test_the_check_passes_a_finished_catalogue(kept: Path) -> None:
    assert len(polib.pofile(str(kept))) > 500
    call_command("messages", check=True)


@pytest.mark.parametrize(
    ("plant", "complaint"),
    [
        (lambda one: one.flags.append("fuzzy"), "marked as fuzzy: 'Skip to the content'"),
        (lambda one: setattr(one, "msgstr", ""), "not translated: 'Skip to the content'"),
        (lambda one: setattr(one, "msgid", "Skip"), "not in the catalogue: 'Skip to the content'"),
        (lambda one: setattr(one, "msgstr", "Aller %(ici)s"), "other placeholders: 'Skip to the content'"),
        (lambda one: setattr(one, "msgstr", "<b>Aller au contenu"), "other HTML: 'Skip to the content'"),
    ],
)
def test_one_bad_string_among_many_fails_the_check(
    kept: Path, plant: Callable[[Any], object], complaint: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    messages = {key: Found(found.plural, ["base.html"]) for key, found in translations.extract().items()}
    monkeypatch.setattr(translations, "extract", lambda: messages)
    planted = polib.pofile(str(kept))
    plant(planted.find("Skip to the content"))
    planted.save()
    with pytest.raises(CommandError) as refused:
        call_command("messages", check=True)
    assert str(refused.value).startswith(complaint)


def test_none_and_one_are_singular_in_french() -> None:
    """And in English only one."""
    plurals = [
        one for one in translations.load() if one.msgid_plural and one.translated() and not one.msgctxt
    ]
    assert len(plurals) > 20
    for one in plurals:
        with override("fr"):
            forms = [ngettext(one.msgid, one.msgid_plural, number) for number in (0, 1, 2, 100)]
        singular, plural = one.msgstr_plural[0], one.msgstr_plural[1]
        assert forms == [singular, singular, plural, plural]
        with override("en"):
            forms = [ngettext(one.msgid, one.msgid_plural, number) for number in (0, 1, 2)]
        assert forms == [one.msgid_plural, one.msgid, one.msgid_plural]
