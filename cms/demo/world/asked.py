"""What the modules of the demo's course ask for: quizzes, tasks, things to read. English and French.

Each text is a pair: first English, then French.
"""

from dataclasses import dataclass

Pair = tuple[str, str]


@dataclass(frozen=True)
class Text:
    """A page to read: its paragraphs, one below the other."""

    code: str
    title: Pair
    paragraphs: tuple[Pair, ...]


@dataclass(frozen=True)
class Asked:
    """A question with its answers, the right one first, and why."""

    text: Pair
    right: Pair
    others: tuple[Pair, ...]
    why: Pair


@dataclass(frozen=True)
class Task:
    """Something to write, or (with `criteria`) to practise while a facilitator watches."""

    module: str
    title: Pair
    prompt: Pair
    criteria: tuple[Pair, ...] = ()
    due_days: int = 10


ROLES = (
    Asked(
        (
            "What do you bring that nobody else on the team does?",
            "Qu’apportez-vous que personne d’autre n’apporte?",
        ),
        ("What I have lived through myself", "Ce que j’ai vécu moi-même"),
        (("A diagnosis", "Un diagnostic"), ("Advice on medicine", "Des conseils sur les médicaments")),
        (
            "Peers offer hope from their own lives.",
            "Les pairs donnent de l’espoir à partir de leur propre vie.",
        ),
    ),
    Asked(
        (
            "Somebody asks you whether they should stop their medicine. What do you do?",
            "Quelqu’un vous demande s’il doit cesser ses médicaments. Que faites-vous?",
        ),
        (
            "Listen, and help them plan what to ask their doctor",
            "Écouter, et l’aider à préparer ses questions pour son médecin",
        ),
        (
            ("Tell them what helped me", "Dire ce qui m’a aidé"),
            ("Tell them to stop", "Lui dire de cesser"),
        ),
        (
            "The choice is theirs. You walk with them while they find out.",
            "Le choix lui revient. Vous marchez à ses côtés pendant qu’il s’informe.",
        ),
    ),
    Asked(
        ("Who sets the goals in peer support?", "Qui fixe les buts dans le soutien par les pairs?"),
        ("The person I support", "La personne que je soutiens"),
        (("The clinic", "La clinique"), ("I do, as I know the way", "Moi, car je connais le chemin")),
        ("It is their life, so it is their goal.", "C’est sa vie, donc c’est son but."),
    ),
    Asked(
        (
            "How does a peer worker differ from a friend?",
            "En quoi une personne paire aidante diffère-t-elle d’une amie?",
        ),
        (
            "I am there for their recovery, with clear limits",
            "Je suis là pour son rétablissement, avec des limites claires",
        ),
        (
            ("I am nicer", "Je suis plus gentille"),
            ("I may not say anything about myself", "Je ne peux rien dire de moi"),
        ),
        (
            "You may share of yourself. You do it for them, not for you.",
            "Vous pouvez parler de vous. Vous le faites pour l’autre, pas pour vous.",
        ),
    ),
    Asked(
        (
            "You feel that a task is not part of your role. What comes first?",
            "Vous sentez qu’une tâche n’est pas de votre rôle. Que faites-vous d’abord?",
        ),
        ("Ask my supervisor", "En parler à la personne qui me supervise"),
        (("Do it this one time", "La faire cette fois"), ("Say nothing", "Ne rien dire")),
        (
            "To ask early is part of good work. It keeps you and others safe.",
            "Demander tôt fait partie du bon travail. Cela vous protège, vous et les autres.",
        ),
    ),
)
LIMITS = (
    Asked(
        (
            "When do you tell people about the limits of silence?",
            "Quand parlez-vous des limites de la confidentialité?",
        ),
        ("At the start, before they tell me much", "Au début, avant qu’on me raconte beaucoup"),
        (("When something comes up", "Quand quelque chose arrive"), ("Never", "Jamais")),
        ("So they can choose what to tell you.", "Ainsi, la personne choisit ce qu’elle vous dit."),
    ),
    Asked(
        (
            "Somebody tells you that they plan to end their life tonight. What do you do?",
            "Quelqu’un vous dit qu’il veut mettre fin à ses jours ce soir. Que faites-vous?",
        ),
        (
            "Stay with them and call for help at once",
            "Rester avec la personne et demander de l’aide tout de suite",
        ),
        (
            ("Keep it to myself", "Le garder pour moi"),
            ("Wait for the next meeting", "Attendre la prochaine rencontre"),
        ),
        (
            "A life at risk comes first. You are not alone with it.",
            "Une vie en jeu passe avant tout. Vous n’êtes pas seul.",
        ),
    ),
    Asked(
        (
            "You meet somebody you support at the store, with their friends. What do you do?",
            "Vous croisez au magasin une personne que vous soutenez, avec ses amis. Que faites-vous?",
        ),
        ("Let them decide whether we know each other", "La laisser décider si nous nous connaissons"),
        (
            ("Say hello and ask how the clinic was", "La saluer et demander comment c’était à la clinique"),
            ("Wave to the friends", "Saluer ses amis"),
        ),
        (
            "Even that you know each other is theirs to tell.",
            "Même le fait de vous connaître, c’est à elle de le dire.",
        ),
    ),
    Asked(
        ("What goes into your notes?", "Qu’écrivez-vous dans vos notes?"),
        ("Only what the team needs", "Seulement ce dont l’équipe a besoin"),
        (
            ("Everything I heard", "Tout ce que j’ai entendu"),
            ("What I think is wrong with them", "Ce qui ne va pas chez la personne, selon moi"),
        ),
        ("Short notes protect people.", "Des notes brèves protègent les gens."),
    ),
    Asked(
        (
            "A sister calls and asks how her brother is doing. What do you say?",
            "Une sœur appelle et demande comment va son frère. Que dites-vous?",
        ),
        (
            "That I cannot say whether I know anybody",
            "Que je ne peux pas dire si je connais quelqu’un",
        ),
        (
            ("That he is fine", "Qu’il va bien"),
            ("That he misses her", "Qu’elle lui manque"),
        ),
        (
            "You can still listen to her. It is hard to be a sister, too.",
            "Vous pouvez quand même l’écouter. Être une sœur, c’est difficile aussi.",
        ),
    ),
)

