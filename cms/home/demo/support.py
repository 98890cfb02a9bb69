"""Our values, what to expect of one-to-one support, and what studies found."""

from .words import Block, DemoPage, Words, action, h2, notice, p, say, slug, step, steps, text, ul

UNDER = "peer-support"


def _value(name: tuple[str, str], sentence: tuple[str, str], words: tuple[str, str]) -> dict[str, object]:
    return {"name": say(*name), "sentence": say(*sentence), "text": p(*words)}


VALUES = DemoPage(
    key="values",
    parent=UNDER,
    words=Words(
        slug=slug("our-values", "nos-valeurs"),
        title=say("Our values", "Nos valeurs"),
        introduction=say(
            "Four values hold in every meeting, and in the training too.",
            "Quatre valeurs comptent à chaque rencontre, et dans la formation aussi.",
        ),
        body=(
            Block(
                "values",
                [
                    _value(
                        ("Mutuality", "La réciprocité"),
                        ("Nobody stands above the other.", "Personne n’est au-dessus de l’autre."),
                        (
                            "You and your peer supporter are equals; neither has a higher rank. You shape the relationship together, and you both learn and grow. Fixing you is not our job. We walk beside you, and work with you toward the wellness you want.",
                            "Il n’y a pas de hiérarchie entre vous et la personne qui vous soutient. Vous construisez la relation ensemble, et chaque personne apprend et grandit. Nous ne sommes pas là pour vous réparer. Nous marchons à côté de vous et travaillons avec vous vers le mieux-être que vous voulez.",
                        ),
                    ),
                    _value(
                        ("Strengths-based approach", "L’approche axée sur les forces"),
                        ("We begin with what already works.", "On commence par ce qui marche déjà."),
                        (
                            "Together we look for your strengths and for what goes well in your life, and find ways to build on it. The aim is to move toward wellness and contentment, and not only to answer pain and fear.",
                            "Ensemble, nous cherchons vos forces et ce qui va bien dans votre vie, et des façons de bâtir là-dessus. Le but est d’avancer vers le mieux-être et la satisfaction, et pas seulement de répondre à la douleur et à la peur.",
                        ),
                    ),
                    _value(
                        ("Self-determination", "L’autodétermination"),
                        ("You are the driver of your life.", "C’est vous qui conduisez votre vie."),
                        (
                            "All people have the right to choose for themselves, and all are able to. Nobody should push you or decide for you. You deserve to drive and not just to ride along. We trust your inner wisdom. The strength to get well is in you, and we support you on the way to your goals and dreams.",
                            "Chaque personne a le droit, et la capacité, de choisir ce qu’elle veut et ce dont elle a besoin. Personne ne devrait vous forcer ni décider pour vous. Vous méritez de tenir le volant, pas seulement la place d’à côté. Nous croyons en votre sagesse intérieure : vous avez ce qu’il faut pour aller mieux, et nous vous soutenons vers vos buts et vos rêves.",
                        ),
                    ),
                    _value(
                        ("Wholeness", "La personne entière"),
                        ("A setback is a part of life.", "Un recul fait partie de la vie."),
                        (
                            "All people make mistakes and have setbacks. That is normal. What is not perfect does not say what you are worth or what you can become.",
                            "Tout le monde fait des erreurs et connaît des reculs. C’est normal. Ce qui n’est pas parfait ne dit rien de votre valeur ni de ce que vous pouvez devenir.",
                        ),
                    ),
                ],
            ),
            text(
                h2("How we keep to them", "Comment nous nous y tenons"),
                p(
                    'Trainees practise these values with real people, under supervision. At the end of <a href="page:training">the training</a>, the practicum is rated on all four.',
                    'Les personnes en formation mettent ces valeurs en pratique auprès de vraies personnes, sous supervision. À la fin de <a href="page:training">la formation</a>, le stage est évalué sur les quatre.',
                ),
                p(
                    'If a peer support worker does not live up to them, please tell us. <a href="page:contact">Any programme listens.</a>',
                    'Si un pair aidant ou une paire aidante ne les respecte pas, dites-le-nous. <a href="page:contact">Chaque programme vous écoute.</a>',
                ),
            ),
        ),
    ),
)

