"""What the components are shown with. Content, not interface, so it is kept here in both languages and not in the
catalogue."""

from collections.abc import Callable
from types import SimpleNamespace as Thing
from typing import Any

from django import forms
from django.utils.translation import get_language


def say(english: str, french: str) -> str:
    """The sample's words in the language of the page."""
    return french if get_language() == "fr" else english


class SampleForm(forms.Form):
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
                    "vendredi 4 décembre 2026, 17 h, heure du Pacifique",
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


def facts() -> dict[str, Any]:
    """The facts of the intake, in a row."""
    return {"facts": intake().facts, "row": True}


def nothing_yet() -> dict[str, Any]:
    """A list with nothing in it."""
    return {
        "title": say("No messages yet", "Aucun message pour l’instant"),
        "text": say(
            "Messages to your cohort will be kept here.", "Les messages à votre cohorte seront gardés ici."
        ),
        "url": "#",
        "action": say("See the training updates", "Voir les nouvelles des formations"),
    }


def question() -> dict[str, Any]:
    """A closed answer."""
    return {
        "summary": say("Do I need a diagnosis?", "Faut-il un diagnostic?"),
        "body": say("No. Nobody asks for one.", "Non. Personne n’en demande."),
    }


def open_question() -> dict[str, Any]:
    """An open answer."""
    return {
        "summary": say("What does it cost?", "Combien ça coûte?"),
        "body": say("Nothing.", "Rien."),
        "open": True,
    }


def quotation() -> dict[str, Any]:
    """Somebody's words."""
    return {
        "text": say(
            "They have been there too, and they are trained to help.",
            "Eux aussi sont passés par là, et ils sont formés pour aider.",
        ),
        "source": say("A graduate", "Une diplômée"),
    }


def values() -> list[dict[str, str]]:
    """Two of the four values, as they are stored."""
    return [
        {
            "name": say("Mutuality", "Réciprocité"),
            "sentence": say("We learn from each other.", "Nous apprenons l’un de l’autre."),
            "text": say("<p>Both people give, and both grow.</p>", "<p>Chacun donne, chacun grandit.</p>"),
        },
        {
            "name": say("Self-determination", "Autodétermination"),
            "sentence": say("The person leads.", "La personne mène."),
            "text": say("<p>Each person chooses their own way.</p>", "<p>Chacun choisit sa voie.</p>"),
        },
    ]


def steps() -> list[dict[str, str]]:
    """How to join."""
    return [
        {
            "title": say("Write to us", "Écrivez-nous"),
            "text": say("<p>A short message is enough.</p>", "<p>Un court message suffit.</p>"),
        },
        {
            "title": say("We meet", "Nous nous rencontrons"),
            "text": say("<p>You ask, we listen.</p>", "<p>Vous posez vos questions, nous écoutons.</p>"),
        },
    ]


def spectrum() -> dict[str, Any]:
    """From a friend to a trained worker."""
    return {
        "from_label": say("Informal", "Informel"),
        "to_label": say("Formal", "Formel"),
        "items": [
            {
                "name": say("A friend who has been there", "Un ami qui est passé par là"),
                "text": say("<p>It happens by itself.</p>", "<p>Cela se fait tout seul.</p>"),
                "examples": say("A talk over coffee", "Une conversation autour d’un café"),
            },
            {
                "name": say("A peer support worker", "Une paire aidante"),
                "text": say("<p>Trained, supervised and paid.</p>", "<p>Formée, encadrée et rémunérée.</p>"),
                "examples": "",
            },
        ],
    }


def is_and_is_not() -> dict[str, Any]:
    """What peer support is, beside what it is not."""
    return {
        "is_title": say("Peer support is", "Le soutien par les pairs, c’est"),
        "is_items": [say("two people who understand", "deux personnes qui se comprennent")],
        "not_title": say("It is not", "Ce n’est pas"),
        "not_items": [say("treatment", "un traitement"), say("advice from above", "un conseil d’en haut")],
    }


def highlight() -> dict[str, str]:
    """A calm one."""
    return {
        "kind": "calm",
        "title": say("Nobody has to tell their story", "Personne n’a à raconter son histoire"),
        "text": say(
            "<p>A tick that you have lived experience is enough.</p>",
            "<p>Cocher que vous avez ce vécu suffit.</p>",
        ),
    }


