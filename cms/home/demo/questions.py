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
            "No. We can give it only to people who use the region’s mental health and substance use services. Clubhouses, walk-in centres and self-help groups are open to you.",
            "Non. Nous ne pouvons l’offrir qu’aux personnes qui utilisent les services de santé mentale et de consommation de la région. Les clubs, les centres de jour et les groupes d’entraide vous sont ouverts.",
        ),
    ),
    question(
        (
            "Can a peer support worker come with me to places where I live?",
            "Un pair aidant ou une paire aidante peut-il m’accompagner dans mon quartier?",
        ),
        p(
            "Yes. They can help you to use any place that is open to all. It may be a pool or a library. They can come to a class or an event with you, too.",
            "Oui. Cette personne peut vous aider à fréquenter tout lieu ouvert au public, comme une piscine ou une bibliothèque. Elle peut aussi vous accompagner à un cours ou à une activité.",
        ),
    ),
    question(
        (
            "Can a peer support worker drive me, clean or cook for me?",
            "Peut-on me conduire, faire mon ménage ou mes repas?",
        ),
        p(
            "No. But they can look with you for services where you live that do such things.",
            "Non. Mais on peut chercher avec vous, dans votre milieu, des services qui vous aideront dans ces tâches.",
        ),
    ),
    question(
        ("Do I need a doctor’s referral?", "Faut-il la recommandation d’un médecin?"),
        p(
            'Not from a doctor. For one-to-one support, any staff member of your mental health team or unit can <a href="page:join">refer you</a>. Most other peer support needs no referral at all.',
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
            "It can look like a good talk between friends. It is more than that: a peer support worker is trained, helps you build skills and find your way to care, and keeps clear limits.",
            "Cela peut ressembler à une bonne conversation amicale. C’est plus que cela : la personne est formée, vous aide à développer des habiletés et à trouver des soins, et garde des limites claires.",
        ),
    ),
    question(
        (
            "Is it therapy? Will it replace my care team?",
            "Est-ce une thérapie? Cela remplace-t-il mon équipe de soins?",
        ),
        p(
            "No, twice. Peer support workers are not therapists, clinicians or case managers. Their support goes along with the care you have.",
            "Deux fois non. Les pairs aidants et paires aidantes ne font ni thérapie, ni soins cliniques, ni gestion de cas. Leur soutien accompagne vos soins.",
        ),
    ),
    question(
        ("How much do I have to tell?", "Que dois-je raconter?"),
        p(
            "As much as you like. You are heard without being judged, and you choose what to share and when.",
            "Ce que vous voulez. On vous écoute sans vous juger, et vous choisissez ce que vous partagez et quand.",
        ),
    ),
    question(
        (
            "I support a relative. Is there something for me?",
            "Je soutiens une personne proche. Y a-t-il quelque chose pour moi?",
        ),
        p(
            'Yes: family peer support. People who care about someone in a hard time support each other. If you want to do this work, there is <a href="page:course-family">a family stream of the training</a>.',
            'Oui : le soutien entre familles. Des personnes qui tiennent à quelqu’un vivant des moments difficiles se soutiennent. Si vous voulez en faire un travail, la formation a <a href="page:course-family">un volet famille</a>.',
        ),
    ),
    question(
        ("Does it work?", "Est-ce efficace?"),
        p(
            'Studies say it can help. <a href="page:evidence">Read what they found</a>, in plain words.',
            'Des études disent que cela peut aider. <a href="page:evidence">Lisez ce qu’elles ont trouvé</a>, en mots simples.',
        ),
    ),
    question(
        ("What if I am in a crisis?", "Et si je suis en crise?"),
        p(
            'Peer support workers are not an emergency service. Call or text <a href="tel:988">9-8-8</a> at any hour. If a life is in danger, call <a href="tel:911">9-1-1</a>.',
            'Le soutien par les pairs n’est pas un service d’urgence. Appelez ou textez le <a href="tel:988">9-8-8</a> à toute heure. Si une vie est en danger, composez le <a href="tel:911">9-1-1</a>.',
        ),
    ),
)

ABOUT_TRAINING = questions(
    question(
        ("Do I have to say what I lived through?", "Dois-je dire ce que j’ai vécu?"),
        p(
            "No. You confirm that you have lived experience. Nobody asks for a diagnosis. What you share in class is up to you.",
            "Non. Vous confirmez que vous avez un vécu. Personne ne demande de diagnostic. Vous choisissez ce que vous partagez en classe.",
        ),
    ),
    question(
        ("May I miss a class?", "Puis-je manquer un cours?"),
        p(
            "You may miss two sessions and make them up. Three modules need you to be there: communication, confidentiality, and cultural safety.",
            "Vous pouvez manquer deux séances et les reprendre. Trois modules demandent votre présence : la communication, la confidentialité et la sécurité culturelle.",
        ),
    ),
    question(
        ("Does the training lead to work?", "La formation mène-t-elle à un emploi?"),
        p(
            "It makes you ready to apply for paid work as a peer support worker. We cannot promise a job.",
            "Elle vous prépare à poser votre candidature à un emploi payé de pair aidant ou de paire aidante. Nous ne pouvons pas promettre d’emploi.",
        ),
    ),
    question(
        ("When does the next training begin?", "Quand commence la prochaine formation?"),
        p(
            'It stands in the <a href="page:updates">training updates</a> as soon as we know. Leave your address there and we will write to you.',
            'C’est écrit dans les <a href="page:updates">nouvelles des formations</a> dès que nous le savons. Laissez-y votre adresse et nous vous écrirons.',
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
            "Short answers to what people ask us most.",
            "Des réponses courtes à ce qu’on nous demande le plus.",
        ),
        body=(
            text(h2("About support", "Sur le soutien")),
            ABOUT_SUPPORT,
            text(h2("About the training", "Sur la formation")),
            ABOUT_TRAINING,
            text(
                p(
                    'Is your question not here? <a href="page:contact">Ask us.</a>',
                    'Votre question n’est pas ici? <a href="page:contact">Posez-la-nous.</a>',
                )
            ),
        ),
    ),
)
