"""What the training updates of the demo say."""

from dataclasses import dataclass

from courses.enums import Intake

from .words import Words, action, h2, p, question, questions, say, slug, text


@dataclass(frozen=True)
class DemoUpdate:
    """An update, which later ones may name as page:<its English slug>: `cohort` is the key of the demo's cohort it names, else `programme` the slug of whose it is.

    days_ago: when it was posted.
    """

    days_ago: int
    words: Words
    cohort: str = ""
    programme: str = ""
    stream: str = ""
    headline: str = ""


UPDATES = (
    DemoUpdate(
        days_ago=34,
        programme="sea-to-sky",
        headline=Intake.NOTHING,
        words=Words(
            slug=slug("sea-to-sky-nothing-planned", "sea-to-sky-rien-de-prevu"),
            title=say(
                "Sea-to-Sky: no training planned for now",
                "Sea-to-Sky : aucune formation prévue pour le moment",
            ),
            introduction=say(
                "While you wait, you can prepare in other ways, such as volunteering or taking a recovery course.",
                "En attendant, on peut se préparer autrement : par du bénévolat ou un cours sur le rétablissement.",
            ),
            body=(
                text(
                    p(
                        "We do not have a date or a trainer for the Sea-to-Sky region yet. When we do, we will post it here first. You are welcome to apply in another region.",
                        "Nous n’avons encore ni date ni équipe de formation pour la région Sea-to-Sky. Dès que nous les aurons, nous l’annoncerons d’abord ici. Vous pouvez poser votre candidature dans une autre région.",
                    ),
                    p(
                        '<a href="page:other-trainings">Other trainings and ways to prepare</a>',
                        '<a href="page:other-trainings">Autres formations et façons de se préparer</a>',
                    ),
                ),
            ),
        ),
    ),
    DemoUpdate(
        days_ago=27,
        programme="vancouver",
        stream="family",
        headline=Intake.COMING,
        words=Words(
            slug=slug("family-stream-next-year", "volet-famille-l-an-prochain"),
            title=say(
                "Vancouver: a family stream is being planned", "Vancouver : un volet famille se prépare"
            ),
            introduction=say(
                "For people who support a family member. We have a trainer and are looking for a room.",
                "Pour celles et ceux qui soutiennent une personne proche. Nous avons une formatrice et cherchons une salle.",
            ),
            body=(
                text(
                    p(
                        "We will post the dates here as soon as they are set. Subscribe to the family stream and we will e-mail you.",
                        "Dès que les dates seront fixées, nous les publierons ici. Abonnez-vous au volet famille et nous vous écrirons.",
                    ),
                    p(
                        '<a href="page:course-family">What the family stream teaches</a>',
                        '<a href="page:course-family">Ce qu’on apprend dans le volet famille</a>',
                    ),
                ),
            ),
        ),
    ),
    DemoUpdate(
        days_ago=13,
        cohort="open",
        words=Words(
            slug=slug("vancouver-applications-open", "vancouver-candidatures-ouvertes"),
            title=say("Vancouver: applications are open", "Vancouver : les candidatures sont ouvertes"),
            introduction=say(
                "Two evenings a week: Tuesdays in person, Thursdays online. You apply with a short form, and we never ask for a diagnosis.",
                "Deux soirs par semaine : le mardi en personne, le jeudi en ligne. Le formulaire est court, et nous ne demandons jamais de diagnostic.",
            ),
            body=(
                text(
                    h2("Who can apply", "Qui peut postuler"),
                    p(
                        "Adults who have lived with mental health or substance use challenges and feel well enough to support others.",
                        "Les adultes ayant un vécu en santé mentale ou lié à la consommation et qui vont assez bien pour soutenir les autres.",
                    ),
                    h2("What happens next", "Et ensuite"),
                    p(
                        "We will invite you to talk with us for half an hour. A few weeks after applications close, you will hear from us either way.",
                        "Nous vous invitons à une conversation d’une demi-heure. Quelques semaines après la date limite, vous avez une réponse, quelle qu’elle soit.",
                    ),
                    p(
                        '<a href="page:course-vancouver">What the course teaches, module by module</a>',
                        '<a href="page:course-vancouver">Ce qu’on apprend, module par module</a>',
                    ),
                ),
                action(
                    ("Ask for the application form", "Demander le formulaire"),
                    url="https://www.example.org/apply",
                    hint=(
                        "It takes about 15 minutes. You can stop and come back to it later.",
                        "Cela prend environ 15 minutes. Vous pouvez arrêter et continuer plus tard.",
                    ),
                ),
                questions(
                    question(
                        ("What if I am not chosen?", "Et si ma candidature n’est pas retenue?"),
                        p(
                            "Many more people apply than we have places for. You can apply again next time.",
                            "Il y a bien plus de candidatures que de places. Vous pourrez postuler de nouveau la prochaine fois.",
                        ),
                    ),
                    question(
                        ("What does it cost?", "Combien cela coûte-t-il?"),
                        p(
                            "Nothing. We can also pay you back for bus fare.",
                            "Rien. Nous pouvons aussi rembourser vos trajets d’autobus.",
                        ),
                    ),
                ),
            ),
        ),
    ),
    DemoUpdate(
        days_ago=10,
        cohort="full",
        words=Words(
            slug=slug("richmond-evening-cohort", "richmond-groupe-du-soir"),
            title=say("Richmond: the evening cohort is full", "Richmond : le groupe du soir est complet"),
            introduction=say(
                "All 12 places are taken. If one opens up, we will post it here and e-mail our subscribers.",
                "Les 12 places sont prises. S’il s’en libère une, nous l’annoncerons ici et l’écrirons aux personnes abonnées.",
            ),
            body=(
                text(
                    p(
                        "Thank you to everyone who applied. We read each application with care.",
                        "Merci à toutes les personnes qui ont posé leur candidature. Nous lisons chacune avec soin.",
                    ),
                    p(
                        'The same course is open in Vancouver, and you are welcome to apply there. <a href="page:vancouver-applications-open">See the Vancouver training</a>',
                        'La même formation est ouverte à Vancouver, et vous pouvez y poser votre candidature. <a href="page:vancouver-applications-open">Voir la formation de Vancouver</a>',
                    ),
                ),
                action(
                    ("Subscribe to training updates", "S’abonner aux nouvelles des formations"),
                    to="updates",
                    hint=(
                        "Choose Richmond to hear only about this region.",
                        "Choisissez Richmond pour ne recevoir que les nouvelles de cette région.",
                    ),
                ),
            ),
        ),
    ),
    DemoUpdate(
        days_ago=4,
        cohort="coming",
        words=Words(
            slug=slug("north-shore-next-cohort", "rive-nord-prochain-groupe"),
            title=say(
                "North Shore: dates are set for the next cohort",
                "Rive-Nord : les dates du prochain groupe sont fixées",
            ),
            introduction=say(
                "You can apply in a few weeks.",
                "On pourra poser sa candidature dans quelques semaines.",
            ),
            body=(
                text(
                    p(
                        "You do not need to do anything yet. Subscribe and we will e-mail you when applications open.",
                        "Vous n’avez rien à faire pour l’instant. Abonnez-vous et nous vous écrirons quand on pourra postuler.",
                    )
                ),
            ),
        ),
    ),
)
