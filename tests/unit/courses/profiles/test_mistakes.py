"""Every mistake in a profile is named by file, line and field, all of them at once."""

from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from courses.profiles.problems import Refused
from courses.profiles.profile import read_profile
from courses.profiles.reading import MOST_BYTES

FILES = Path(__file__).parent / "mistakes"
GOOD = (FILES / "good.yaml").read_text()


def mistakes(content: str | bytes, name: str = "x.yaml") -> list[str]:
    data = content.encode() if isinstance(content, str) else content
    with pytest.raises(Refused) as caught:
        read_profile(name, data)
    return [str(problem) for problem in caught.value.problems]


def with_(old: str, new: str) -> str:
    assert GOOD.count(old) == 1, old
    return GOOD.replace(old, new)


def test_what_is_changed_below_is_right_before() -> None:
    profile = read_profile("x.yaml", GOOD.encode())
    assert [award["code"] for award in profile.data["awards"]] == ["first", "second"]


FIRST = "awards → first → requirements"
ITSELF = "asks for itself here, so nobody could earn it."
CHANGES = YAML(typ="safe").load(FILES / "changes.yaml")


@pytest.mark.parametrize("change", CHANGES, ids=[str(number) for number in range(len(CHANGES))])
def test_each_mistake_is_named(change: dict[str, Any]) -> None:
    found = mistakes(with_(change["change"], change["to"]))
    assert found == [f"x.yaml, {said}" for said in change["says"]]


def test_all_mistakes_come_at_once_in_the_order_of_the_file() -> None:
    content = (
        with_("hours: 2}", "hours: two}").replace("exam: X1,", "exam: X9,").replace("number: 1", "number: 7")
    )
    content = content.replace("award: {award: first}", "award: {award: second}")
    assert [problem.split(":")[0] for problem in mistakes(content)] == [
        "x.yaml, line 3, modules → M01 → hours",
        f"x.yaml, line 17, {FIRST} → 3 → result → exam",
        f"x.yaml, line 22, {FIRST} → 5 → at_least → number",
        "x.yaml, line 29, awards → second → requirements → 1 → award → award",
    ]


def test_of_very_many_names_the_first_are_said() -> None:
    """Thousands of wrong names in a file of thousands of right ones would make an answer of many megabytes."""
    more = "".join(f"  - {{code: Z{n:03}, title: {{en: Z, fr: Z}}, hours: 1}}\n" for n in range(500))
    content = with_("exams:\n", f"{more}exams:\n")
    content = content.replace("codes: [M01, M02]", "codes: [M01, qqq]")
    [said] = mistakes(content)
    known = ", ".join(["M01", "M02", *(f"Z{n:03}" for n in range(28))])
    assert said.endswith(f"there is no module “qqq”. Known are: {known}, ….")


def test_optional_modules_do_not_count_where_none_are_listed() -> None:
    content = with_("- modules: {}", "- modules: {at_least: 2}")
    assert read_profile("x.yaml", content.encode())
    assert mistakes(content.replace("needs: [M01]}", "optional: true}")) == [
        f"x.yaml, line 15, {FIRST} → 1 → modules → at_least: 2 are asked for, and there are only 1."
    ]


def test_a_module_without_a_code_still_counts() -> None:
    content = with_("- modules: {}", "- modules: {at_least: 2}").replace("code: M01, title", "title")
    assert not [said for said in mistakes(content) if "modules → at_least" in said]


def test_awards_that_ask_for_each_other_are_found_over_a_third() -> None:
    content = with_("      - modules: {}\n", "      - all_of: [{award: {award: second}}]\n")
    assert mistakes(content) == [
        f"x.yaml, line 15, {FIRST} → 1 → all_of → 1 → award → award: “first” {ITSELF}",
        f"x.yaml, line 29, awards → second → requirements → 1 → award → award: “second” {ITSELF}",
    ]


