"""The training: an overview, and other ways to prepare."""

from .words import (
    Block,
    DemoPage,
    Words,
    action,
    card,
    cards,
    h2,
    notice,
    p,
    say,
    slug,
    step,
    steps,
    text,
    ul,
)

TRAINING = DemoPage(
    key="training",
    in_menu=True,
    words=Words(
        slug=slug("the-training", "la-formation"),
        title=say("The training", "La formation"),
        introduction=say(
            "Turn what you lived through into work that helps others. What you learn, how long it takes, and what comes after.",
            "Faites de ce que vous avez vécu un travail qui aide les autres. Ce qu’on apprend, combien de temps cela prend et ce qui vient après.",
        ),
        body=(
            text(
                h2("Who it is for", "À qui elle s’adresse"),
                p(
                    "People who have lived with mental health or substance use challenges and used mental health services. Also people who support a family member. You confirm it with a tick. Nobody asks for a diagnosis.",
                    "Aux personnes qui ont un vécu en santé mentale ou lié à la consommation et qui ont utilisé des services de santé mentale. Aussi aux personnes qui soutiennent une personne proche. Vous le confirmez en cochant une case. Personne ne demande de diagnostic.",
                ),
                h2("Why lived experience counts", "Pourquoi le vécu compte"),
                p(
                    "You learned a great deal on your way. You know services, skills and sources of help from having used them. That puts you in a place that few others have: you can give hope, and share what works.",
                    "Vous avez beaucoup appris en chemin. Vous connaissez les services, les habiletés et les ressources pour les avoir utilisés. Cela vous donne une place que peu d’autres ont : vous pouvez donner de l’espoir et partager ce qui marche.",
                ),
                h2("What you learn", "Ce qu’on apprend"),
                ul(
                    (
                        "The role of a peer support worker, and what it asks of you",
                        "Le rôle d’un pair aidant ou d’une paire aidante et ses responsabilités",
                    ),
                    ("Communication", "La communication"),
                    ("Boundaries and ethics", "Les limites et l’éthique"),
                    (
                        "The strengths-based approach and psychosocial rehabilitation",
                        "L’approche axée sur les forces et la réadaptation psychosociale",
                    ),
                    ("Trauma-informed care", "Les soins tenant compte des traumatismes"),
                    ("Motivational interviewing", "L’entretien motivationnel"),
                    ("Confidentiality", "La confidentialité"),
                    (
                        "Cultural safety and humility, crisis, and looking after yourself",
                        "La sécurité et l’humilité culturelles, la crise et le soin de soi",
                    ),
                ),
                h2("From application to certificate", "De la candidature au certificat"),
            ),
            steps(
                step(
                    ("Apply", "Poser sa candidature"),
                    p(
                        'Applications are open for about four weeks. <a href="page:updates">The training updates</a> say when.',
                        'On peut postuler pendant environ quatre semaines. <a href="page:updates">Les nouvelles des formations</a> disent quand.',
                    ),
                ),
                step(
                    ("Learn in class", "Apprendre en classe"),
                    p(
                        "86 hours on two evenings a week, over 17 weeks, in a group of 12 to 15. There are assignments, quizzes, a mid-term exam and a final exam.",
                        "86 heures, deux soirs par semaine pendant 17 semaines, dans un groupe de 12 à 15 personnes. Il y a des travaux, des quiz, un examen au milieu et un examen final.",
                    ),
                ),
                step(
                    ("Practise", "Pratiquer"),
                    p(
                        "A practicum of 36 hours: you support real people, and a supervisor supports you.",
                        "Un stage de 36 heures : vous soutenez de vraies personnes, et une superviseure ou un superviseur vous soutient.",
                    ),
                ),
                step(
                    ("Get your certificate", "Recevoir son certificat"),
                    p(
                        "With it you can apply for paid work as a peer support worker.",
                        "Avec lui, vous pouvez postuler un emploi payé de pair aidant ou de paire aidante.",
                    ),
                ),
            ),
            text(h2("Open and coming", "Formations ouvertes et à venir")),
            Block("intakes", {"region": None, "programme": None}),
            text(h2("Choose a course", "Choisir une formation")),
            cards(
                card(
                    ("Peer support worker training", "Formation de pair aidant ou paire aidante"),
                    (
                        "The core course, for people with their own lived experience.",
                        "La formation de base, pour les personnes qui ont leur propre vécu.",
                    ),
                    "course-vancouver",
                ),
                card(
                    ("Family stream", "Volet famille"),
                    (
                        "For people who support a family member.",
                        "Pour celles et ceux qui soutiennent une personne proche.",
                    ),
                    "course-family",
                ),
                card(
                    ("Other trainings and ways to prepare", "Autres formations et façons de se préparer"),
                    (
                        "What you can do while you wait, and who else trains.",
                        "Ce que vous pouvez faire en attendant, et qui d’autre offre une formation.",
                    ),
                    "other-trainings",
                ),
            ),
        ),
    ),
)

