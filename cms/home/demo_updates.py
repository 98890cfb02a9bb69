"""What the training updates of the demo say, in English and French; see demo_texts.py."""

from dataclasses import dataclass

from courses.enums import Intake

from .demo_texts import Words, questions, text


@dataclass(frozen=True)
class DemoUpdate:
    """An update: `cohort` is the key of the demo's cohort it names, `days_ago` when it was posted."""

    days_ago: int
    words: dict[str, Words]
    cohort: str = ""
    stream: str = ""
    headline: str = ""


UPDATES = (
    DemoUpdate(
        days_ago=34,
        headline=Intake.NOTHING,
        words={
            "en": Words(
                slug="sea-to-sky-nothing-planned",
                title="Sea-to-Sky: no training planned for now",
                introduction="There are other ways to prepare while you wait: volunteering, or a recovery course.",
                body=[
                    text(
                        "<p>We have no date and no trainer for the Sea-to-Sky region yet. When that changes, it will "
                        "stand here first. You are welcome to apply in another region.</p>"
                    )
                ],
            ),
            "fr": Words(
                slug="sea-to-sky-rien-de-prevu",
                title="Sea-to-Sky : aucune formation prévue pour le moment",
                introduction="On peut se préparer autrement en attendant, par du bénévolat ou un cours sur le "
                "rétablissement.",
                body=[
                    text(
                        "<p>Nous n’avons encore ni date ni personne formatrice pour la région Sea-to-Sky. Quand cela "
                        "changera, ce sera d’abord écrit ici. Vous pouvez postuler dans une autre région.</p>"
                    )
                ],
            ),
        },
    ),
    DemoUpdate(
        days_ago=20,
        cohort="full",
        words={
            "en": Words(
                slug="richmond-evening-cohort",
                title="Richmond: the evening cohort is full",
                introduction="All places are taken. Places do come free; leave your address and we will write.",
                body=[text("<p>Thank you to everyone who applied. We read each application with care.</p>")],
            ),
            "fr": Words(
                slug="richmond-groupe-du-soir",
                title="Richmond : le groupe du soir est complet",
                introduction="Toutes les places sont prises. Il s’en libère parfois; laissez votre courriel et nous "
                "vous écrirons.",
                body=[
                    text(
                        "<p>Merci à toutes les personnes qui ont postulé. Nous lisons chaque candidature.</p>"
                    )
                ],
            ),
        },
    ),
    DemoUpdate(
        days_ago=13,
        cohort="open",
        words={
            "en": Words(
                slug="vancouver-applications-open",
                title="Vancouver: applications are open",
                introduction="Two evenings a week, some online. Apply with a short form; no diagnosis is asked.",
                body=[
                    text(
                        "<h2>Who can apply</h2>"
                        "<p>Adults with lived experience of mental health or substance use challenges who feel well "
                        "enough to support others.</p>"
                        "<h2>What happens then</h2>"
                        "<p>We invite you to a talk of half an hour. Some weeks after the closing date you hear from "
                        "us, either way.</p>"
                    ),
                    (
                        "action",
                        {
                            "label": "Ask for the application form",
                            "page": None,
                            "url": "https://www.example.org/apply",
                            "hint": "It takes about 15 minutes. You can stop and go on later.",
                        },
                    ),
                    questions(
                        (
                            "What if I am not chosen?",
                            "<p>Many more people apply than we have places for. You can apply again next time.</p>",
                        ),
                        ("What does it cost?", "<p>Nothing. Bus fare can be paid back.</p>"),
                    ),
                ],
            ),
            "fr": Words(
                slug="vancouver-inscriptions-ouvertes",
                title="Vancouver : les candidatures sont ouvertes",
                introduction="Deux soirs par semaine, parfois en ligne. Un court formulaire; aucun diagnostic n’est "
                "demandé.",
                body=[
                    text(
                        "<h2>Qui peut postuler</h2>"
                        "<p>Les adultes ayant un vécu en santé mentale ou lié aux substances, et qui vont assez bien "
                        "pour soutenir les autres.</p>"
                        "<h2>Et ensuite</h2>"
                        "<p>Nous vous invitons à une conversation d’une demi-heure. Quelques semaines après la date "
                        "limite, vous avez une réponse, quelle qu’elle soit.</p>"
                    ),
                    (
                        "action",
                        {
                            "label": "Demander le formulaire",
                            "page": None,
                            "url": "https://www.example.org/apply",
                            "hint": "Cela prend environ 15 minutes. Vous pouvez arrêter et continuer plus tard.",
                        },
                    ),
                    questions(
                        (
                            "Et si ma candidature n’est pas retenue?",
                            "<p>Les candidatures dépassent les places. Vous pourrez postuler la prochaine fois.</p>",
                        ),
                        ("Combien cela coûte-t-il?", "<p>Rien. L’autobus peut être remboursé.</p>"),
                    ),
                ],
            ),
        },
    ),
    DemoUpdate(
        days_ago=4,
        cohort="coming",
        words={
            "en": Words(
                slug="north-shore-next-cohort",
                title="North Shore: the next cohort has its dates",
                introduction="The dates are set. Applications open in a few weeks.",
                body=[
                    text(
                        "<p>You need not do anything yet. Subscribe and we will write when applications open.</p>"
                    )
                ],
            ),
            "fr": Words(
                slug="rive-nord-prochain-groupe",
                title="Rive-Nord : le prochain groupe a ses dates",
                introduction="Les dates sont fixées. On pourra postuler dans quelques semaines.",
                body=[
                    text(
                        "<p>Vous n’avez rien à faire pour l’instant. Abonnez-vous et nous vous écrirons quand on "
                        "pourra postuler.</p>"
                    )
                ],
            ),
        },
    ),
)
