"""A page for each course of the demo."""

from .words import Block, DemoPage, OfDatabase, Words, h2, p, question, questions, say, slug, text


def _course(
    key: str,
    of: str,
    address: tuple[str, str],
    title: tuple[str, str],
    introduction: tuple[str, str],
    *body: Block,
) -> DemoPage:
    return DemoPage(
        key=key,
        parent="training",
        kind="CoursePage",
        of=OfDatabase("course", of),
        words=Words(slug=slug(*address), title=say(*title), introduction=say(*introduction), body=body),
    )


GOOD_TO_KNOW = questions(
    question(
        ("Do I have to say what I lived through?", "Dois-je dire ce que j’ai vécu?"),
        p(
            "No. You confirm that you have lived experience. What you share in class is up to you.",
            "Non. Vous confirmez que vous avez un vécu. Vous choisissez ce que vous partagez en classe.",
        ),
    ),
    question(
        ("May I miss a class?", "Puis-je manquer un cours?"),
        p(
            "You may miss two sessions and make them up. Some modules need you to be there. The list of modules says which.",
            "Vous pouvez manquer deux séances et les reprendre. Certains modules demandent votre présence. La liste des modules dit lesquels.",
        ),
    ),
    question(
        ("What does it cost?", "Combien cela coûte-t-il?"),
        p("Nothing. Bus fare can be paid back.", "Rien. L’autobus peut être remboursé."),
    ),
)

COURSES = (
    _course(
        "course-vancouver",
        "vancouver/peer-support-worker",
        ("peer-support-worker-vancouver", "pair-aidant-vancouver"),
        ("Peer support worker training, Vancouver", "Formation de pair aidant ou paire aidante, Vancouver"),
        (
            "The core course: classes on two evenings a week, then a supervised practicum.",
            "La formation de base : des cours deux soirs par semaine, puis un stage supervisé.",
        ),
        text(
            h2("How you learn", "Comment on apprend"),
            p(
                "You learn with people who have been through hard times too. Classes mix talk, practice in pairs and small tasks. The practicum takes place with a team in Vancouver.",
                "Vous apprenez avec d’autres personnes qui ont traversé des moments difficiles. Les cours mêlent discussion, pratique à deux et petits travaux. Le stage se fait dans une équipe de Vancouver.",
            ),
        ),
        GOOD_TO_KNOW,
    ),
    _course(
        "course-family",
        "vancouver/family-peer-support-worker",
        ("family-peer-support-worker", "pair-aidant-famille"),
        ("Family peer support worker training", "Formation au soutien entre familles"),
        (
            "For people who know what it is to care about someone in a hard time.",
            "Pour les personnes qui savent ce que c’est que de tenir à quelqu’un qui vit des moments difficiles.",
        ),
        text(
            h2("How you learn", "Comment on apprend"),
            p(
                "You take the core modules and one more. In it you learn to support people who care for someone, and to guard that person’s privacy.",
                "Vous suivez les modules de base et un de plus. On y apprend à soutenir les personnes proches aidantes et à protéger la vie privée de la personne à qui elles tiennent.",
            ),
        ),
        GOOD_TO_KNOW,
    ),
    _course(
        "course-north-shore",
        "north-shore/peer-support-worker",
        ("peer-support-worker-north-shore", "pair-aidant-rive-nord"),
        ("Peer support worker training, North Shore", "Formation de pair aidant ou paire aidante, Rive-Nord"),
        (
            "The same core course as in Vancouver, in a smaller group.",
            "La même formation de base qu’à Vancouver, dans un groupe plus petit.",
        ),
        GOOD_TO_KNOW,
    ),
    _course(
        "course-richmond",
        "richmond/peer-support-worker",
        ("peer-support-worker-richmond", "pair-aidant-richmond"),
        ("Peer support worker training, Richmond", "Formation de pair aidant ou paire aidante, Richmond"),
        (
            "The same core course as in Vancouver, close to home.",
            "La même formation de base qu’à Vancouver, près de chez vous.",
        ),
        GOOD_TO_KNOW,
    ),
)