EXPECT = DemoPage(
    key="expect",
    parent=UNDER,
    words=Words(
        slug=slug("what-to-expect", "a-quoi-vous-attendre"),
        title=say("What to expect", "À quoi vous attendre"),
        introduction=say(
            "One-to-one support: you meet one person regularly, for weeks or months, up to a year. You choose what you work on.",
            "Le soutien individuel : vous rencontrez une même personne régulièrement, pendant des semaines ou des mois, jusqu’à un an. Vous choisissez sur quoi travailler.",
        ),
        body=(
            text(
                h2("Company on the way", "De la compagnie en chemin"),
                p(
                    "You get support, practical and emotional, from a person who knows mental health challenges like yours. They have training, and yet they differ from most people who work in mental health. They know how hard it is to get well and stay well, because they have done it. So they can walk beside you, as a friend would.",
                    "Vous recevez du soutien pratique et affectif d’une personne qui a connu des difficultés de santé mentale comme les vôtres. Elle est formée, mais son rôle n’est pas celui d’une intervenante ou d’un intervenant. Elle sait combien il peut être difficile de se bâtir une vie saine, parce qu’elle l’a fait. Elle peut donc marcher à vos côtés, comme on le fait en amitié.",
                ),
                h2("A space where you can speak", "Un espace où parler"),
                p(
                    "You can say what you feel, also what brings shame or guilt. You are heard without being judged. Your peer supporter may tell you about their own hard times, their hope and their recovery, so that you know you are not alone. They believe that you can get well, even on days when you find that hard to believe.",
                    "Vous pouvez dire ce que vous ressentez, même ce qui fait honte ou donne un sentiment de culpabilité. On vous écoute sans vous juger. La personne qui vous soutient peut vous parler de ses propres moments difficiles, de son espoir et de son rétablissement, pour que vous sachiez que vous n’êtes pas seul ou seule. Elle croit que vous pouvez aller mieux, même les jours où vous avez du mal à y croire.",
                ),
                h2("How it goes", "Comment cela se passe"),
            ),
            steps(
                step(
                    ("You say what matters", "Vous dites ce qui compte"),
                    p(
                        "What do you want to change, learn or try? Together you set goals that are yours. Smart goals help: clear, within reach, and with a date.",
                        "Que voulez-vous changer, apprendre ou essayer? Ensemble, vous fixez des buts qui sont les vôtres. Des buts précis, réalistes et datés aident à avancer.",
                    ),
                ),
                step(
                    ("You plan the week", "Vous planifiez la semaine"),
                    p(
                        "A small plan for the week ahead. Next time you look back: what went well, what got in the way?",
                        "Un petit plan pour la semaine qui vient. À la rencontre suivante, vous regardez en arrière : qu’est-ce qui a bien marché, qu’est-ce qui a bloqué?",
                    ),
                ),
                step(
                    ("You work as a team", "Vous faites équipe"),
                    p(
                        "You think it over together, look for ways around a problem, and find places and services near you that help. And you celebrate every step.",
                        "Vous réfléchissez ensemble, cherchez comment contourner un problème et trouvez dans votre milieu des lieux et des services utiles. Et vous célébrez chaque pas.",
                    ),
                ),
                step(
                    ("You finish when your goals are met", "Vous terminez quand vos buts sont atteints"),
                    p(
                        "That takes weeks for some people and months for others. It can last up to a year.",
                        "Cela prend quelques semaines pour les unes, des mois pour les autres. Le soutien peut durer jusqu’à un an.",
                    ),
                ),
            ),
            text(
                h2("Things you could do together", "Ce que vous pourriez faire ensemble"),
                ul(
                    (
                        "Learn the bus routes, and get around more easily",
                        "Apprendre les trajets d’autobus pour vous déplacer plus facilement",
                    ),
                    (
                        "Visit the clubhouse and spend time with others in recovery",
                        "Aller au club et passer du temps avec d’autres personnes en rétablissement",
                    ),
                    ("Try things that calm your anxiety", "Essayer des activités qui apaisent l’anxiété"),
                    ("Use the library", "Utiliser la bibliothèque"),
                    ("Start a volunteer job", "Commencer du bénévolat"),
                    ("Make better friends", "Nouer de meilleures amitiés"),
                    ("Become more active", "Bouger davantage"),
                    (
                        "Find fun things to do where you live",
                        "Trouver des activités plaisantes près de chez vous",
                    ),
                ),
                p(
                    "New strengths may show up on the way. You may find things that help which you had not thought of, and chances you had not seen.",
                    "Vous découvrirez peut-être des forces que vous ne vous connaissiez pas, des moyens auxquels vous n’aviez pas pensé et des possibilités que vous ne voyiez pas.",
                ),
                h2("Tools you can try", "Des outils à essayer"),
                p(
                    "Some people like to read together. There are good books on methods that have been studied: dialectical behaviour therapy (DBT), cognitive behavioural therapy (CBT), mindfulness and others. You talk about a technique, and each of you tries it in your own life. You choose what fits your needs and interests.",
                    "Certaines personnes aiment lire ensemble. Il existe de bons livres sur des méthodes éprouvées : la thérapie comportementale dialectique (TCD), la thérapie cognitivo-comportementale (TCC), la pleine conscience et d’autres. Vous parlez d’une technique et chacun l’essaie dans sa propre vie. Vous choisissez ce qui convient à vos besoins et à vos goûts.",
                ),
            ),
            notice(
                "calm",
                ("It does not replace treatment", "Cela ne remplace pas un traitement"),
                p(
                    "A peer supporter is not a therapist, and reading about a therapy is not therapy. Peer support goes well beside the care you have.",
                    "Une personne paire aidante n’est pas thérapeute, et lire sur une thérapie n’en est pas une. Le soutien par les pairs va bien de pair avec les soins que vous recevez.",
                ),
            ),
            action(
                ("How to ask for it", "Comment le demander"),
                to="join",
                hint=(
                    "Someone on your care team makes the referral.",
                    "Un membre de votre équipe de soins vous oriente vers nous.",
                ),
            ),
        ),
    ),
)

