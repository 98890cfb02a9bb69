"""What peer support is, from informal to formal, and what it is not."""

from .words import Block, DemoPage, Words, card, cards, h2, p, say, slug, text, ul


def _form(name: tuple[str, str], words: tuple[str, str], examples: tuple[str, str]) -> dict[str, object]:
    """One form of peer support on the way from informal to formal."""
    return {"name": say(*name), "text": p(*words), "examples": say(*examples)}


INTRODUCTION = text(
    p(
        "People who share a hard experience can help each other in a way that no one else can. The experience may be a mental health challenge, addiction or substance use. It may also be caring about someone who lives with one of these.",
        "Des personnes qui partagent une expérience difficile peuvent s’aider comme personne d’autre ne le peut. Il peut s’agir d’une difficulté de santé mentale, d’une dépendance ou de consommation, ou du fait de tenir à quelqu’un qui vit cela.",
    ),
    p(
        "This help can be a listening ear, good company or a hand with everyday things. Whatever form it takes, people come together as equals and without judgment. They support each other and build skills, all for the sake of recovery. Peer Support Canada (2022) adds that the person giving support has been through something like it and has been trained to help.",
        "Ce soutien peut être affectif, social ou pratique. Le but est toujours le même : unir ses forces, d’égal à égal et sans jugement, pour se soutenir et apprendre. Tout cela sert le rétablissement. Soutien par les pairs Canada (2022) ajoute un point : la personne qui soutient a vécu une expérience semblable et elle est formée pour en aider d’autres.",
    ),
    h2("Hope comes first", "D’abord, l’espoir"),
    p(
        "Recovery starts with hope, says the Mental Health Commission of Canada. A peer support worker has come a long way, so they can believe in your recovery. They help you find hope and hold on to it.",
        "Le rétablissement commence par l’espoir : c’est ce que dit la Commission de la santé mentale du Canada. Un pair aidant ou une paire aidante a fait du chemin et peut donc croire en votre rétablissement. Cette personne vous aide à trouver l’espoir et à le garder.",
    ),
    p(
        "On a bad day, it can help most to hear a peer say that they live with a mental illness too, and that things can change.",
        "Un mauvais jour, ce qui aide le plus, c’est parfois d’entendre un pair dire que lui aussi vit avec une maladie mentale et que les choses peuvent changer.",
    ),
)

IS_AND_IS_NOT = Block(
    "is_and_is_not",
    {
        "is_title": say("What it is", "Ce que c’est"),
        "is_items": [
            say(
                "A person who has been there, with training to help",
                "Une personne qui est passée par là et qui est formée pour aider",
            ),
            say(
                "An ally who knows from the inside how services work",
                "Une personne alliée, qui connaît les services de l’intérieur",
            ),
            say(
                "Emotional support, mentoring, and ways to cope",
                "Du soutien affectif, du mentorat et des façons de faire face",
            ),
            say("Learning skills together", "Des habiletés qu’on apprend ensemble"),
            say(
                "Help getting the care you need",
                "De l’aide pour obtenir les soins dont vous avez besoin",
            ),
        ],
        "not_title": say("What it is not", "Ce que ce n’est pas"),
        "not_items": [
            say(
                "A friendship: it can feel just as warm, but it has a purpose and limits",
                "Une amitié : la chaleur peut être la même, mais il y a un but et des limites",
            ),
            say(
                "A case manager, a clinician or a therapist",
                "De la gestion de cas, un traitement ou une thérapie",
            ),
            say("Someone who fixes you or saves you", "Quelqu’un qui vous répare ou vous sauve"),
            say("Someone who decides for you", "Quelqu’un qui décide à votre place"),
            say("Someone who judges you", "Quelqu’un qui vous juge"),
        ],
    },
)

