"""The courses of the demo: 86 class hours and a practicum of 36, as the regional programmes teach it; a family stream."""

from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Lesson:
    """A module; `needs` names the codes of others, `hours` are whole."""

    code: str
    hours: int
    needs: str
    title: tuple[str, str]
    outcome: tuple[str, str]
    must_attend: bool = False
    is_optional: bool = False
    is_practicum: bool = False


LESSONS = (
    Lesson(
        "M01",
        4,
        "",
        ("Orientation: learning together safely", "Accueil : apprendre ensemble en sécurité"),
        (
            "Agree on how we learn together; write a wellness plan",
            "Convenir des règles du groupe; écrire un plan de bien-être",
        ),
    ),
    Lesson(
        "M02",
        8,
        "M01",
        ("Roles and responsibilities", "Rôles et responsabilités"),
        (
            "Know how the role differs from a clinician’s or a friend’s; describe what it covers",
            "Distinguer ce rôle du rôle clinique et de l’amitié; dire ce qu’il comprend",
        ),
    ),
    Lesson(
        "M03",
        8,
        "M01",
        ("Recovery and sharing your story", "Le rétablissement et le partage de son histoire"),
        (
            "Explain recovery; share with purpose, and safely",
            "Expliquer le rétablissement; partager avec intention et en sécurité",
        ),
    ),
    Lesson(
        "M04",
        12,
        "M02",
        ("Communication", "La communication"),
        (
            "Listen and reflect; ask open questions; resist the urge to fix",
            "Refléter; poser des questions ouvertes; ne pas chercher à réparer",
        ),
        must_attend=True,
    ),
    Lesson(
        "M05",
        8,
        "M02",
        ("Boundaries and ethics", "Limites et éthique"),
        ("Use the code of ethics; handle dual roles", "Appliquer le code d’éthique; gérer les doubles rôles"),
    ),
    Lesson(
        "M06",
        6,
        "M02",
        ("Confidentiality", "La confidentialité"),
        (
            "Explain its limits; know when you must speak up; keep notes short",
            "Expliquer ses limites; savoir quand il faut parler; prendre des notes brèves",
        ),
        must_attend=True,
    ),
    Lesson(
        "M07",
        8,
        "M03 M04",
        (
            "Strengths-based approach and psychosocial rehabilitation",
            "Approche axée sur les forces et réadaptation psychosociale",
        ),
        ("Find strengths; write a goal together", "Trouver les forces; écrire un but ensemble"),
    ),
    Lesson(
        "M08",
        8,
        "M04 M05",
        ("Trauma-informed care", "Soins tenant compte des traumatismes"),
        (
            "Recognize signs of trauma; avoid causing new harm",
            "Reconnaître les réactions; éviter de blesser à nouveau",
        ),
    ),
    Lesson(
        "M09",
        8,
        "M04 M07",
        ("Motivational interviewing", "L’entretien motivationnel"),
        (
            "Use open questions, affirmations, reflections, summaries",
            "Utiliser questions ouvertes, affirmations, reflets et résumés",
        ),
    ),
    Lesson(
        "M10",
        6,
        "M01",
        ("Cultural safety and humility", "Sécurité et humilité culturelles"),
        (
            "Notice who holds power; adapt the way you work",
            "Voir qui a du pouvoir; adapter sa façon de travailler",
        ),
        must_attend=True,
    ),
    Lesson(
        "M11",
        6,
        "M06 M08",
        ("Crisis, substance use, knowing when to refer", "Crise, substances, savoir quand orienter"),
        (
            "Follow the crisis protocol; know where to turn for help",
            "Suivre le protocole de crise; savoir où trouver de l’aide",
        ),
    ),
    Lesson(
        "M12",
        4,
        "M05",
        ("Self-care, teams and supervision", "Prendre soin de soi, équipe et supervision"),
        (
            "Make good use of supervision; write neutral notes",
            "Se servir de la supervision; écrire des notes neutres",
        ),
    ),
    Lesson(
        "P1",
        36,
        "M01 M02 M03 M04 M05 M06 M07 M08 M09 M10 M11 M12",
        ("Practicum: supervised peer support", "Stage : soutien par les pairs supervisé"),
        (
            "Put the values into practice with real people",
            "Mettre les valeurs en pratique avec de vraies personnes",
        ),
        is_practicum=True,
    ),
    Lesson(
        "F1",
        12,
        "M05",
        ("Family stream", "Volet famille"),
        (
            "Support caregivers; protect the relative’s privacy",
            "Soutenir les personnes proches aidantes; protéger la vie privée de la personne",
        ),
        is_optional=True,
    ),
)

