"""Facts for the gallery: what the templates are shown with. Content, not interface, so it is kept here in both
languages and not in the catalogue."""

import datetime as dt
from types import SimpleNamespace as Thing
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.core.paginator import Paginator
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

PACIFIC = ZoneInfo("America/Vancouver")


def say(english: str, french: str) -> str:
    """The sample's words in the language of the page."""
    return french if get_language() == "fr" else english


class SubscribeSample(forms.Form):
    """A form with each kind of control."""

    email = forms.EmailField()
    region = forms.ChoiceField()
    stream = forms.ChoiceField(widget=forms.RadioSelect, required=False)
    consent = forms.BooleanField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["email"].label = say("E-mail", "Courriel")
        fields["email"].help_text = say(
            "We write to this address only.", "Nous n’écrivons qu’à cette adresse."
        )
        fields["region"].label = say("Where", "Où")
        fields["region"].choices = [
            ("", say("Anywhere", "Partout")),
            ("v", "Vancouver"),
            ("n", "North Shore"),
        ]
        fields["region"].required = False
        fields["stream"].label = say("Which stream", "Quel volet")
        fields["stream"].choices = [
            ("peer", say("My own lived experience", "Mon propre vécu")),
            ("family", say("As a family member", "Comme proche")),
        ]
        fields["consent"].label = say(
            "Please send me training updates. I can stop at any time.",
            "Envoyez-moi les nouvelles des formations. Je peux arrêter en tout temps.",
        )


def intake() -> Thing:
    """An intake that is open."""
    return Thing(
        title=say(
            "Peer support worker training, Vancouver, spring 2027",
            "Formation en soutien par les pairs, Vancouver, printemps 2027",
        ),
        url="#",
        action=say("See the course and apply", "Voir la formation et poser sa candidature"),
        facts=[
            Thing(
                label=say("Classes", "Cours"),
                value=say("Tuesdays and Thursdays", "Les mardis et jeudis"),
                more=say("12 January to 29 April 2027", "12 janvier au 29 avril 2027"),
            ),
            Thing(
                label=say("Where", "Où"),
                value=say(
                    "East Vancouver, some evenings online", "Est de Vancouver, certains soirs en ligne"
                ),
            ),
            Thing(
                label=say("Apply by", "Candidature avant le"),
                value=say(
                    "Friday, 4 December 2026, 5:00 p.m. Pacific time",
                    "vendredi 4 décembre 2026, 17 h 00, heure du Pacifique",
                ),
            ),
            Thing(label=say("Places", "Places"), value=say("6 of 15 left", "6 places libres sur 15")),
        ],
    )


def entries() -> list[Thing]:
    """Three updates, each in another state."""
    return [
        Thing(
            date_words=say("18 November 2026", "18 novembre 2026"),
            kind="coming",
            word=say("Coming", "À venir"),
            url="#",
            title=say("North Shore: a family stream in the fall", "Rive-Nord : un volet famille à l’automne"),
            summary=say(
                "For people who support a relative. Applications open in March. "
                "Twelve hours on top of the core course.",
                "Pour les personnes qui soutiennent un proche. Candidatures dès mars. "
                "Douze heures en plus du tronc commun.",
            ),
        ),
        Thing(
            date_words=say("2 November 2026", "2 novembre 2026"),
            kind="full",
            word=say("Full, waitlist open", "Complet, liste d’attente ouverte"),
            url="#",
            title=say("Richmond: winter evening cohort", "Richmond : cohorte du soir, hiver"),
            summary=say(
                "All 12 places are taken. Four people are on the waitlist; places do come free.",
                "Les 12 places sont prises. Quatre personnes attendent; des places se libèrent.",
            ),
        ),
        Thing(
            date_words=say("20 October 2026", "20 octobre 2026"),
            kind="closed",
            word=say("Nothing scheduled", "Rien de prévu"),
            url="#",
            title=say(
                "Sea-to-Sky: no training planned for now", "Sea-to-Sky : pas de formation pour l’instant"
            ),
            summary=say(
                "There are other ways to prepare while you wait, such as volunteering or a recovery course.",
                "D’ici là, on peut se préparer autrement : bénévolat, cours sur le rétablissement.",
            ),
        ),
    ]


def path() -> list[Thing]:
    """A trainee after three modules."""
    return [
        Thing(
            title="Orientation",
            status="done",
            state=say("Done on 8 September 2026", "Fait le 8 septembre 2026"),
        ),
        Thing(
            title=say("Roles and responsibilities", "Rôles et responsabilités"),
            status="done",
            state=say("Done on 17 September 2026", "Fait le 17 septembre 2026"),
        ),
        Thing(
            title="Communication",
            status="done",
            state=say("Done on 8 October 2026", "Fait le 8 octobre 2026"),
        ),
        Thing(
            title=say("Boundaries and ethics", "Limites et éthique"),
            status="next",
            state=say("Next, on Tuesday, 24 November 2026", "Ensuite, le mardi 24 novembre 2026"),
            detail=say("Evidence: a scenario task.", "Preuve : une mise en situation."),
        ),
        Thing(
            title=say("Motivational interviewing", "Entretien motivationnel"),
            status="needs",
            state=say(
                "Needs Communication and Strengths-based approach",
                "Après Communication et Approche fondée sur les forces",
            ),
        ),
        Thing(
            title=say("Confidentiality", "Confidentialité"),
            status="later",
            state=say("Still to come", "À venir"),
            detail=say("Must be attended.", "Présence obligatoire."),
        ),
    ]