THE_ROAD = text(
    h2("You are in the driver’s seat", "C’est vous qui conduisez"),
    p(
        "It is your recovery. You lead, and you move ahead at your own pace. A peer support worker sits beside you. They know some of the roads, but your hands are on the wheel.",
        "C’est votre rétablissement. Vous menez et vous avancez à votre rythme. Le pair aidant ou la paire aidante est à côté de vous : cette personne connaît certaines routes, mais c’est vous qui tenez le volant.",
    ),
    h2("Different from a doctor or a counsellor", "Autre chose qu’un rendez-vous médical"),
    p(
        "Professionals may know a lot about an illness. A peer knows what it is like to live with it, so they may understand you in a way that others cannot. You can also leave the formalities at the door.",
        "Les professionnelles et professionnels savent beaucoup de choses sur une maladie. Une personne qui l’a vécue sait ce que c’est : elle offre une compréhension et une empathie que d’autres ne peuvent pas toujours offrir. Et avec elle, on laisse les formalités à la porte.",
    ),
    p(
        'You can get most peer support without a doctor’s referral. For our one-to-one support, <a href="page:join">someone on your care team refers you</a>.',
        'Pour la plupart des formes de soutien par les pairs, il ne faut pas de recommandation d’un médecin. Pour notre soutien individuel, <a href="page:join">un membre de votre équipe de soins vous oriente vers nous</a>.',
    ),
    h2("One to one, in groups, in families", "À deux, en groupe, en famille"),
    ul(
        (
            '<b>One to one.</b> You meet regularly with the same person and work on what matters to you. <a href="page:expect">What to expect</a>',
            '<b>À deux.</b> Vous rencontrez la même personne, plusieurs fois, et travaillez sur ce qui compte pour vous. <a href="page:expect">À quoi vous attendre</a>',
        ),
        (
            "<b>In groups.</b> People who share an experience support each other, with a peer support worker or without one.",
            "<b>En groupe.</b> Des personnes qui partagent une expérience se soutiennent, avec ou sans pair aidant ou paire aidante.",
        ),
        (
            '<b>Family peer support.</b> What people share is caring about someone who struggles with mental health or substance use. You can find it across the health system, and it has <a href="page:course-family">its own training</a>.',
            '<b>Le soutien entre familles.</b> Ce qu’on partage, c’est de tenir à une personne qui vit une difficulté de santé mentale ou de consommation. On le trouve partout dans le système de santé, et il a <a href="page:course-family">sa propre formation</a>.',
        ),
    ),
)

SPECTRUM = Block(
    "spectrum",
    {
        "from_label": say("Informal, close to friendship", "Informel, proche de l’amitié"),
        "to_label": say("Formal, part of clinical care", "Formel, intégré aux soins cliniques"),
        "items": [
            _form(
                ("Support that just happens", "L’entraide spontanée"),
                (
                    "Peers meet by choice and help each other, one to one or in their community. It goes both ways.",
                    "Des pairs se rencontrent par choix et s’entraident, à deux ou dans leur communauté. Cela va dans les deux sens.",
                ),
                ("Friends in recovery, neighbours", "Amies et amis en rétablissement, voisinage"),
            ),
            _form(
                ("Clubhouse or walk-in centre", "Club ou centre de jour sans rendez-vous"),
                (
                    "A place for good company and things to do. People who come there support each other along the way.",
                    "Un lieu pour être ensemble et faire des activités. Les personnes qui le fréquentent se soutiennent en chemin.",
                ),
                ("Meals, outings, skills for daily life", "Repas, sorties, habiletés de la vie quotidienne"),
            ),
            _form(
                ("Self-help and mutual support", "Entraide et soutien mutuel"),
                (
                    "People who use services run it themselves, by choice, for each other, in the community.",
                    "Des personnes utilisatrices de services l’organisent elles-mêmes, par choix, les unes pour les autres, dans la communauté.",
                ),
                (
                    "Housing; leisure; arts and culture; traditional and spiritual healing; teaching and advocacy on recovery, discrimination, human rights and disability rights",
                    "Logement; loisirs; arts et culture; guérison traditionnelle et spirituelle; éducation et travail sur le rétablissement, contre la discrimination, pour les droits de la personne et des personnes handicapées",
                ),
            ),
            _form(
                (
                    "Planned peer support in the community",
                    "Soutien par les pairs organisé dans la communauté",
                ),
                (
                    "Groups run by people with lived experience offer it as a service, one to one or in groups.",
                    "Des groupes dirigés par des personnes ayant un vécu l’offrent comme service, à deux ou en groupe.",
                ),
                (
                    "School, jobs, finding your way through the mental health system, speaking up for yourself and for change, housing, enough food, internet, transit, recovery courses, ending discrimination",
                    "Études, emploi, orientation dans le système de santé mentale, défense de ses droits et du changement, logement, alimentation, Internet, transport, cours sur le rétablissement, lutte contre la discrimination",
                ),
            ),
            _form(
                ("In the workplace", "Au travail"),
                (
                    "Staff who have lived experience are chosen and trained to support their co-workers.",
                    "Des membres du personnel ayant un vécu sont choisis et formés pour soutenir leurs collègues.",
                ),
                ("An employer’s own peer support team", "L’équipe de soutien par les pairs d’un employeur"),
            ),
            _form(
                ("With a care team in the community", "Avec une équipe de soins dans la communauté"),
                (
                    "Peer support workers are chosen to support people who use clinical services.",
                    "Des pairs aidants et paires aidantes sont choisis pour soutenir les personnes qui utilisent des services cliniques.",
                ),
                (
                    "Outpatient clinics, Assertive Community Treatment (ACT) teams, case management, counselling",
                    "Cliniques externes, équipes de suivi intensif dans le milieu, gestion de cas, consultation",
                ),
            ),
            _form(
                ("In hospitals and crisis services", "À l’hôpital et dans les services de crise"),
                (
                    "Peer support workers are part of the mental health system itself. They work on teams with many kinds of staff.",
                    "Les pairs aidants et paires aidantes font partie du système de santé mentale et travaillent dans des équipes multidisciplinaires.",
                ),
                (
                    "Acute wards, emergency rooms, crisis response and management, inpatient and outpatient units, recovery and rehabilitation centres, other institutions",
                    "Soins aigus, urgences, intervention et gestion de crise, services internes et externes, centres de rétablissement et de réadaptation, autres établissements",
                ),
            ),
        ],
    },
)

