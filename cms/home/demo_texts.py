"""What the pages of the demo say, in English and French. Facts of real programmes in our own words.

Content of one installation, not interface: it is kept here in both languages and not in the catalogue.
"""

from dataclasses import dataclass
from typing import Any

Body = list[tuple[str, Any]]


@dataclass(frozen=True)
class Words:
    """A page in one language."""

    slug: str
    title: str
    introduction: str
    body: Body


def text(html: str) -> tuple[str, Any]:
    """Running text."""
    return ("text", html)


def questions(*pairs: tuple[str, str]) -> tuple[str, Any]:
    """Questions with their answers."""
    return ("questions", [{"question": question, "answer": answer} for question, answer in pairs])


HOME = {
    "en": Words(
        slug="home",
        title="Walk alongside others",
        introduction="Training for people who have lived with mental health or substance use challenges, their own or "
        "a family member’s, and who want to support others.",
        body=[
            text(
                "<h2>What peer support workers do</h2>"
                "<p>They have been there. They help a person set goals, learn skills, and find their way to services "
                "and community places. They do not fix or decide: the person leads.</p>"
                "<h2>How the training works</h2>"
                "<ul><li>86 hours of classes, on two evenings a week</li>"
                "<li>A practicum of 36 hours, with supervision</li>"
                "<li>Small groups of 12 to 15 people</li></ul>"
            ),
        ],
    ),
    "fr": Words(
        slug="accueil",
        title="Marcher aux côtés des autres",
        introduction="Une formation pour les personnes qui ont vécu des difficultés de santé mentale ou liées aux "
        "substances, elles-mêmes ou dans leur famille, et qui veulent soutenir les autres.",
        body=[
            text(
                "<h2>Ce que font les personnes paires aidantes</h2>"
                "<p>Elles sont passées par là. Elles aident l’autre à se fixer des buts, à apprendre et à trouver les "
                "services et les lieux de son quartier. Elles ne réparent pas et ne décident pas : c’est l’autre qui "
                "mène.</p>"
                "<h2>Comment se passe la formation</h2>"
                "<ul><li>86 heures de cours, deux soirs par semaine</li>"
                "<li>Un stage de 36 heures, avec supervision</li>"
                "<li>De petits groupes de 12 à 15 personnes</li></ul>"
            ),
        ],
    ),
}

UPDATES = {
    "en": Words(
        slug="updates",
        title="Training updates",
        introduction="What is open, what is coming, and what is full. If nothing fits, leave your address and we will "
        "write when something does.",
        body=[],
    ),
    "fr": Words(
        slug="updates",
        title="Nouvelles des formations",
        introduction="Ce qui est ouvert, ce qui vient et ce qui est complet. Si rien ne vous convient, laissez "
        "votre adresse : nous vous écrirons dès que cela change.",
        body=[],
    ),
}