EVIDENCE = DemoPage(
    key="evidence",
    parent=UNDER,
    words=Words(
        slug=slug("evidence", "ce-que-dit-la-recherche"),
        title=say("Evidence", "Ce que dit la recherche"),
        introduction=say(
            "What two studies found, in plain words, with the way to read them yourself.",
            "Ce que deux études ont trouvé, en mots simples, et comment les lire vous-même.",
        ),
        body=(
            Block(
                "evidence",
                [
                    {
                        "finding": p(
                            "A review put together what studies say of peer support for young adults. It goes along with feeling happier, having more self-esteem and coping better. And it goes along with less anxiety, less depression and less loneliness. It was seen in university students and in other young adults. It was also seen in ethnic and sexual minorities.",
                            "Une revue a rassemblé des études sur le soutien par les pairs chez les jeunes adultes. Il était associé à plus de bonheur, à une meilleure estime de soi et à une meilleure capacité de faire face, et à moins de dépression, de solitude et d’anxiété. On l’a observé chez des étudiantes et étudiants universitaires, chez d’autres jeunes adultes et dans des minorités ethniques et sexuelles.",
                        ),
                        "authors": "Richard J, Rebinsky R, Suresh R, Kubic S, Carter A, Cunningham JEA, Ker A, Williams K, Sorin M",
                        "year": 2022,
                        "title": "Scoping review to evaluate the effects of peer support on the mental health of young adults",
                        "journal": "BMJ Open, 12(8), e061336",
                        "doi": "10.1136/bmjopen-2022-061336",
                        "pmid": "35926986",
                    },
                    {
                        "finding": p(
                            "Patients were given a peer mentor, or not, by chance. All were 18 or older, had a major mental illness, and had been in hospital at least three times in 18 months. Nine months after they left hospital, those with a peer mentor had gone back fewer times and spent fewer days there.",
                            "Le hasard décidait qui aurait un mentor pair. Toutes ces personnes avaient 18 ans ou plus, une maladie mentale grave et au moins trois hospitalisations en 18 mois. Neuf mois après leur sortie de l’hôpital, celles qui avaient un mentor pair y étaient retournées moins souvent et y avaient passé moins de jours.",
                        ),
                        "authors": "Sledge WH, Lawless M, Sells D, Wieland M, O’Connell MJ, Davidson L",
                        "year": 2011,
                        "title": "Effectiveness of peer support in reducing readmissions of persons with multiple psychiatric hospitalizations",
                        "journal": "Psychiatric Services, 62(5), 541–544",
                        "doi": "10.1176/ps.62.5.pss6205_0541",
                        "pmid": "21532082",
                    },
                ],
            ),
            text(
                p(
                    "The review is free to read in PubMed Central, as PMC9358944.",
                    "La revue se lit gratuitement dans PubMed Central, sous le numéro PMC9358944.",
                ),
                h2("How far this goes", "Jusqu’où cela va"),
                p(
                    "A review of this kind shows what goes together. It does not prove what causes what. The second study is one study, with one group of people. Still, the signs point the same way: evidence is growing that peer support does good when it goes along with clinical care.",
                    "Une revue de ce genre montre ce qui va ensemble; elle ne prouve pas ce qui cause quoi. La deuxième étude est une seule étude, auprès d’un seul groupe. Mais les signes vont dans le même sens : de plus en plus de données montrent que le soutien par les pairs fait du bien quand il accompagne des soins cliniques.",
                ),
                h2("What it changes", "Ce que cela change"),
                ul(
                    (
                        "<b>For the person.</b> Support from someone who walks the walk of recovery. It can make a great difference to how a person feels.",
                        "<b>Pour la personne.</b> Le soutien de quelqu’un qui vit le rétablissement au quotidien. Cela peut changer beaucoup ce qu’elle ressent.",
                    ),
                    (
                        "<b>For the peer support worker.</b> Many say that the work helps their own recovery. Some come to see past struggles as something of value.",
                        "<b>Pour le pair aidant ou la paire aidante.</b> Beaucoup disent que ce travail aide leur propre rétablissement. Certaines personnes en viennent à voir une force dans leurs difficultés passées.",
                    ),
                    (
                        "<b>For care teams.</b> Staff have colleagues who speak openly about their own mental illness. Services learn from lived experience, and stigma breaks down.",
                        "<b>Pour les équipes de soins.</b> Le personnel a des collègues qui parlent ouvertement de leur maladie mentale. Les services apprennent du vécu, et la stigmatisation recule.",
                    ),
                    (
                        "<b>For the health system.</b> Less time in hospital and less need for costly services. Peer support itself costs little for what it gives.",
                        "<b>Pour le système de santé.</b> Moins de jours à l’hôpital et moins de services coûteux. Le soutien par les pairs lui-même coûte peu pour ce qu’il apporte.",
                    ),
                ),
                h2("More to read", "Autres lectures"),
                p(
                    "Two national guides, made with money from Health Canada, say more: <i>Peer Support in Action</i> and <i>The Power of Peer Support</i>.",
                    "Deux guides nationaux, produits avec l’aide financière de Santé Canada, en disent plus : <i>Peer Support in Action</i> et <i>The Power of Peer Support</i>.",
                ),
            ),
        ),
    ),
)