OTHERS = DemoPage(
    key="other-trainings",
    parent="training",
    words=Words(
        slug=slug("other-trainings", "autres-formations"),
        title=say("Other trainings and ways to prepare", "Autres formations et façons de se préparer"),
        introduction=say(
            "No date fits, or you are not sure yet? Here is what you can do in the meantime.",
            "Aucune date ne convient, ou vous hésitez encore? Voici ce que vous pouvez faire d’ici là.",
        ),
        body=(
            text(
                h2("Ways to prepare", "Se préparer"),
                ul(
                    (
                        "<b>Volunteer.</b> A few hours a week show you whether this work suits you.",
                        "<b>Faire du bénévolat.</b> Quelques heures par semaine montrent si ce travail vous convient.",
                    ),
                    (
                        "<b>Take a recovery course.</b> Many mental health organizations offer them, often for free.",
                        "<b>Suivre un cours sur le rétablissement.</b> Beaucoup d’organismes en santé mentale en offrent, souvent gratuitement.",
                    ),
                    (
                        "<b>Join a self-help group or a clubhouse.</b> You give and get support, and you learn to listen.",
                        "<b>Aller dans un groupe d’entraide ou un club.</b> On y donne et reçoit du soutien, et on apprend à écouter.",
                    ),
                    (
                        "<b>Look after yourself.</b> A wellness plan helps in the training, and after it.",
                        "<b>Prendre soin de soi.</b> Un plan de mieux-être aide pendant la formation, et après.",
                    ),
                ),
                h2("Other trainings", "Autres formations"),
                ul(
                    (
                        '<b>In our own region.</b> The same training is given in <a href="page:programmes">several places</a>. You may apply in another one.',
                        '<b>Dans notre région.</b> La même formation se donne <a href="page:programmes">à plusieurs endroits</a>. Vous pouvez postuler ailleurs.',
                    ),
                    (
                        "<b>With other organizations.</b> Some community organizations train too, such as Coast Mental Health in Vancouver. Please ask them about dates and cost.",
                        "<b>Dans d’autres organismes.</b> Certains organismes communautaires forment aussi, comme Coast Mental Health à Vancouver. Renseignez-vous auprès d’eux sur les dates et les frais.",
                    ),
                    (
                        "<b>The provincial curriculum.</b> British Columbia has a peer support curriculum of 16 modules, among them family peer support and cultural humility.",
                        "<b>Le programme provincial.</b> La Colombie-Britannique a un programme de 16 modules, dont le soutien entre familles et l’humilité culturelle.",
                    ),
                    (
                        "<b>National certification.</b> Peer Support Canada does not train: it assesses people who already do this work, for peers and for families.",
                        "<b>La certification nationale.</b> Soutien par les pairs Canada ne forme pas : l’organisme évalue des personnes qui font déjà ce travail, comme pairs ou comme familles.",
                    ),
                ),
            ),
            notice(
                "calm",
                ("We do not choose for you", "Nous ne choisissons pas pour vous"),
                p(
                    'We name these because people ask. Each has its own rules. <a href="page:contact">Write to us</a> if you would like to talk it over.',
                    'Nous les nommons parce qu’on nous le demande. Chacune a ses règles. <a href="page:contact">Écrivez-nous</a> si vous voulez en parler.',
                ),
            ),
            action(
                ("See the training updates", "Voir les nouvelles des formations"),
                to="updates",
                hint=(
                    "Leave your address and hear when something opens.",
                    "Laissez votre adresse pour savoir quand une formation ouvre.",
                ),
            ),
        ),
    ),
)
