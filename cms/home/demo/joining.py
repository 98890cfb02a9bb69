"""Who one-to-one support is for, and how to ask for it or refer somebody."""

from .words import DemoPage, Words, action, h2, notice, p, say, slug, step, steps, text, ul

UNDER = "peer-support"

JOIN = DemoPage(
    key="join",
    parent=UNDER,
    words=Words(
        slug=slug("join-or-refer", "demander-ou-orienter"),
        title=say("Join or refer", "Demander ou orienter"),
        introduction=say(
            "One-to-one peer support begins with a referral from your care team. Ask them about us.",
            "Le soutien individuel commence par une demande de votre équipe de soins. Parlez-lui de nous.",
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
                        "You look for support to get back your health and wellness.",
                        "Vous cherchez du soutien pour retrouver la santé et le mieux-être.",
                    ),
                    (
                        "You use the services for mental health and substance use in your region.",
                        "Vous êtes en lien avec les services de santé mentale et de consommation de votre région.",
                    ),
                ),
                p(
                    "You need not be sure that it is right for you. You can ask first, and decide later.",
                    "Vous n’avez pas à savoir d’avance si cela vous convient. Vous pouvez demander d’abord et décider ensuite.",
                ),
                h2("How to join", "Comment faire"),
            ),
            steps(
                step(
                    ("Ask someone on your care team", "Parlez-en à votre équipe de soins"),
                    p(
                        "This can be your mental health worker, or any staff member of the team or unit where you get care.",
                        "Il peut s’agir de votre intervenante ou intervenant en santé mentale, ou de tout membre du personnel de l’équipe ou de l’unité qui vous suit.",
                    ),
                ),
                step(
                    ("They refer you to us", "L’équipe nous fait la demande"),
                    p(
                        "The referral goes to the peer support liaison. You do not fill in anything.",
                        "La demande va à la personne responsable de la liaison. Vous n’avez rien à remplir.",
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
                ("If you use no services yet", "Si vous n’utilisez pas encore de services"),
                p(
                    'We can give one-to-one support only to people who use the region’s mental health and substance use services. Without a referral you are welcome at a clubhouse, a walk-in centre or a self-help group. <a href="page:peer-support">See the forms of peer support</a>',
                    'Nous ne pouvons offrir le soutien individuel qu’aux personnes qui utilisent les services de santé mentale et de consommation de la région. Sans demande, vous pouvez aller dans un club, un centre de jour ou un groupe d’entraide. <a href="page:peer-support">Voir les formes de soutien par les pairs</a>',
                ),
            ),
            text(
                h2("For those who refer", "Pour les équipes qui orientent"),
                p(
                    'Your community mental health centre has a Peer Support Services Liaison. Please get in touch with them: they will tell you how to refer. Are you not sure who that is in your area? <a href="page:contact">Ask us</a>, and we will find out for you.',
                    'Votre centre communautaire de santé mentale a une personne responsable de la liaison en soutien par les pairs. Communiquez avec elle : elle vous dira comment faire la demande. Vous ne savez pas qui c’est? <a href="page:contact">Demandez-nous</a>, nous le trouverons pour vous.',
                ),
                h2("Who the peer support workers are", "Qui sont les pairs aidants et paires aidantes"),
                p(
                    "They have lived with mental illness or substance use, and they graduated from a training for peer support workers. They work on contract, and rehabilitation staff supervise them. They help people reach personal goals, learn skills, and connect with places and services in their community.",
                    "Ces personnes ont vécu avec une maladie mentale ou la consommation et ont réussi une formation de pair aidant ou de paire aidante. Elles travaillent à contrat, supervisées par le personnel de réadaptation. Elles aident à atteindre des buts personnels, à apprendre et à se relier aux lieux et aux services du milieu.",
                ),
                p(
                    'In Vancouver they work with every community mental health team, with many specialized units and at some hospital sites. <a href="page:programmes">The programmes of the region</a>',
                    'À Vancouver, elles travaillent avec toutes les équipes communautaires de santé mentale, dans de nombreuses unités spécialisées et dans certains hôpitaux. <a href="page:programmes">Les programmes de la région</a>',
                ),
            ),
            action(
                ("Find a contact in your region", "Trouver un contact dans votre région"),
                to="contact",
                hint=("By e-mail, by phone or by post.", "Par courriel, par téléphone ou par la poste."),
            ),
        ),
    ),
)