def test_groups_go_three_deep() -> None:
    def nested(depth: int) -> str:
        inner = "{modules: {}}"
        for _level in range(depth):
            inner = f"{{all_of: [{inner}]}}"
        return with_("- modules: {}", f"- {inner}")

    assert read_profile("x.yaml", nested(3).encode())
    (words,) = mistakes(nested(4))
    assert words.startswith(
        f"x.yaml, line 15, {FIRST} → 1 → all_of → 1 → all_of → 1 → all_of → 1 → all_of: groups go three deep at most."
    )


COLON = "a colon with a space after it stands inside a text. Put the text in quotes."
NOT_UTF_8 = "a character here is not UTF-8. Save the file as UTF-8 and try again."
OPEN = (
    "this is not YAML: a brace, a bracket or a quote may be left open. "
    "A text with a comma or a colon in it needs quotes."
)
NOT_A_PROFILE = [
    (b"", "x.yaml: the file is empty."),
    (b"# only words\n", "x.yaml: the file is empty."),
    (b"- a\n- b\n", "x.yaml, line 1: fields are needed here: each with a name, a colon and a value."),
    (b"just words\n", "x.yaml, line 1: fields are needed here: each with a name, a colon and a value."),
    (b"course:\n\tslug: x\n  \t\ta: b\n", "x.yaml, line 2: a tab stands before the words. Use spaces."),
    (b"course: {slug: x\n", f"x.yaml, line 2: {OPEN} (expected ',' or '}}', but got '<stream end>')"),
    (b"course:\n  slug: a: b\n", f"x.yaml, line 2: {COLON}"),
    (b"course:\n  slug: 'a\n", "x.yaml, line 2: a quote that begins here does not end."),
    (b"a: 1\n---\nb: 2\n", "x.yaml, line 2: a second document begins here. One file holds one."),
    (b"a: *b\n", "x.yaml, line 1: names with & and * are not read here. Write it out."),
    (b"a: 1\nb: \x00\n", "x.yaml, line 2: a control character (U+0000) stands here. Delete it."),
    ("a: 1\nb: \u0085\x1b[31m\n".encode(), "x.yaml, line 2: a control character (U+001B) stands here. Delete it."),
    ("course:\n  title: École\n".encode("latin-1"), f"x.yaml, line 2: {NOT_UTF_8}"),
    ("a: b\n".encode("utf-16"), f"x.yaml, line 1: {NOT_UTF_8}"),
    (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "x.yaml: this is not a text file."),
    (b"[" * 1_000, "x.yaml: too many things stand inside each other."),
    (b"a: " + b"x" * MOST_BYTES, "x.yaml: the file is larger than 1 MB. A profile is much smaller."),
]  # fmt: skip


@pytest.mark.parametrize(("content", "words"), NOT_A_PROFILE, ids=[str(n) for n in range(len(NOT_A_PROFILE))])
def test_what_is_no_profile_at_all_is_told_in_a_sentence(content: bytes, words: str) -> None:
    assert words in mistakes(content)


def test_every_tab_is_named() -> None:
    assert mistakes(b"course:\n\tslug: x\n\tstream: peer\n") == [
        f"x.yaml, line {line}: a tab stands before the words. Use spaces." for line in (2, 3)
    ]


def test_a_bomb_of_aliases_is_refused_and_not_followed() -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 30)]
    found = mistakes("\n".join(lines))
    assert found[0] == "x.yaml, line 1, a0: names with & and * are not read here. Write it out."
    assert len(found) == 30


def test_windows_line_ends_and_a_mark_at_the_beginning_change_nothing() -> None:
    plain = read_profile("x.yaml", GOOD.encode())
    windows = read_profile("x.yaml", b"\xef\xbb\xbf" + GOOD.replace("\n", "\r\n").encode())
    assert windows.data == plain.data
    (words,) = mistakes(with_("hours: 2}", "hours: two}").replace("\n", "\r\n"))
    assert words == "x.yaml, line 3, modules → M01 → hours: a number is needed."


def test_names_of_people_s_languages_are_kept() -> None:
    words = "Cəsnaʔəm, İstanbul, 中文, e\u0301"
    profile = read_profile("x.yaml", with_("{en: One, fr: Un}", f"{{en: '{words}', fr: Un}}").encode())
    assert profile.data["modules"][0]["title"]["en"] == words
