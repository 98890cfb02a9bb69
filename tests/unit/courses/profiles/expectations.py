"""What the shipped profiles make of sample records, beside what was worked out by hand."""

from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from courses import profiles
from courses.profiles.profile import Profile, read_profile
from courses.profiles.records import Records, read_records
from courses.profiles.trying import Tried, try_out
from courses.requirements.judgement import Judgement

SHIPPED = Path(profiles.__file__).parent / "shipped"
RECORDS = Path(__file__).parent / "records"
NAMES = sorted(path.stem for path in SHIPPED.glob("*.yaml"))

Expected = dict[str, dict[str, list[str]]]


def shipped(name: str) -> Profile:
    return read_profile(f"{name}.yaml", (SHIPPED / f"{name}.yaml").read_bytes())


def sample(name: str, profile: Profile) -> Records:
    file = RECORDS / f"{name}.yaml"
    return read_records(file.name, file.read_bytes(), profile.outline)


def expected(name: str) -> Expected:
    found: Any = YAML(typ="safe").load(RECORDS / f"{name}.expected.yaml")
    return {person: dict(awards) for person, awards in found.items()}


def judged(profile: Profile, records: Records) -> list[Tried]:
    assert records.on is not None
    return list(try_out(profile, records.people, at=records.on))


def as_expected(found: list[Tried]) -> Expected:
    """In the words of the files: person, award or renewal, a line for each requirement on the first level."""
    made: Expected = {}
    for tried in found:
        about = tried.award
        if tried.term:
            about = f"renewal of {tried.award}, from {tried.term.opens_on} on"
        made.setdefault(tried.person, {})[about] = [line(part) for part in tried.judged.parts]
    return made


def line(judged: Judgement) -> str:
    word = "met" if judged.is_met else "open" if judged.is_open else "late" if judged.is_over else "over"
    words = f"{word} {judged.have}/{judged.need} {judged.text}"
    return f"{words} | {judged.next_step}" if judged.next_step else words
