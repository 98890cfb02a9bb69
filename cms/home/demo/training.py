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
            "Turn what you have lived through into work that helps others. Find out what you will learn, how long it takes and what comes next.",
            "Faites de votre vécu un travail qui aide les autres. Voyez ce qu’on apprend, combien de temps cela prend et ce qui vient après.",
        ),
        body=(
            text(
                h2("Who it is for", "À qui elle s’adresse"),
                p(
                    "It is for people who have lived with mental health or substance use challenges and have used mental health services. It is also for people who support a family member. You confirm this by ticking a box. No one asks for a diagnosis.",
                    "Elle s’adresse aux personnes qui ont un vécu en santé mentale ou lié à la consommation et qui ont utilisé des services de santé mentale, et à celles qui soutiennent une personne proche. Vous le confirmez en cochant une case. Personne ne demande de diagnostic.",
                ),
                h2("Why lived experience counts", "Pourquoi le vécu compte"),
                p(
                    "You have learned a lot along the way. You know about services, coping skills and places to turn because you have used them. Few others can offer that. You can give people hope and share what works.",
                    "Vous avez beaucoup appris en chemin. Vous connaissez les services, les habiletés et les ressources pour les avoir utilisés. Cela vous donne une place que peu d’autres ont : vous pouvez donner de l’espoir et partager ce qui marche.",
                ),
                h2("What you learn", "Ce qu’on apprend"),
                ul(
                    (
                        "What a peer support worker does, and what the role asks of you",
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
                        "Cultural safety and humility, crisis, and taking care of yourself",
                        "La sécurité et l’humilité culturelles, la crise et le soin de soi",
                    ),
                ),
                h2("From application to certification", "De la candidature à la certification"),
            ),
            steps(
                step(
                    ("Apply", "Poser sa candidature"),
                    p(
                        'Applications are open for about four weeks. Check the <a href="page:updates">training updates</a> to see when.',
                        'On peut postuler pendant environ quatre semaines. Consultez les <a href="page:updates">nouvelles des formations</a> pour savoir quand.',
                    ),
                ),
                step(
                    ("Learn in class", "Apprendre en classe"),
                    p(
                        "Classes add up to 86 hours over 16 or 17 weeks. You meet on two evenings a week, for two or three hours each time, in a group of 12 to 15. There are assignments, quizzes, a mid-term exam and a final exam. When you are done, you earn the certificate of completion.",
                        "Les cours totalisent 86 heures sur 16 ou 17 semaines : deux soirs par semaine, deux ou trois heures chaque fois, dans un groupe de 12 à 15 personnes. Il y a des travaux, des quiz, un examen de mi-parcours et un examen final. À la fin, vous recevez le certificat de réussite.",
                    ),
                ),
                step(
                    ("Practise", "Pratiquer"),
                    p(
                        "In a 36-hour practicum, you support real people, and a supervisor supports you.",
                        "Un stage de 36 heures : vous soutenez de vraies personnes, et une superviseure ou un superviseur vous soutient.",
                    ),
                ),
                step(
                    ("Get certified", "Obtenir la certification"),
                    p(
                        "After your practicum, and with your trainers’ recommendation, you become a certified peer support worker. You can then apply for paid work.",
                        "Après le stage, et sur la recommandation de l’équipe de formation, vous devenez pair aidant certifié ou paire aidante certifiée. Vous pouvez alors postuler un emploi payé.",
                    ),
                ),
            ),
            text(h2("Open and upcoming training", "Formations ouvertes et à venir")),
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
                        "What you can do while you wait, and who else offers training.",
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
            "No date that suits you? Not sure yet? Here is what you can do in the meantime.",
            "Aucune date ne convient, ou vous hésitez encore? Voici ce que vous pouvez faire d’ici là.",
        ),
        body=(
            text(
                h2("Ways to prepare", "Se préparer"),
                ul(
                    (
                        "<b>Volunteer.</b> A few hours a week can show you whether this work suits you.",
                        "<b>Faire du bénévolat.</b> Quelques heures par semaine montrent si ce travail vous convient.",
                    ),
                    (
                        "<b>Take a recovery course.</b> Many mental health organizations offer them, often for free.",
                        "<b>Suivre un cours sur le rétablissement.</b> Beaucoup d’organismes en santé mentale en offrent, souvent gratuitement.",
                    ),
                    (
                        "<b>Join a self-help group or a clubhouse.</b> You give support, get support and learn to listen.",
                        "<b>Aller dans un groupe d’entraide ou un club.</b> On y donne et reçoit du soutien, et on apprend à écouter.",
                    ),
                    (
                        "<b>Take care of yourself.</b> A wellness plan will help you during the training and after it.",
                        "<b>Prendre soin de soi.</b> Un plan de mieux-être aide pendant la formation, et après.",
                    ),
                ),
                h2("Other trainings", "Autres formations"),
                ul(
                    (
                        '<b>Elsewhere in our region.</b> <a href="page:programmes">Three programmes</a> teach the same course. You can apply to any of them.',
                        '<b>Ailleurs dans notre région.</b> <a href="page:programmes">Trois programmes</a> donnent la même formation. Vous pouvez postuler à n’importe lequel.',
                    ),
                    (
                        "<b>With other organizations.</b> Some community organizations also train peer support workers, such as Coast Mental Health. Please ask them about dates and cost.",
                        "<b>Dans d’autres organismes.</b> Certains organismes communautaires offrent aussi une formation, comme Coast Mental Health. Renseignez-vous auprès d’eux sur les dates et les frais.",
                    ),
                    (
                        "<b>The provincial curriculum.</b> British Columbia has a peer support curriculum with 16 modules. They include family peer support and cultural humility.",
                        "<b>Le programme provincial.</b> La Colombie-Britannique a un programme de 16 modules, dont le soutien entre familles et l’humilité culturelle.",
                    ),
                    (
                        "<b>National certification.</b> Peer Support Canada does not offer training. It assesses people who already do this work, with peers or with families.",
                        "<b>La certification nationale.</b> Soutien par les pairs Canada ne forme pas : l’organisme évalue des personnes qui font déjà ce travail, comme pairs ou comme familles.",
                    ),
                ),
            ),
            notice(
                "calm",
                ("The choice is yours", "C’est vous qui choisissez"),
                p(
                    'We list these because people ask us. Each has its own rules. If you would like to talk it over, <a href="page:contact">write to us</a>.',
                    'Nous les nommons parce qu’on nous le demande. Chacune a ses règles. Si vous voulez en parler, <a href="page:contact">écrivez-nous</a>.',
                ),
            ),
            action(
                ("See the training updates", "Voir les nouvelles des formations"),
                to="updates",
                hint=(
                    "Leave your e-mail address to hear when something opens.",
                    "Laissez votre adresse pour savoir quand une formation ouvre.",
                ),
            ),
        ),
    ),
)