PEER_SUPPORT = {
    "en": Words(
        slug="what-is-peer-support",
        title="What is peer support",
        introduction="Support between people who share an experience, as equals and without judgment.",
        body=[
            text(
                "<p>Peer support is emotional and practical support between two people who have something hard in "
                "common, such as a mental health challenge. One of them is trained for it. Family peer support is the "
                "same between people who care about someone.</p>"
                "<h2>Four values</h2>"
                "<ul><li><b>Mutuality.</b> Nobody stands above the other. Both learn.</li>"
                "<li><b>Strengths.</b> We look at what already works in a life and build on it.</li>"
                "<li><b>Self-determination.</b> Each person decides what they want and need.</li>"
                "<li><b>Wholeness.</b> Setbacks are part of life. They do not say what a person is worth.</li></ul>"
                "<h2>Where peer support workers work</h2>"
                "<p>In mental health teams, hospitals, community centres, clubhouses, on campuses and in crisis teams. "
                "They meet people one to one or in groups, for some weeks or for up to a year. They are paid and "
                "supervised.</p>"
            ),
            (
                "quote",
                {
                    "text": "When a peer supporter says it will not always be like this, sometimes that is exactly "
                    "what a person needs to hear.",
                    "source": "After a peer supporter’s words in a provincial guide to peer support",
                    "url": "",
                },
            ),
            questions(
                (
                    "Is it the same as friendship?",
                    "<p>It can look like a friendly talk. A peer support worker also has training, keeps boundaries, "
                    "and works toward goals that the other person chose.</p>",
                ),
                (
                    "Is it therapy?",
                    "<p>No. Peer support workers are not clinicians or case managers. They work beside them.</p>",
                ),
                (
                    "How does one get support?",
                    "<p>In most programmes through a member of the mental health team, who makes a referral.</p>",
                ),
            ),
        ],
    ),
    "fr": Words(
        slug="le-soutien-par-les-pairs",
        title="Le soutien par les pairs",
        introduction="Un soutien entre personnes qui partagent un vécu, à égalité et sans jugement.",
        body=[
            text(
                "<p>Le soutien par les pairs est un soutien moral et pratique entre deux personnes qui ont vécu une "
                "même épreuve, comme une difficulté de santé mentale. L’une d’elles est formée pour cela. Le soutien "
                "entre proches est la même chose entre personnes qui tiennent à quelqu’un.</p>"
                "<h2>Quatre valeurs</h2>"
                "<ul><li><b>Réciprocité.</b> Personne n’est au-dessus de l’autre. Les deux apprennent.</li>"
                "<li><b>Forces.</b> On regarde ce qui va déjà bien et on s’appuie dessus.</li>"
                "<li><b>Autodétermination.</b> Chaque personne décide de ce qu’elle veut.</li>"
                "<li><b>Plénitude.</b> Les reculs font partie de la vie. Ils ne disent pas ce que vaut une "
                "personne.</li></ul>"
                "<h2>Où travaillent les personnes paires aidantes</h2>"
                "<p>Dans les équipes de santé mentale, les hôpitaux, les centres communautaires, les campus et les "
                "équipes de crise. Elles rencontrent les gens un à un ou en groupe, pendant quelques semaines ou "
                "jusqu’à un an. Elles ont un salaire et de la supervision.</p>"
            ),
            (
                "quote",
                {
                    "text": "Quand une personne paire aidante dit que ce ne sera pas toujours ainsi, c’est "
                    "parfois exactement ce qu’il faut entendre.",
                    "source": "D’après une personne paire aidante, dans un guide provincial du soutien par les pairs",
                    "url": "",
                },
            ),
            questions(
                (
                    "Est-ce la même chose que l’amitié?",
                    "<p>Cela peut ressembler à une conversation entre amis. Une personne paire aidante a aussi une "
                    "formation, garde des limites et travaille vers des buts que l’autre a choisis.</p>",
                ),
                (
                    "Est-ce une thérapie?",
                    "<p>Non. Les personnes paires aidantes ne font ni soins cliniques ni gestion de cas. Elles "
                    "travaillent aux côtés des équipes qui en font.</p>",
                ),
                (
                    "Comment obtient-on du soutien?",
                    "<p>Dans la plupart des programmes, par un membre de l’équipe de santé mentale.</p>",
                ),
            ),
        ],
    ),
}

COURSE = {
    "en": Words(
        slug="the-course",
        title="The course",
        introduction="What you learn, how long it takes, and what comes after.",
        body=[
            text(
                "<h2>What you learn</h2>"
                "<ul><li>Roles and responsibilities of a peer support worker</li><li>Communication and boundaries</li>"
                "<li>The strengths-based approach and psychosocial rehabilitation</li><li>Trauma-informed care</li>"
                "<li>Motivational interviewing</li><li>Confidentiality</li>"
                "<li>Cultural safety and humility</li></ul>"
                "<h2>How long it takes</h2>"
                "<p>About 17 weeks: 86 class hours on Tuesday and Thursday evenings, quizzes and assignments, a "
                "mid-term and a final exam. Then a practicum of 36 hours in which you support real people, with a "
                "supervisor beside you.</p>"
            ),
            questions(
                (
                    "Do I have to say what I lived through?",
                    "<p>No. You confirm that you have lived experience. Nobody asks for a diagnosis. What you share in "
                    "class is up to you.</p>",
                ),
                (
                    "May I miss a class?",
                    "<p>You may miss two sessions and make them up. Communication, confidentiality and cultural safety "
                    "are needed in full.</p>",
                ),
                (
                    "Does the course lead to work?",
                    "<p>Those who are certified can apply for paid work with the programme and elsewhere.</p>",
                ),
            ),
        ],
    ),
    "fr": Words(
        slug="la-formation",
        title="La formation",
        introduction="Ce qu’on apprend, combien de temps cela prend et ce qui vient après.",
        body=[
            text(
                "<h2>Ce qu’on apprend</h2>"
                "<ul><li>Le rôle et les responsabilités</li><li>La communication et les "
                "limites</li><li>L’approche axée sur les forces et la réadaptation psychosociale</li>"
                "<li>Les soins tenant compte des traumatismes</li><li>L’entretien motivationnel</li>"
                "<li>La confidentialité</li><li>La sécurité et l’humilité culturelles</li></ul>"
                "<h2>Combien de temps cela prend</h2>"
                "<p>Environ 17 semaines : 86 heures de cours, les mardis et jeudis soirs, des travaux, un examen au "
                "milieu et un à la fin. Puis un stage de 36 heures auprès de vraies personnes, supervisé.</p>"
            ),
            questions(
                (
                    "Dois-je dire ce que j’ai vécu?",
                    "<p>Non. Vous confirmez que vous avez un vécu. Personne ne demande de diagnostic. Vous choisissez "
                    "ce que vous partagez.</p>",
                ),
                (
                    "Puis-je manquer un cours?",
                    "<p>Vous pouvez manquer deux séances et les reprendre. La communication, la confidentialité et la "
                    "sécurité culturelle doivent être suivies en entier.</p>",
                ),
                (
                    "La formation mène-t-elle à un emploi?",
                    "<p>Les personnes certifiées peuvent postuler à un travail payé, dans le programme ou non.</p>",
                ),
            ),
        ],
    ),
}