TASKS = (
    Task(
        "M03",
        ("My story, for a purpose", "Mon histoire, dans un but"),
        (
            "Write a short part of your story that could give somebody hope. Say who it is for and why you chose it. "
            "Leave out what you want to keep.",
            "Écrivez un court passage de votre histoire qui pourrait donner de l’espoir. Dites à qui il s’adresse et pourquoi "
            "vous l’avez choisi. Laissez de côté ce que vous voulez garder.",
        ),
    ),
    Task(
        "M04",
        ("A talk in pairs", "Un entretien à deux"),
        (
            "Listen to your partner for ten minutes. Ask open questions. Give back what you heard.",
            "Écoutez l’autre pendant dix minutes. Posez des questions ouvertes. Redites ce que vous avez entendu.",
        ),
        (
            ("Listens to the end", "Écoute jusqu’au bout"),
            ("Asks open questions", "Pose des questions ouvertes"),
            ("Does not try to fix", "Ne cherche pas à réparer"),
        ),
    ),
    Task(
        "M05",
        ("Two hats", "Deux chapeaux"),
        (
            "Somebody you support works at the shop where you buy your bread. Write what could get mixed up, and what you "
            "would say to them.",
            "Une personne que vous soutenez travaille à votre boulangerie. Écrivez ce qui pourrait se mêler, et ce que vous "
            "lui diriez.",
        ),
    ),
    Task(
        "M07",
        ("A goal, written together", "Un but écrit à deux"),
        (
            "With your partner, write one goal in their words. Add three strengths they have, and a first small step.",
            "Avec l’autre, écrivez un but dans ses mots. Ajoutez trois de ses forces, et un premier petit pas.",
        ),
    ),
    Task(
        "M08",
        ("Feeling safe", "Se sentir en sécurité"),
        (
            "Think of a place where people wait for help. What could make somebody there feel unsafe? What could you change? "
            "You need not write about yourself.",
            "Pensez à un lieu où l’on attend de l’aide. Qu’est-ce qui pourrait y faire peur? Que pourriez-vous changer? "
            "Vous n’avez pas à parler de vous.",
        ),
    ),
    Task(
        "M09",
        ("A talk about change", "Un entretien sur le changement"),
        (
            "Talk for ten minutes with somebody who is of two minds. Help them hear their own reasons.",
            "Parlez dix minutes avec quelqu’un qui hésite. Aidez cette personne à entendre ses propres raisons.",
        ),
        (
            ("Asks open questions", "Pose des questions ouvertes"),
            ("Notices strengths", "Remarque les forces"),
            ("Gives back what was said", "Redit ce qui a été dit"),
            ("Sums up", "Résume"),
        ),
    ),
    Task(
        "M10",
        ("Who holds power here?", "Qui a du pouvoir ici?"),
        (
            "Think of a time when you had more power than the person before you, or less. What did each of you do with it? "
            "What will you try next time?",
            "Pensez à un moment où vous aviez plus, ou moins, de pouvoir que l’autre. Qu’en avez-vous fait, chacun? "
            "Qu’essaierez-vous la prochaine fois?",
        ),
    ),
    Task(
        "M11",
        ("A hard evening", "Une soirée difficile"),
        (
            "Somebody calls you late and sounds very low. Write step by step what you do, whom you call, and what you say.",
            "Quelqu’un vous appelle tard et va très mal. Écrivez pas à pas ce que vous faites, qui vous appelez et ce que "
            "vous dites.",
        ),
    ),
    Task(
        "M12",
        ("My plan to stay well at work", "Mon plan pour rester bien au travail"),
        (
            "What tells you that you are tired? What helps? What will you bring to your supervisor? Write a plan that fits on "
            "one page.",
            "Qu’est-ce qui vous dit que vous êtes fatigué? Qu’est-ce qui aide? De quoi parlerez-vous en supervision? Écrivez "
            "un plan d’une page.",
        ),
    ),
    Task(
        "F1",
        ("A family at the table", "Une famille à table"),
        (
            "A mother asks what her son told you. Write what you say to her, and how you support her all the same.",
            "Une mère demande ce que son fils vous a dit. Écrivez ce que vous lui dites, et comment vous la soutenez "
            "quand même.",
        ),
    ),
)

READING = (
    Text(
        "M02",
        ("Three roles, side by side", "Trois rôles, côte à côte"),
        (
            (
                "A clinician treats. A friend likes you. A peer worker has been there, and walks beside you for a while.",
                "La clinicienne soigne. L’ami vous aime. La personne paire aidante est passée par là, et marche un temps à vos côtés.",
            ),
            (
                "You do not need all the answers. You need to be honest, to be on time, and to know when to ask.",
                "Vous n’avez pas besoin de toutes les réponses. Il faut être honnête, être à l’heure et savoir quand demander.",
            ),
        ),
    ),
    Text(
        "M03",
        ("Before you share your story", "Avant de partager votre histoire"),
        (
            (
                "Ask yourself: who is this for? What might it open for them? What do I keep for myself?",
                "Demandez-vous : à qui cela s’adresse-t-il? Qu’est-ce que cela peut lui ouvrir? Qu’est-ce que je garde pour moi?",
            ),
            (
                "A story that still hurts can wait. You choose the day.",
                "Une histoire qui fait encore mal peut attendre. Vous choisissez le jour.",
            ),
        ),
    ),
)
