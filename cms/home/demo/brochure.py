"""The brochure to download: one-to-one peer support on two pages."""

from .words import Block, DemoPage, Words, h2, notice, p, say, slug, step, steps, text, ul

UNDER = "peer-support"

_BROCHURE_VALUES = (
    (
        ("Mutuality", "La réciprocité"),
        ("No one is above anyone else.", "Personne n’est au-dessus de l’autre."),
        ("We learn and grow together.", "On apprend et on grandit ensemble."),
    ),
    (
        ("Strengths", "Les forces"),
        ("We start with what works.", "On part de ce qui marche."),
        ("Then we build on it.", "Puis on bâtit là-dessus."),
    ),
    (
        ("Self-determination", "L’autodétermination"),
        ("You steer your own life.", "C’est vous qui conduisez votre vie."),
        ("No one decides for you.", "Personne ne décide pour vous."),
    ),
    (
        ("Wholeness", "La personne entière"),
        ("Setbacks happen to everyone.", "Tout le monde connaît des reculs."),
        ("They say nothing about your worth.", "Cela ne dit rien de votre valeur."),
    ),
)

BROCHURE = DemoPage(
    key="brochure",
    parent=UNDER,
    kind="BrochurePage",
    words=Words(
        slug=slug("brochure", "depliant"),
        title=say("One-to-one peer support", "Le soutien individuel par les pairs"),
        introduction=say(
            "Someone at your side on the way to recovery: a person who has been there.",
            "Quelqu’un à vos côtés sur le chemin du rétablissement : une personne qui est passée par là.",
        ),
        body=(
            text(
                h2("What it is", "Ce que c’est"),
                p(
                    "You meet regularly with someone who has been through mental health challenges like yours. They are trained for this, and they know how hard it can be. They have come a long way themselves, so they believe in your recovery.",
                    "Vous rencontrez régulièrement une personne qui a connu des difficultés de santé mentale comme les vôtres. Elle est formée pour cela et sait que c’est parfois difficile. Elle a elle-même fait du chemin et croit donc en votre rétablissement.",
                ),
                p(
                    "You set the goals, and you keep meeting until you reach them. That can take weeks or months, up to a year.",
                    "Vous fixez les buts. Le soutien dure jusqu’à ce que vous les atteigniez : des semaines ou des mois, jusqu’à un an.",
                ),
                h2("What you could do together", "Ce que vous pourriez faire ensemble"),
                ul(
                    (
                        "Learn bus routes, or use the library",
                        "Apprendre les trajets d’autobus ou utiliser la bibliothèque",
                    ),
                    ("Go to the clubhouse", "Aller au club"),
                    ("Find what calms your anxiety", "Trouver ce qui apaise l’anxiété"),
                    ("Start volunteering", "Commencer du bénévolat"),
                    (
                        "Build closer friendships, get active, have fun",
                        "Resserrer des amitiés, bouger davantage, avoir du plaisir",
                    ),
                    (
                        "Plan your week, then look back on it",
                        "Faire un plan pour la semaine et y revenir ensuite",
                    ),
                ),
            ),
            text(h2("Our values", "Nos valeurs")),
            Block(
                "values",
                [
                    {"name": say(*name), "sentence": say(*sentence), "text": p(*words)}
                    for name, sentence, words in _BROCHURE_VALUES
                ],
            ),
            text(h2("How to get support", "Comment obtenir du soutien")),
            steps(
                step(
                    ("Ask someone on your care team", "Parlez-en à votre équipe de soins"),
                    p(
                        "Your mental health worker, or anyone else on your team or unit.",
                        "À votre intervenante ou intervenant en santé mentale, ou à tout membre de l’équipe ou de l’unité.",
                    ),
                ),
                step(
                    ("They refer you to us", "L’équipe nous fait la demande"),
                    p("You do not have to fill anything in.", "Vous n’avez rien à remplir."),
                ),
                step(
                    ("You meet a peer support worker", "Vous rencontrez un pair aidant ou une paire aidante"),
                    p("You tell them what matters to you.", "Vous lui dites ce qui compte pour vous."),
                ),
            ),
            notice(
                "info",
                ("Good to know", "Bon à savoir"),
                p(
                    "One-to-one support is for people who use the region’s mental health and substance use services. Peer support workers are not therapists or case managers. They do not drive, clean or cook, but they can help you find someone who does.",
                    "Le soutien individuel est réservé aux personnes qui utilisent les services de santé mentale et de consommation de la région. Les pairs aidants et paires aidantes ne font ni thérapie ni gestion de cas. On ne vous conduit pas et on ne fait ni ménage ni repas, mais on peut vous aider à trouver qui le fait.",
                ),
            ),
            text(h2("Where to ask", "À qui vous adresser")),
            Block("contacts", {"programmes": "all", "programme": None}),
        ),
    ),
)