PRIVACY = {
    "en": Words(
        slug="privacy",
        title="Privacy",
        introduction="What we keep about you, why, and for how long.",
        body=[
            text(
                "<h2>If you subscribe</h2>"
                "<p>We keep your e-mail address, the language, and what you want to hear about. We keep when you "
                "agreed, and to which words, because the law asks us to be able to show it. Each message has a link "
                "that stops them at once.</p>"
                "<h2>If you take a course</h2>"
                "<p>We keep the name you go by, your address and phone number, and what you completed. We do not ask "
                "for a diagnosis.</p>"
                "<h2>Your rights</h2>"
                "<p>You may ask what we hold about you, have it corrected, or have your subscription erased. Write to "
                '<a href="mailto:privacy@example.org">privacy@example.org</a>.</p>'
            )
        ],
    ),
    "fr": Words(
        slug="vie-privee",
        title="Vie privée",
        introduction="Ce que nous gardons sur vous, pourquoi et combien de temps.",
        body=[
            text(
                "<h2>Si vous vous abonnez</h2>"
                "<p>Nous gardons votre adresse courriel, la langue et ce dont vous voulez entendre parler. Nous "
                "gardons le moment et les mots de votre accord, car la loi nous demande de pouvoir le montrer. Chaque "
                "message a un lien qui les arrête tout de suite.</p>"
                "<h2>Si vous suivez une formation</h2>"
                "<p>Nous gardons le nom que vous utilisez, votre adresse, votre téléphone et ce que vous avez terminé. "
                "Nous ne demandons pas de diagnostic.</p>"
                "<h2>Vos droits</h2>"
                "<p>Vous pouvez demander ce que nous gardons sur vous, le faire corriger ou faire effacer votre "
                'abonnement. Écrivez à <a href="mailto:privacy@example.org">privacy@example.org</a>.</p>'
            )
        ],
    ),
}

CONTACT = {
    "en": Words(
        slug="contact",
        title="Contact",
        introduction="We are glad to hear from you. You do not need to say why you ask.",
        body=[
            text(
                '<ul><li>Vancouver: <a href="mailto:vancouver@example.org">vancouver@example.org</a></li>'
                '<li>North Shore: <a href="mailto:northshore@example.org">northshore@example.org</a></li>'
                '<li>Richmond: <a href="mailto:richmond@example.org">richmond@example.org</a></li></ul>'
                "<h2>Is something on this site hard to use?</h2>"
                "<p>Tell us, in any way that suits you: "
                '<a href="mailto:access@example.org">access@example.org</a>. We will find a way together.</p>'
            )
        ],
    ),
    "fr": Words(
        slug="nous-ecrire",
        title="Nous écrire",
        introduction="Écrivez-nous. Vous n’avez pas à dire pourquoi.",
        body=[
            text(
                '<ul><li>Vancouver : <a href="mailto:vancouver@example.org">vancouver@example.org</a></li>'
                '<li>Rive-Nord : <a href="mailto:northshore@example.org">northshore@example.org</a></li>'
                '<li>Richmond : <a href="mailto:richmond@example.org">richmond@example.org</a></li></ul>'
                "<h2>Quelque chose est difficile à utiliser sur ce site?</h2>"
                "<p>Dites-le-nous comme il vous convient : "
                '<a href="mailto:access@example.org">access@example.org</a>. Nous trouverons une solution ensemble.</p>'
            )
        ],
    ),
}
