"""How each component of the style guide is shown: functions from a request to pieces of HTML, one for each state.

The pieces are made by the templates and blocks that the site uses, so what is seen here is what readers see.
"""

from collections.abc import Callable
from typing import Any

from django.contrib.messages import constants
from django.contrib.messages.storage.base import Message
from django.core.paginator import Paginator
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from wagtail.blocks import Block

from cms.blocks.body import CONTENT_BODY

from .facts import SampleForm, Thing, say

Show = Callable[[HttpRequest], list[SafeString]]
BLOCKS: dict[str, Block] = dict(CONTENT_BODY)


def of(template: str, *states: Callable[[], dict[str, Any]]) -> Show:
    """The component with the context of each state; once with none where it needs none."""

    def show(request: HttpRequest) -> list[SafeString]:
        contexts = [state() for state in states] or [{}]
        return [render_to_string(f"components/{template}", context, request) for context in contexts]

    return show


def listed(template: str, items: Callable[[], list[dict[str, Any]]], css_class: str) -> Show:
    """A component that stands in a list."""

    def show(request: HttpRequest) -> list[SafeString]:
        rows = ((render_to_string(f"components/{template}", item, request),) for item in items())
        return [
            format_html('<ul class="{}" role="list">{}</ul>', css_class, format_html_join("", "{}", rows))
        ]

    return show


def block(name: str, value: Callable[[], Any]) -> Show:
    """A block of editors with a value as it is stored."""

    def show(request: HttpRequest) -> list[SafeString]:
        made = BLOCKS[name].to_python(value())
        html = BLOCKS[name].render(made, context={"request": request, "level": 2})
        return [
            format_html('<div class="body"><div class="body__part body__part--{}">{}</div></div>', name, html)
        ]

    return show


def form(*, wrong: bool) -> Show:
    """The form as forms write themselves, empty or with mistakes."""

    def show(request: HttpRequest) -> list[SafeString]:
        fields = SampleForm({"email": "sam@"}) if wrong else SampleForm()
        words = say("Keep me posted", "Tenez-moi au courant")
        button = format_html('<p><button class="button" type="submit">{}</button></p>', words)
        return [format_html('<form class="form" method="get" novalidate>{}{}</form>', fields, button)]

    return show


def colours(request: HttpRequest) -> list[SafeString]:
    """Every ground with what may be written on it."""
    grounds = ("paper", "surface", "sunk", "fir-tint", "gold-tint", "clay-tint", "sky-tint", "fir", "bar")
    return [render_to_string("backoffice/styleguide/colours.html", {"grounds": grounds}, request)]


def typography(request: HttpRequest) -> list[SafeString]:
    """Headings, the lead, text, second text, links."""
    return [render_to_string("backoffice/styleguide/typography.html", _words(), request)]


def buttons(request: HttpRequest) -> list[SafeString]:
    """The first action, the second, one that takes care, and a link as high as a finger."""
    return [render_to_string("backoffice/styleguide/buttons.html", _words(), request)]


def cards(request: HttpRequest) -> list[SafeString]:
    """The grounds of a card."""
    return [render_to_string("backoffice/styleguide/cards.html", _words(), request)]


def tags() -> list[Callable[[], dict[str, Any]]]:
    """A state of each kind."""
    return [
        lambda: {"kind": "open", "word": say("Open for applications", "Candidatures ouvertes")},
        lambda: {"kind": "coming", "word": say("Coming", "À venir")},
        lambda: {"kind": "full", "word": say("Full", "Complet")},
        lambda: {"kind": "closed", "word": say("Nothing scheduled", "Rien de prévu")},
        lambda: {"kind": "done", "word": say("Done", "Fait")},
        lambda: {"kind": "care", "word": say("Cancelled", "Annulé")},
        lambda: {"kind": "info", "word": say("New", "Nouveau")},
    ]