WHERE = text(
    h2("Where you find it", "Où on le trouve"),
    p(
        "You can find peer support at work and on campuses, in community groups and organizations, in clinics and hospitals, and with crisis teams and care teams. It can be its own service or part of others. That range matters. Support close by can make an ordinary day go better, at home, at the clinic or at work.",
        "On trouve du soutien par les pairs au travail et sur les campus, dans des groupes communautaires et des organismes, dans les cliniques et les hôpitaux, dans les équipes de soins et de crise. C’est parfois un service à part, parfois un complément à d’autres. Cette variété compte : un soutien tout proche peut rendre une journée ordinaire plus facile, à la maison, à la clinique ou au travail.",
    ),
    p("Four examples:", "Quatre exemples :"),
    ul(
        (
            "A care team brings in a peer support worker, or works with an accredited programme.",
            "Une équipe de soins accueille un pair aidant ou une paire aidante, ou travaille avec un programme agréé.",
        ),
        (
            "An Assertive Community Treatment team hires a peer support worker.",
            "Une équipe de suivi intensif dans le milieu emploie un pair aidant ou une paire aidante.",
        ),
        (
            "People who have been through similar things in recovery meet and support each other.",
            "Des personnes dont le parcours de rétablissement se ressemble se réunissent et s’entraident.",
        ),
        (
            "Peers visit a residential addiction treatment centre and tell the group there about their own recovery.",
            "Des pairs vont dans un centre de traitement des dépendances avec hébergement et racontent leur propre rétablissement au groupe.",
        ),
    ),
    h2("When it is a service", "Quand c’est un service"),
    p(
        "Lived experience by itself is not enough to do this work. It also takes special skills. Peer support workers meet standards and take special training. They are supervised, and they are paid.",
        "Avoir vécu quelque chose ne suffit pas pour faire ce travail. Il demande des habiletés particulières. Les pairs aidants et paires aidantes répondent à des normes et ont une formation spécialisée. Leur travail est supervisé et payé.",
    ),
)

ONWARD = cards(
    card(
        ("Our values", "Nos valeurs"),
        (
            "The four values behind every meeting.",
            "Les quatre valeurs derrière chaque rencontre.",
        ),
        "values",
    ),
    card(
        ("What to expect", "À quoi vous attendre"),
        (
            "What you can do together, and for how long.",
            "Ce que vous pouvez faire ensemble, et pendant combien de temps.",
        ),
        "expect",
    ),
    card(
        ("Get support, or refer someone", "Obtenir du soutien ou orienter quelqu’un"),
        (
            "Who it is for, how to ask, and how to refer.",
            "À qui cela s’adresse, comment le demander et comment orienter.",
        ),
        "join",
    ),
    card(
        ("Evidence", "Ce que dit la recherche"),
        (
            "What two studies found, and what they do not show.",
            "Ce que deux études ont trouvé et ce qu’elles ne montrent pas.",
        ),
        "evidence",
    ),
    card(
        ("Questions", "Questions"),
        ("Short answers to common questions.", "Des réponses courtes à ce qu’on nous demande."),
        "questions",
    ),
    card(
        ("Brochure", "Dépliant"),
        ("A handout to print or send.", "Un document à imprimer ou à envoyer."),
        "brochure",
    ),
)

PEER_SUPPORT = DemoPage(
    key="peer-support",
    in_menu=True,
    words=Words(
        slug=slug("what-is-peer-support", "le-soutien-par-les-pairs"),
        title=say("What is peer support", "Soutien par les pairs"),
        introduction=say(
            "Support between people who share an experience, as equals and without judgment.",
            "Du soutien entre personnes qui partagent une expérience, d’égal à égal et sans jugement.",
        ),
        body=(
            INTRODUCTION,
            IS_AND_IS_NOT,
            THE_ROAD,
            text(
                h2("From informal to formal", "De l’informel au formel"),
                p(
                    "Peer support can be as loose as a chat between friends or as formal as a job in clinical care. A lot lies somewhere in between.",
                    "Le soutien par les pairs peut être aussi libre qu’une conversation amicale, ou faire partie des soins cliniques. Entre les deux, il y a bien des formes.",
                ),
            ),
            SPECTRUM,
            WHERE,
            text(h2("Read on", "Pour continuer")),
            ONWARD,
        ),
    ),
)
