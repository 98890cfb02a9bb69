"""The home page, the list of updates, and how to reach us."""

from .words import Block, DemoPage, Words, card, cards, h2, notice, p, say, slug, text, ul

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
                "They will not try to fix you or decide for you. They listen, share what has helped them, and know how to find services. You take the lead.",
                "Elles ne cherchent pas à vous réparer et ne décident pas à votre place. Elles écoutent, racontent ce qui les a aidées et connaissent le chemin vers les services. C’est vous qui menez.",
            ),
            p(
                "In a national guide, one person says that nothing else did as much for their recovery as a peer’s support.",
                "Dans un guide national, une personne dit que rien n’a autant fait pour son rétablissement que le soutien d’un pair.",
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
                    "What you learn in the training, how long it takes, and what comes next.",
                    "Ce qu’on apprend dans la formation, combien de temps elle dure et ce qui vient après.",
                ),
                "training",
            ),
            card(
                ("I care about someone", "Je soutiens une personne proche"),
                (
                    "Families support each other, too. There is training for that.",
                    "Les familles se soutiennent aussi entre elles. Une formation existe pour cela.",
                ),
                "course-family",
            ),
            card(
                ("I work on a care team", "Je travaille dans une équipe de soins"),
                (
                    "How to refer someone: who to contact, what to send, and what happens next.",
                    "Comment orienter quelqu’un : à qui s’adresser, quoi envoyer et ce qui vient ensuite.",
                ),
                "evidence",
            ),
        ),
    ),
)

UPDATES_INDEX = Words(
    slug=slug("updates", "updates"),
    title=say("Training updates", "Nouvelles des formations"),
    introduction=say(
        "See what is open, coming up or full. If nothing suits you, leave your e-mail address and we will let you know when something does.",
        "Voyez ce qui est ouvert, à venir ou complet. Si rien ne vous convient, laissez votre adresse courriel : nous vous écrirons dès que cela change.",
    ),
)

CONTACT = DemoPage(
    key="contact",
    words=Words(
        slug=slug("contact", "nous-joindre"),
        title=say("Contact", "Nous joindre"),
        introduction=say(
            "We are glad to hear from you. You do not have to tell us why you are asking.",
            "Écrivez-nous ou appelez-nous. Vous n’avez pas à dire pourquoi.",
        ),
        body=(
            text(
                p(
                    "Each programme serves its own region. You can write in English or French. Not sure which one to ask? Pick any of them, and we will pass your message on.",
                    "Chaque programme sert sa région. Vous pouvez écrire en français ou en anglais. Vous hésitez? Choisissez n’importe lequel : nous transmettrons votre message.",
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
                        'What we keep about you, and <a href="page:privacy">how to have it changed</a>',
                        'Ce que nous gardons sur vous et <a href="page:privacy">comment le faire changer</a>',
                    ),
                ),
            ),
            notice(
                "care",
                ("If you cannot wait", "Si vous ne pouvez pas attendre"),
                p(
                    'We only read messages on weekdays. To talk with someone right now, call or text <a href="tel:988">9-8-8</a>, day or night. If someone’s life is in danger, call <a href="tel:911">9-1-1</a>.',
                    'Nous lisons les messages les jours ouvrables. Pour parler à quelqu’un maintenant, à toute heure, appelez ou textez le <a href="tel:988">9-8-8</a>. Si une vie est en danger, composez le <a href="tel:911">9-1-1</a>.',
                ),
            ),
            Block("report_barrier", None),
        ),
    ),
)