def notices() -> list[Callable[[], dict[str, Any]]]:
    """A notice of each kind."""
    return [
        lambda: {"kind": "success", "text": say("Your name is saved.", "Votre nom est enregistré.")},
        lambda: {
            "kind": "info",
            "title": say("Good to know", "Bon à savoir"),
            "text": say("The course is free.", "La formation est gratuite."),
        },
        lambda: {
            "kind": "now",
            "text": say(
                "Applications close on Friday, 4 December 2026.",
                "Les candidatures se terminent le vendredi 4 décembre 2026.",
            ),
        },
        lambda: {"kind": "warning", "text": say("One session to make up.", "Une séance à rattraper.")},
    ]


def messages() -> dict[str, Any]:
    """What just happened."""
    saved = Message(constants.SUCCESS, say("Your name is saved.", "Votre nom est enregistré."))
    return {"messages": [saved]}


def pages_of_a_list() -> dict[str, Any]:
    """The middle of twenty pages."""
    return {"page_obj": Paginator(range(200), 10).page(4)}


def trail() -> dict[str, Any]:
    """Two pages above this one."""
    return {
        "trail": [
            Thing(url="#", title=say("Home", "Accueil")),
            Thing(url="#", title=say("What is peer support", "Le soutien par les pairs")),
        ]
    }


def section() -> dict[str, Any]:
    """Three pages, the second of them open."""
    return {
        "section": [
            Thing(url="#", title=say("What is peer support", "Le soutien par les pairs"), current=""),
            Thing(url="#", title=say("Our values", "Nos valeurs"), current="page"),
            Thing(url="#", title=say("What to expect", "À quoi s’attendre"), current=""),
        ]
    }


def regions() -> dict[str, Any]:
    """Two regions."""
    names = ("Vancouver", say("North Shore", "Rive-Nord"))
    return {"regions": [Thing(url="#", title=name) for name in names]}


def events() -> dict[str, Any]:
    """What happened to an enrolment."""
    return {
        "events": [
            Thing(
                when=say("18 November 2026", "18 novembre 2026"),
                what=say("Orientation done", "Orientation terminée"),
                by="Rosa",
            ),
            Thing(
                when=say("8 September 2026", "8 septembre 2026"),
                what=say("Enrolled", "Inscription"),
            ),
        ]
    }


def table() -> dict[str, Any]:
    """Two sessions."""
    columns = [say("Session", "Séance"), say("Date", "Date"), say("Place", "Lieu")]
    days = (say("24 November 2026", "24 novembre 2026"), say("26 November 2026", "26 novembre 2026"))
    titles = (say("Boundaries and ethics", "Limites et éthique"), "Communication")
    return {
        "caption": say("Your sessions", "Vos séances"),
        "columns": columns,
        "rows": [
            [
                Thing(text=title),
                Thing(text=day, label=columns[1]),
                Thing(text=say("Room 204", "Salle 204"), label=columns[2]),
            ]
            for title, day in zip(titles, days, strict=True)
        ],
    }


def progress() -> list[Callable[[], dict[str, Any]]]:
    """Half way, and not begun."""
    return [
        lambda: {"words": say("50 of 86 class hours", "50 heures de cours sur 86"), "have": 50, "need": 86},
        lambda: {
            "words": say("0 of 36 practicum hours", "0 heure de stage sur 36"),
            "have": 0,
            "need": 36,
            "note": say("Starts after module 12.", "Commence après le module 12."),
        },
    ]


def _words() -> dict[str, Any]:
    return {
        "title": say("Walk alongside others", "Marcher aux côtés des autres"),
        "section": say("What peer support workers do", "Ce que font les pairs aidants"),
        "lead": say(
            "Training for people who have been there, and want to support others.",
            "Une formation pour les personnes qui sont passées par là et veulent en soutenir d’autres.",
        ),
        "text": say(
            "They help a person set goals and find their way. They do not fix or decide: the person leads.",
            "Ils aident une personne à se fixer des buts et à trouver son chemin. C’est elle qui mène.",
        ),
        "first": say("See the course and apply", "Voir la formation et postuler"),
        "second": say("All updates", "Toutes les nouvelles"),
        "care": say("Leave the course", "Quitter la formation"),
        "link": say("I can’t come", "Je ne peux pas venir"),
    }
