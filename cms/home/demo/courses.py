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
        ("Do I have to share what I have been through?", "Dois-je dire ce que j’ai vécu?"),
        p(
            "No. We only ask you to confirm that you have lived experience. What you share in class is up to you.",
            "Non. Vous confirmez que vous avez un vécu. Vous choisissez ce que vous partagez en classe.",
        ),
    ),
    question(
        ("Can I miss a class?", "Puis-je manquer un cours?"),
        p(
            "You can miss two sessions and make them up later. You have to be there for some modules. The list of modules shows which ones.",
            "Vous pouvez manquer deux séances et les reprendre. Pour certains modules, la présence est obligatoire. La liste des modules indique lesquels.",
        ),
    ),
    question(
        ("What does it cost?", "Combien cela coûte-t-il?"),
        p(
            "Nothing. We can also pay you back for bus fare.",
            "Rien. Nous pouvons aussi rembourser vos trajets d’autobus.",
        ),
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
                "You learn with other people who have been through hard times. Classes mix discussion, practice in pairs and short tasks. You do your practicum with a team in Vancouver.",
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
            "For people who know what it is like to care about someone going through a hard time.",
            "Pour les personnes qui savent ce que c’est que de tenir à quelqu’un qui vit des moments difficiles.",
        ),
        text(
            h2("How you learn", "Comment on apprend"),
            p(
                "You take the core modules plus one more. There you learn how to support people who care for someone, and how to protect that person’s privacy.",
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
