"""The home page, the list of updates, and how to reach us."""

from .words import Block, DemoPage, Words, card, cards, h2, notice, p, quote, say, slug, text, ul

HOME = Words(
    slug=slug("home", "home-fr"),
    title=say("Walk alongside others", "Marcher aux côtés des autres"),
    introduction=say(
        "Support from people who have been there. Training for people who want to give it.",
        "Du soutien, par des personnes qui sont passées par là. Une formation, pour celles qui veulent en donner.",
    ),
    body=(
        text(
            h2("Peer support in short", "Le soutien par les pairs en bref"),
            p(
                "Peer support workers have lived with mental health or substance use challenges, their own or a family member’s. They are trained, supervised and paid to support others.",
                "Les pairs aidants et paires aidantes ont vécu des difficultés de santé mentale ou de consommation, les leurs ou celles d’une personne proche. Ces personnes sont formées, supervisées et payées pour en soutenir d’autres.",
            ),
            p(
                "They do not fix you and they do not decide for you. They listen, they share what helped them, and they know the way to services. You lead.",
                "Elles ne cherchent pas à vous réparer et ne décident pas à votre place. Elles écoutent, racontent ce qui les a aidées et connaissent le chemin vers les services. C’est vous qui menez.",
            ),
        ),
        cards(
            card(
                ("I am looking for support", "Je cherche du soutien"),
                (
                    "Who one-to-one support is for, and how to ask for it.",
                    "À qui s’adresse le soutien individuel et comment le demander.",
                ),
                "join",
            ),
            card(
                ("I want to support others", "Je veux soutenir les autres"),
                (
                    "What you learn in the training, how long it takes, and what comes after.",
                    "Ce qu’on apprend dans la formation, combien de temps elle dure et ce qui vient après.",
                ),
                "training",
            ),
            card(
                ("I care about someone", "Je soutiens une personne proche"),
                (
                    "Families support each other too. There is a training for it.",
                    "Les familles se soutiennent aussi entre elles. Une formation existe pour cela.",
                ),
                "course-family",
            ),
            card(
                ("I work in a care team", "Je travaille dans une équipe de soins"),
                (
                    "What peers bring to a team, and what studies found.",
                    "Ce que les pairs apportent à une équipe et ce que disent les études.",
                ),
                "evidence",
            ),
        ),
        quote(
            (
                "Of all that helped me to recover, a peer’s support counted most.",
                "De tout ce qui m’a aidée à me rétablir, c’est le soutien d’une paire aidante qui a compté le plus.",
            ),
            (
                "After a person’s words in a national guide",
                "D’après les mots d’une personne, dans un guide national",
            ),
        ),
    ),
)

UPDATES_INDEX = Words(
    slug=slug("updates", "updates"),
    title=say("Training updates", "Nouvelles des formations"),
    introduction=say(
        "What is open, what is coming, and what is full. If nothing fits, leave your address and we will write when something does.",
        "Ce qui est ouvert, ce qui vient et ce qui est complet. Si rien ne vous convient, laissez votre adresse : nous vous écrirons dès que cela change.",
    ),
)

CONTACT = DemoPage(
    key="contact",
    words=Words(
        slug=slug("contact", "nous-joindre"),
        title=say("Contact", "Nous joindre"),
        introduction=say(
            "We are glad to hear from you. You do not need to say why you ask.",
            "Écrivez-nous ou appelez-nous. Vous n’avez pas à dire pourquoi.",
        ),
        body=(
            text(
                p(
                    "Each programme answers for its own region. Write in English or French. If you are not sure who to ask, ask any of them: your message will find its way.",
                    "Chaque programme répond pour sa région. Écrivez en français ou en anglais. Si vous ne savez pas à qui vous adresser, choisissez n’importe lequel : votre message arrivera à bon port.",
                ),
            ),
            Block("contacts", {"programmes": "all", "programme": None}),
            text(
                h2("What you can ask us", "Ce que vous pouvez nous demander"),
                ul(
                    (
                        'How to get a peer support worker, or <a href="page:join">how to refer someone</a>',
                        'Comment obtenir le soutien d’un pair aidant ou d’une paire aidante, ou <a href="page:join">comment orienter quelqu’un</a>',
                    ),
                    (
                        "Who the peer support liaison is at your community mental health centre",
                        "Qui est la personne responsable de la liaison à votre centre communautaire de santé mentale",
                    ),
                    (
                        'Anything about <a href="page:training">the training</a>, before or after you apply',
                        'Tout ce qui touche <a href="page:training">la formation</a>, avant ou après votre candidature',
                    ),
                    (
                        'What we keep about you, and <a href="page:privacy">how to change it</a>',
                        'Ce que nous gardons sur vous et <a href="page:privacy">comment le changer</a>',
                    ),
                ),
            ),
            notice(
                "care",
                ("If you cannot wait", "Si vous ne pouvez pas attendre"),
                p(
                    'We read messages on working days. To talk with someone now, at any hour, call or text <a href="tel:988">9-8-8</a>. If a life is in danger, call <a href="tel:911">9-1-1</a>.',
                    'Nous lisons les messages les jours ouvrables. Pour parler à quelqu’un maintenant, à toute heure, appelez ou textez le <a href="tel:988">9-8-8</a>. Si une vie est en danger, composez le <a href="tel:911">9-1-1</a>.',
                ),
            ),
            Block("report_barrier", None),
        ),
    ),
)
