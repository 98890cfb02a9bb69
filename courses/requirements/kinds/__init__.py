"""Every kind of requirement: one file each, with its fields, `judge` and words. A new one is a file and a line here."""

from collections.abc import Mapping

from courses.requirements.base import RequirementBlock

from .age import AgeBlock
from .agreement import AgreementBlock
from .attendance import AttendanceBlock
from .award import AwardBlock
from .credential import CredentialBlock
from .evaluation import EvaluationBlock
from .hours import HoursBlock
from .modules import ModulesBlock
from .result import ResultBlock

KINDS: Mapping[str, type[RequirementBlock]] = {
    "modules": ModulesBlock,
    "attendance": AttendanceBlock,
    "hours": HoursBlock,
    "result": ResultBlock,
    "evaluation": EvaluationBlock,
    "credential": CredentialBlock,
    "agreement": AgreementBlock,
    "award": AwardBlock,
    "age": AgeBlock,
}
