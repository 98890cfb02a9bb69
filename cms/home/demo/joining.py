"""Who one-to-one support is for, and how to ask for it or refer someone."""

from .words import Block, DemoPage, Words, h2, notice, p, say, slug, step, steps, text, ul

UNDER = "peer-support"

JOIN = DemoPage(
    key="join",
    parent=UNDER,
    words=Words(
        slug=slug("join-or-refer", "demander-ou-orienter"),
        title=say("Get support, or refer someone", "Obtenir du soutien ou orienter quelqu’un"),
        introduction=say(
            "One-to-one peer support starts with a referral from a care team. Here is how to ask for it, and how to refer someone.",
            "Le soutien individuel commence par une demande d’une équipe de soins. Voici comment le demander et comment orienter quelqu’un.",
        ),
        body=(
            text(
                h2("Who it is for", "À qui cela s’adresse"),
                ul(
                    (
                        "You live with mental health challenges.",
                        "Vous vivez des difficultés de santé mentale.",
                    ),
                    (
                        "You would like support to get your health and wellness back.",
                        "Vous aimeriez du soutien pour retrouver la santé et le mieux-être.",
                    ),
                    (
                        "You use mental health and substance use services in your region.",
                        "Vous êtes en lien avec les services de santé mentale et de consommation de votre région.",
                    ),
                ),
                p(
                    "You do not have to be sure it is right for you. You can ask first and decide later.",
                    "Vous n’avez pas à savoir d’avance si cela vous convient. Vous pouvez demander d’abord et décider ensuite.",
                ),
                h2("How to ask for it", "Comment le demander"),
            ),
            steps(
                step(
                    ("Ask someone on your care team", "Parlez-en à votre équipe de soins"),
                    p(
                        "This can be your mental health worker, or anyone on the staff of the team or unit where you get care.",
                        "Il peut s’agir de votre intervenante ou intervenant en santé mentale, ou de tout membre du personnel de l’équipe ou de l’unité qui vous suit.",
                    ),
                ),
                step(
                    ("They refer you to us", "L’équipe nous fait la demande"),
                    p(
                        "They contact the peer support liaison for your area. You do not have to fill anything in.",
                        "Elle communique avec la personne responsable de la liaison dans votre secteur. Vous n’avez rien à remplir.",
                    ),
                ),
                step(
                    ("You meet a peer support worker", "Vous rencontrez un pair aidant ou une paire aidante"),
                    p(
                        'You tell them what you would like to work on. <a href="page:expect">What to expect</a>',
                        'Vous lui dites sur quoi vous aimeriez travailler. <a href="page:expect">À quoi vous attendre</a>',
                    ),
                ),
            ),
            notice(
                "info",
                ("If you do not use these services yet", "Si vous n’utilisez pas encore de services"),
                p(
                    'One-to-one support is only for people who use the region’s mental health and substance use services. Without a referral, you can still go to a clubhouse, a walk-in centre or a self-help group. <a href="page:peer-support">See the forms of peer support</a>',
                    'Nous ne pouvons offrir le soutien individuel qu’aux personnes qui utilisent les services de santé mentale et de consommation de la région. Sans demande, vous pouvez aller dans un club, un centre de jour ou un groupe d’entraide. <a href="page:peer-support">Voir les formes de soutien par les pairs</a>',
                ),
            ),
            text(
                h2("For care teams: refer someone", "Équipes de soins : orienter quelqu’un"),
                p(
                    "Any staff member on a mental health team or unit can refer a person in their care.",
                    "Tout membre du personnel d’une équipe ou d’une unité de santé mentale peut orienter une personne qu’il suit.",
                ),
            ),
            steps(
                step(
                    ("See if it fits", "Voir si cela convient"),
                    p(
                        "The person lives with mental health challenges and uses the region’s mental health and substance use services. They want this support, and they choose their own goals.",
                        "La personne vit des difficultés de santé mentale et utilise les services de santé mentale et de consommation de la région. Elle veut ce soutien, et elle choisit ses propres buts.",
                    ),
                ),
                step(
                    ("Find your liaison", "Trouver la personne à joindre"),
                    p(
                        "Your local community mental health centre has a Peer Support Services Liaison. If you do not know who that is, ask the programme for your region. The list is just below.",
                        "Votre centre communautaire de santé mentale a une personne responsable de la liaison en soutien par les pairs. Si vous ne savez pas qui c’est, demandez-le au programme de votre région. La liste est juste en dessous.",
                    ),
                ),
                step(
                    ("Ask what to send", "Demander quoi envoyer"),
                    p(
                        "The liaison tells you how to refer and what to send. To ask us who the liaison is, all we need is your team or unit and its area. Please do not e-mail us anything about the person.",
                        "La personne responsable de la liaison vous dit comment faire la demande et quoi envoyer. Pour savoir qui c’est, il nous suffit de connaître votre équipe ou votre unité et son secteur. Ne nous envoyez par courriel aucun renseignement sur la personne.",
                    ),
                ),
                step(
                    ("What happens next", "Ce qui vient ensuite"),
                    p(
                        'The person meets with a peer support worker, and together they set goals. They keep meeting until those goals are reached. That takes weeks or months, up to a year. Rehabilitation staff supervise the work. <a href="page:expect">What to expect</a>',
                        'La personne rencontre un pair aidant ou une paire aidante, et ensemble ils fixent des buts. Les rencontres continuent jusqu’à ce que ces buts soient atteints : des semaines ou des mois, jusqu’à un an. Le personnel de réadaptation supervise ce travail. <a href="page:expect">À quoi s’attendre</a>',
                    ),
                ),
            ),
            text(
                h2("Who to contact in your region", "À qui vous adresser dans votre région"),
            ),
            Block("contacts", {"programmes": "all", "programme": None}),
            text(
                h2("Who the peer support workers are", "Qui sont les pairs aidants et paires aidantes"),
                p(
                    "They have lived with mental illness or substance use, and they have completed training as peer support workers. They work on contract, and rehabilitation staff supervise them. They help people reach personal goals, learn skills, and connect with places and services in their community.",
                    "Ces personnes ont vécu avec une maladie mentale ou la consommation et ont réussi une formation de pair aidant ou de paire aidante. Elles travaillent à contrat, supervisées par le personnel de réadaptation. Elles aident à atteindre des buts personnels, à apprendre et à créer des liens avec les lieux et les services du milieu.",
                ),
                p(
                    'In Vancouver they work with every community mental health team, on many specialized units and in some hospitals. <a href="page:programmes">Programmes in the region</a> · <a href="page:evidence">What studies found</a>',
                    'À Vancouver, elles travaillent avec toutes les équipes communautaires de santé mentale, dans de nombreuses unités spécialisées et dans certains hôpitaux. <a href="page:programmes">Les programmes de la région</a> · <a href="page:evidence">Ce que disent les études</a>',
                ),
            ),
        ),
    ),
)