def body() -> SafeString:
    """What an editor might write."""
    return mark_safe(  # noqa: S308  # constant text
        say(
            "<p>The next training in Vancouver begins in January. It takes 86 hours in class and a practicum of "
            "36 hours.</p><h2>Who it is for</h2><p>People with lived experience of mental health or substance use "
            "challenges, who want to be trained, supervised and paid to support others.</p><ul><li>You are 19 or "
            "older.</li><li>You can come on Tuesdays and Thursdays.</li></ul>",
            "<p>La prochaine formation à Vancouver commence en janvier : 86 heures en classe et un stage de 36 heures."
            "</p><h2>À qui elle s’adresse</h2><p>Aux personnes qui ont vécu des difficultés de santé mentale ou de "
            "consommation et qui veulent être formées, encadrées et payées pour en soutenir d’autres.</p><ul><li>Vous "
            "avez 19 ans ou plus.</li><li>Vous êtes libre les mardis et jeudis.</li></ul>",
        )
    )


def session() -> Thing:
    """The next session."""
    return Thing(
        held_on=dt.date(2026, 11, 24),
        starts_at=dt.datetime(2026, 11, 25, 2, 0, tzinfo=dt.UTC),
        ends_at=dt.datetime(2026, 11, 25, 5, 0, tzinfo=dt.UTC),
        title=say("Boundaries and ethics, part 1", "Limites et éthique, partie 1"),
        place=say("Room 204, 100 Example Street", "Salle 204, 100, rue Example"),
        join_url="https://meet.example.org/evening",
    )


def contexts() -> dict[str, tuple[str, dict[str, Any]]]:
    """Name of the sample, its template and its context."""
    word = say("Training updates", "Nouvelles des formations")
    page = Thing(
        title=word,
        introduction=say(
            "What is open, what is coming, and what is full. If nothing fits, leave your e-mail and we will write.",
            "Ce qui est ouvert, à venir ou complet. Rien ne convient? Laissez votre courriel, nous vous écrirons.",
        ),
        body=body(),
    )
    index = {"page": page, "subscribe_form": SubscribeSample(), "subscribe_url": "#"}
    listed = Paginator(range(200), 10).page(4)
    programme = Thing(name=say("Vancouver", "Vancouver"), email="vancouver@example.org", tz=PACIFIC)
    cohort = Thing(name=intake().title, programme=programme)
    mine: dict[str, Any] = {
        "person": Thing(chosen_name="Sam"),
        "enrolment": Thing(pk=1),
        "cohort": cohort,
        "next_session": session(),
        "progress": {
            "hours_done": 50,
            "hours_required": 86,
            "practicum_done": 0,
            "practicum_required": 36,
            "class_minutes": {"done": 3000, "required": 5160},
            "practicum_minutes": {"done": 0, "required": 2160},
            "modules_done": 3,
            "modules_required": 13,
        },
        "path": path(),
        "announcements": [
            Thing(
                subject=say("The building closes early", "L’immeuble ferme plus tôt"),
                text=say(
                    "On Thursday the doors close at 9:15 p.m. Please take your things with you.",
                    "Jeudi, les portes ferment à 21 h 15. Merci de prendre vos affaires.",
                ),
                sent_on=dt.date(2026, 11, 18),
            )
        ],
        "others": [],
    }
    return {
        "components": (
            "demo/gallery.html",
            {
                "entries": entries(),
                "facts": intake().facts,
                "intake": intake(),
                "path": path(),
                "page_obj": listed,
                "form": SubscribeSample(),
                "wrong": SubscribeSample({"email": "sam@"}),
                "trail": [Thing(url="#", title=say("Home", "Accueil")), Thing(url="#", title=word)],
                "events": [
                    Thing(
                        when=say("18 November 2026", "18 novembre 2026"),
                        what=say("Enrolled", "Inscription"),
                        by="Jo",
                    ),
                    Thing(
                        when=say("8 September 2026", "8 septembre 2026"), what=say("Began", "Début"), by=""
                    ),
                ],
                "columns": [say("Session", "Séance"), say("Date", "Date"), say("Place", "Lieu")],
                "rows": [
                    [
                        Thing(text=step.title),
                        Thing(text=step.state, label=say("Date", "Date")),
                        Thing(text=say("Room 204", "Salle 204"), label=say("Place", "Lieu")),
                    ]
                    for step in path()[:3]
                ],
            },
        ),
        "home": (
            "pages/home_page.html",
            {"page": page, "intakes": [intake()], "updates": entries(), "updates_url": "#"},
        ),
        "updates": (
            "pages/updates_index_page.html",
            {
                **index,
                "open_cohorts": [intake()],
                "coming": entries()[:1],
                "updates": entries(),
                "page_obj": listed,
            },
        ),
        "updates-empty": ("pages/updates_index_page.html", {**index, "is_empty": True}),
        "update": (
            "pages/update_page.html",
            {
                "page": page,
                "date_words": entries()[0].date_words,
                "trail": [Thing(url="#", title=word)],
                "tag": Thing(kind="open", word=say("Open for applications", "Candidatures ouvertes")),
                "cohort": intake(),
                "subscribe_url": "#",
            },
        ),
        "subscribe": ("pages/subscribe.html", {"form": SubscribeSample({"email": "sam@"}), "action": "#"}),
        "subscribe-sent": ("pages/subscribe_sent.html", {}),
        "subscribe-confirm": (
            "pages/subscribe_confirm.html",
            {
                "address": "sam@example.org",
                "choices": ["Vancouver"],
                "consent": SubscribeSample().fields["consent"].label,
            },
        ),
        "my-training": ("portal/home.html", mine),
        "my-training-empty": ("portal/home.html", {"person": mine["person"], "updates_url": "#"}),
        "about-me": (
            "portal/about_me.html",
            {"form": SubscribeSample(), "person": Thing(email="sam@example.org")},
        ),
        "not-found": ("404.html", {}),
    }
