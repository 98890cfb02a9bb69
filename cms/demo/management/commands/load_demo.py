"""`manage.py load_demo`: the people, courses and pages of the demo, once."""

from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from cms.demo.world import (
    attendance,
    awards,
    cohorts,
    evidence,
    exams,
    graduates,
    people,
    practicum,
    programmes,
)
from cms.home.demo.build import build as build_pages
from courses.models import Programme


class Command(BaseCommand):
    """Exists only where the demo is installed, so it cannot fill a real database by mistake."""

    help = "Load what the demo shows. Does nothing when it is loaded already."

    def handle(self, *args: Any, **options: Any) -> None:
        """Load everything, or nothing."""
        if Programme.objects.exists():
            self.stdout.write("The demo is loaded already.")
            return
        with transaction.atomic():
            load()
        self.stdout.write("The demo is loaded.")


def load() -> None:
    """All through the product's own operations, so that the history says who did what."""
    team = people.build()
    editions = programmes.build(by=team["admin"])
    programmes.give_roles(team, by=team["admin"])
    for edition in editions.values():
        evidence.build(edition, by=team["admin"])
    made = cohorts.build(editions, by=team["rosa"])
    attendance.build(made["running"], by=team["ken"])
    practicum.build(made["running"], by=team["rosa"])
    people.let_sign_in_by_password("Sam", "Camille")
    build_pages(cohorts=made, people=team)
    evidence.build_facts(made["running"], by=team["ken"])
    exams.build_results(made["running"], by=team["ken"])
    awards.build(made["running"], by=team["admin"], second=team["rosa"])
    graduates.build(proposer=team["admin"], approver=team["rosa"])
    people.let_sign_in_by_password(graduates.NADIA, graduates.THEO)
    evidence.build_material(editions.values())
