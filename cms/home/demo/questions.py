"""What people ask us, about support and about the training."""

from .words import DemoPage, Words, h2, p, question, questions, say, slug, text

UNDER = "peer-support"

ABOUT_SUPPORT = questions(
    question(
        (
            "I do not use mental health services. Can I have one-to-one support?",
            "Je n’utilise pas de services de santé mentale. Puis-je avoir du soutien individuel?",
        ),
        p(
            "No. It is only for people who use the region’s mental health and substance use services. But you can go to a clubhouse, a walk-in centre or a self-help group.",
            "Non. Nous ne pouvons l’offrir qu’aux personnes qui utilisent les services de santé mentale et de consommation de la région. Les clubs, les centres de jour et les groupes d’entraide vous sont ouverts.",
        ),
    ),
    question(
        (
            "Can a peer support worker come with me to places in my community?",
            "Un pair aidant ou une paire aidante peut-il m’accompagner dans mon quartier?",
        ),
        p(
            "Yes. They can help you use any place that is open to the public, such as a pool or a library. They can come along to classes and events, too.",
            "Oui. Cette personne peut vous aider à fréquenter tout lieu ouvert au public, comme une piscine ou une bibliothèque. Elle peut aussi vous accompagner à un cours ou à une activité.",
        ),
    ),
    question(
        (
            "Can a peer support worker drive me, or cook or clean for me?",
            "Peut-on me conduire, faire mon ménage ou mes repas?",
        ),
        p(
            "No. But they can help you find local services that do.",
            "Non. Mais on peut chercher avec vous, dans votre milieu, des services qui vous aideront dans ces tâches.",
        ),
    ),
    question(
        ("Do I need a doctor’s referral?", "Faut-il la recommandation d’un médecin?"),
        p(
            'No, it does not have to be a doctor. For one-to-one support, anyone on the staff of your mental health team or unit can <a href="page:join">refer you</a>. Most other peer support is open to you without a referral.',
            'Pas d’un médecin. Pour le soutien individuel, tout membre de votre équipe ou de votre unité de santé mentale peut <a href="page:join">vous orienter</a>. La plupart des autres formes de soutien n’exigent aucune demande.',
        ),
    ),
    question(
        ("How long does it last?", "Combien de temps cela dure-t-il?"),
        p(
            "Until you reach the goals you set. That can take weeks or months, up to a year.",
            "Jusqu’à ce que vous atteigniez vos buts : des semaines ou des mois, jusqu’à un an.",
        ),
    ),
    question(
        ("Is it the same as friendship?", "Est-ce la même chose que l’amitié?"),
        p(
            "It can feel like a good talk with a friend, but it is more than that. A peer support worker is trained. They help you build skills and find care, and they keep clear limits.",
            "Cela peut ressembler à une bonne conversation amicale. C’est plus que cela : la personne est formée, vous aide à développer des habiletés et à trouver des soins, et garde des limites claires.",
        ),
    ),
    question(
        (
            "Is it therapy? Will it replace my care team?",
            "Est-ce une thérapie? Cela remplace-t-il mon équipe de soins?",
        ),
        p(
            "No. Peer support workers are not therapists, clinicians or case managers. They support you alongside the care you already have.",
            "Non. Les pairs aidants et paires aidantes ne font ni thérapie, ni soins cliniques, ni gestion de cas. Leur soutien s’ajoute aux soins que vous recevez déjà.",
        ),
    ),
    question(
        ("How much do I have to share?", "Que dois-je raconter?"),
        p(
            "Only as much as you want. We listen without judging, and you choose what to share and when.",
            "Ce que vous voulez. On vous écoute sans vous juger, et vous choisissez ce que vous partagez et quand.",
        ),
    ),
    question(
        (
            "I support a relative. Is there something for me?",
            "Je soutiens une personne proche. Y a-t-il quelque chose pour moi?",
        ),
        p(
            'Yes, family peer support. People who care about someone going through a hard time support each other. If you would like to do this work, the training has <a href="page:course-family">a family stream</a>.',
            'Oui : le soutien entre familles. Des personnes qui tiennent à quelqu’un vivant des moments difficiles se soutiennent. Si vous voulez en faire un travail, la formation a <a href="page:course-family">un volet famille</a>.',
        ),
    ),
    question(
        ("Does it work?", "Est-ce efficace?"),
        p(
            'Some studies suggest that it can help. Research is still growing. <a href="page:evidence">Read what two of them found</a>, in plain words.',
            'Certaines études donnent à penser que cela peut aider. La recherche se poursuit. <a href="page:evidence">Lisez ce que deux d’entre elles ont trouvé</a>, en mots simples.',
        ),
    ),
    question(
        ("What if I am in a crisis?", "Et si je suis en crise?"),
        p(
            'Peer support is not an emergency service. Call or text <a href="tel:988">9-8-8</a>, day or night. If someone’s life is in danger, call <a href="tel:911">9-1-1</a>.',
            'Le soutien par les pairs n’est pas un service d’urgence. Appelez ou textez le <a href="tel:988">9-8-8</a> à toute heure. Si une vie est en danger, composez le <a href="tel:911">9-1-1</a>.',
        ),
    ),
)

ABOUT_TRAINING = questions(
    question(
        ("Do I have to share what I have been through?", "Dois-je dire ce que j’ai vécu?"),
        p(
            "No. We only ask you to confirm that you have lived experience. No one asks for a diagnosis. What you share in class is up to you.",
            "Non. Vous confirmez que vous avez un vécu. Personne ne demande de diagnostic. Vous choisissez ce que vous partagez en classe.",
        ),
    ),
    question(
        ("Can I miss a class?", "Puis-je manquer un cours?"),
        p(
            "You can miss two sessions and make them up later. You have to be there for three modules: communication, confidentiality, and cultural safety.",
            "Vous pouvez manquer deux séances et les reprendre. Pour trois modules, la présence est obligatoire : la communication, la confidentialité et la sécurité culturelle.",
        ),
    ),
    question(
        ("Does the training lead to work?", "La formation mène-t-elle à un emploi?"),
        p(
            "Once you are certified, you can apply for paid work as a peer support worker. We cannot promise a job.",
            "Après la certification, vous pouvez postuler un emploi payé de pair aidant ou de paire aidante. Nous ne pouvons pas promettre d’emploi.",
        ),
    ),
    question(
        ("When does the next training start?", "Quand commence la prochaine formation?"),
        p(
            'We post it in the <a href="page:updates">training updates</a> as soon as we know. Leave your e-mail address there and we will let you know.',
            'Nous l’annonçons dans les <a href="page:updates">nouvelles des formations</a> dès que nous le savons. Laissez-y votre adresse courriel et nous vous écrirons.',
        ),
    ),
)

QUESTIONS = DemoPage(
    key="questions",
    parent=UNDER,
    words=Words(
        slug=slug("questions", "questions"),
        title=say("Questions", "Questions"),
        introduction=say(
            "Short answers to the questions we hear most.",
            "Des réponses courtes à ce qu’on nous demande le plus.",
        ),
        body=(
            text(h2("About support", "Sur le soutien")),
            ABOUT_SUPPORT,
            text(h2("About the training", "Sur la formation")),
            ABOUT_TRAINING,
            text(
                p(
                    'Don’t see your question here? <a href="page:contact">Ask us.</a>',
                    'Votre question n’est pas ici? <a href="page:contact">Posez-la-nous.</a>',
                )
            ),
        ),
    ),
)