def evidence() -> list[dict[str, Any]]:
    """A made-up study that shows the parts of a citation."""
    return [
        {
            "finding": say(
                "<p>What the study found, in one or two sentences.</p>",
                "<p>Ce que l’étude a constaté, en une ou deux phrases.</p>",
            ),
            "authors": "Author A, Author B",
            "year": 2020,
            "title": "The title of the study",
            "journal": "The Journal",
            "doi": "10.1000/182",
            "pmid": "",
        }
    ]


def ways() -> list[dict[str, Any]]:
    """Two ways on."""
    return [
        {
            "title": say("What to expect", "À quoi s’attendre"),
            "text": say("How the training goes.", "Comment se passe la formation."),
            "page": None,
            "url": "/",
        },
        {
            "title": say("Questions", "Questions"),
            "text": say("What others asked.", "Ce que d’autres ont demandé."),
            "page": None,
            "url": "/",
        },
    ]


def download() -> dict[str, Any]:
    """The brochure."""
    file = Thing(url="#", title=say("Brochure", "Dépliant"), pages=2, size=43_000, language=say("en", "fr"))
    return {"download": file}


def contact() -> dict[str, Any]:
    """A programme with a telephone."""
    programme = Thing(
        email="vancouver@example.org",
        phone="604-555-0110",
        phone_link="+16045550110",
        postal_address=say(
            "100 Example Street\nVancouver BC  V5K 0A1", "100, rue Example\nVancouver (C.-B.)  V5K 0A1"
        ),
    )
    return {"programme": programme}


def calendar() -> dict[str, Any]:
    """A programme's dates."""
    name = say("Vancouver peer support training", "Formation de Vancouver")
    return {"calendar": Thing(name=name, url="#", webcal_url="#")}


def modules() -> dict[str, Any]:
    """Two modules, one of which must be attended."""
    first = Thing(
        code="M01",
        title=say("Orientation", "Accueil"),
        outcome=say("Agree on how we learn together", "Convenir de la façon d’apprendre ensemble"),
        must_attend=False,
        is_optional=False,
    )
    second = Thing(
        code="M04",
        title="Communication",
        outcome=say("Reflect; ask open questions", "Refléter; poser des questions ouvertes"),
        must_attend=True,
        is_optional=False,
    )
    return {
        "rows": [
            Thing(module=first, anchor="module-m01", length=say("4 hours", "4 heures"), needs=""),
            Thing(module=second, anchor="module-m04", length=say("12 hours", "12 heures"), needs="M01"),
        ]
    }


def results() -> list[dict[str, Any]]:
    """A module that was found."""
    title = [Thing(text="Communication", is_marked=True)]
    excerpt = [Thing(text=say("Ask open questions", "Poser des questions ouvertes"), is_marked=False)]
    result = Thing(
        url="#",
        title=title,
        excerpt=excerpt,
        kind="Module",
        places=[Thing(title=say("Peer support worker training", "Formation de pair aidant"), url="#")],
    )
    return [{"result": result}]


def filters() -> dict[str, Any]:
    """One choice of two made."""
    everywhere = Thing(value="", label=say("Anywhere", "Partout"), is_chosen=False)
    vancouver = Thing(value="vancouver", label="Vancouver", is_chosen=True)
    region = Thing(name="region", label=say("Where", "Où"), options=[everywhere, vancouver])
    return {
        "choices": [region],
        "wanted": Thing(choices=[region], is_unknown=False, words=["Vancouver"], labels=["Vancouver"]),
        "action": "#",
        "count": 3,
    }


def certificates() -> list[Callable[[], dict[str, Any]]]:
    """One that is shown, one in the register, one whose name is hidden."""

    def one(**choices: bool) -> Callable[[], dict[str, Any]]:
        shown = {"hides_name": False, "is_listed": False} | choices
        return lambda: {"certificate": Thing(pk=1, serial="AL-2027-00012", stands=True, **shown)}

    return [one(), one(is_listed=True), one(hides_name=True)]


def renewal_summary() -> dict[str, Any]:
    """Of a certificate that can be renewed."""
    return {
        "summary": Thing(
            is_waiting=True,
            text=say(
                "It is valid until Wednesday, 1 March 2028.", "Il est valide jusqu’au mercredi 1er mars 2028."
            ),
            url="#",
        )
    }