_LAST = LESSONS[-2:]  # the practicum, and the family stream for those who want it
_FAMILY_LESSON = replace(_LAST[1], is_optional=False)

Pair = tuple[str, str]


@dataclass(frozen=True)
class Curriculum:
    """A course with the modules of its first edition, and its awards, the soonest first: name and what it takes."""

    slug: str
    stream: str
    title: Pair
    summary: Pair
    lessons: tuple[Lesson, ...]
    awards: tuple[tuple[Pair, Pair], ...]


COMPLETION: tuple[Pair, Pair] = (
    ("Certificate of completion", "Certificat de réussite"),
    (
        "You earn it when you finish all class modules and pass both exams. It shows 86 hours of training.",
        "Vous l’obtenez quand vous avez terminé tous les modules en classe et réussi les deux examens. Il atteste 86 heures de formation.",
    ),
)

CORE = Curriculum(
    slug="peer-support-worker",
    stream="peer",
    title=("Peer support worker training", "Formation de pair aidant ou paire aidante"),
    summary=(
        "Learn to walk alongside others in recovery. Your own experience is where you start.",
        "Apprenez à marcher aux côtés d’autres personnes en rétablissement. Vous partez de ce que vous avez vécu vous-même.",
    ),
    lessons=LESSONS,
    awards=(
        COMPLETION,
        (
            ("Certified peer support worker", "Pair aidant certifié ou paire aidante certifiée"),
            (
                "You earn it when you also finish the 36-hour practicum, rated on our four values, and your trainers recommend you. You can then apply for paid work.",
                "Vous l’obtenez après le stage de 36 heures, évalué sur nos quatre valeurs, sur la recommandation de l’équipe de formation. Vous pouvez alors postuler un emploi payé.",
            ),
        ),
    ),
)

FAMILY = Curriculum(
    slug="family-peer-support-worker",
    stream="family",
    title=("Family peer support worker training", "Formation au soutien par les pairs entre familles"),
    summary=(
        "Learn to support other families. You draw on what you know from caring for someone in your own.",
        "Apprenez à soutenir d’autres familles, à partir de votre propre expérience auprès d’une personne proche.",
    ),
    lessons=(*LESSONS[:-2], _FAMILY_LESSON, replace(_LAST[0], needs=f"{_LAST[0].needs} F1")),
    awards=(
        (
            COMPLETION[0],
            (
                "You earn it when you finish all class modules and pass both exams. It shows 98 hours of training.",
                "Vous l’obtenez quand vous avez terminé tous les modules en classe et réussi les deux examens. Il atteste 98 heures de formation.",
            ),
        ),
        (
            (
                "Certified family peer support worker",
                "Pair aidant famille certifié ou paire aidante famille certifiée",
            ),
            (
                "You earn it when you also finish the 36-hour practicum with families, rated on our four values, and your trainers recommend you. You can then apply for paid work.",
                "Vous l’obtenez après le stage de 36 heures auprès de familles, évalué sur nos quatre valeurs, sur la recommandation de l’équipe de formation. Vous pouvez alors postuler un emploi payé.",
            ),
        ),
    ),
)
