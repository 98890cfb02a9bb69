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
            "Four values guide every meeting, and the training too.",
            "Quatre valeurs guident chaque rencontre, et la formation aussi.",
        ),
        body=(
            Block(
                "values",
                [
                    _value(
                        ("Mutuality", "La réciprocité"),
                        ("No one is above anyone else.", "Personne n’est au-dessus de l’autre."),
                        (
                            "You and your peer supporter are equals. You shape the relationship together, and you both learn and grow from it. Our job is not to fix you. We walk beside you and work with you toward the wellness you want.",
                            "Vous et la personne qui vous soutient êtes sur un pied d’égalité. Vous construisez la relation ensemble, et chaque personne y apprend et y grandit. Notre rôle n’est pas de vous réparer. Nous marchons à vos côtés et travaillons avec vous vers le mieux-être que vous voulez.",
                        ),
                    ),
                    _value(
                        ("Strengths-based approach", "L’approche axée sur les forces"),
                        ("We start with what is already working.", "On commence par ce qui marche déjà."),
                        (
                            "Together we look for your strengths and for what is going well in your life. Then we find ways to build on them. The aim is wellness and contentment, not just getting through pain and fear.",
                            "Ensemble, nous cherchons vos forces et ce qui va bien dans votre vie, et des façons de bâtir là-dessus. Le but est d’avancer vers le mieux-être et la satisfaction, et pas seulement de répondre à la douleur et à la peur.",
                        ),
                    ),
                    _value(
                        ("Self-determination", "L’autodétermination"),
                        ("You steer your own life.", "C’est vous qui conduisez votre vie."),
                        (
                            "Everyone has the right to make their own choices, and everyone is able to. No one should pressure you or decide for you. You deserve to be at the wheel, not just along for the ride. We trust your inner wisdom. You have the strength to get well, and we support you as you work toward your goals and dreams.",
                            "Chaque personne a le droit, et la capacité, de choisir ce qu’elle veut et ce dont elle a besoin. Personne ne devrait vous forcer ni décider pour vous. Vous méritez de tenir le volant, pas seulement la place d’à côté. Nous croyons en votre sagesse intérieure : vous avez ce qu’il faut pour aller mieux, et nous vous soutenons vers vos buts et vos rêves.",
                        ),
                    ),
                    _value(
                        ("Wholeness", "La personne entière"),
                        ("Setbacks happen to everyone.", "Tout le monde connaît des reculs."),
                        (
                            "We all make mistakes and have hard times. That is normal. Being imperfect says nothing about what you are worth or what you can become.",
                            "Nous faisons toutes et tous des erreurs et traversons des moments difficiles. C’est normal. Ne pas être parfait ou parfaite ne dit rien de votre valeur ni de ce que vous pouvez devenir.",
                        ),
                    ),
                ],
            ),
            text(
                h2("How we live up to them", "Comment nous nous y tenons"),
                p(
                    'Trainees practise these values with real people, under supervision. At the end of <a href="page:training">the training</a>, the practicum is rated on all four.',
                    'Les personnes en formation mettent ces valeurs en pratique auprès de vraies personnes, sous supervision. À la fin de <a href="page:training">la formation</a>, le stage est évalué sur les quatre.',
                ),
                p(
                    'If a peer support worker does not live up to them, please tell us. <a href="page:contact">Any programme will listen.</a>',
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
            "In one-to-one support, you meet regularly with the same person for weeks or months, up to a year. You choose what to work on.",
            "En soutien individuel, vous rencontrez régulièrement la même personne pendant des semaines ou des mois, jusqu’à un an. Vous choisissez sur quoi travailler.",
        ),
        body=(
            text(
                h2("Company along the way", "De la compagnie en chemin"),
                p(
                    "You get emotional and practical help from a person who has been through mental health challenges like yours. They are trained, but they are not like most people who work in mental health. They know how hard it is to get well and stay well, because they have done it. They can walk beside you the way a friend would.",
                    "Vous recevez du soutien pratique et affectif d’une personne qui a connu des difficultés de santé mentale comme les vôtres. Elle est formée, mais son rôle n’est pas celui d’une intervenante ou d’un intervenant. Elle sait combien il peut être difficile de se bâtir une vie saine, parce qu’elle l’a fait. Elle peut donc marcher à vos côtés, comme on le fait en amitié.",
                ),
                h2("Room to say what you feel", "Un espace où parler"),
                p(
                    "You can talk about how you feel, even when it brings up shame or guilt. Your peer supporter listens without judging. They may tell you about their own hard times, hope and recovery, so you know you are not alone. They believe you can get well, even on days when you find it hard to believe.",
                    "Vous pouvez dire ce que vous ressentez, même ce qui fait honte ou donne un sentiment de culpabilité. On vous écoute sans vous juger. La personne qui vous soutient peut vous parler de ses propres moments difficiles, de son espoir et de son rétablissement, pour que vous sachiez que vous n’êtes pas seul ou seule. Elle croit que vous pouvez aller mieux, même les jours où vous avez du mal à y croire.",
                ),
                h2("How it works", "Comment cela se passe"),
            ),
            steps(
                step(
                    ("You say what matters", "Vous dites ce qui compte"),
                    p(
                        "What do you want to change, learn or try? Together you set goals that are your own. Smart goals help: clear, within reach and with a date.",
                        "Que voulez-vous changer, apprendre ou essayer? Ensemble, vous fixez des buts qui sont les vôtres. Des buts précis, réalistes et datés aident à avancer.",
                    ),
                ),
                step(
                    ("You plan the week", "Vous planifiez la semaine"),
                    p(
                        "You make a small plan for the week ahead. Next time, you look back on it. What went well, and what got in the way?",
                        "Vous faites un petit plan pour la semaine qui vient. À la rencontre suivante, vous y revenez : qu’est-ce qui a bien marché, qu’est-ce qui a bloqué?",
                    ),
                ),
                step(
                    ("You work as a team", "Vous faites équipe"),
                    p(
                        "You think things over together, look for ways around problems, and find places and services near you that can help. And you celebrate every step.",
                        "Vous réfléchissez ensemble, cherchez comment contourner un problème et trouvez dans votre milieu des lieux et des services utiles. Et vous célébrez chaque pas.",
                    ),
                ),
                step(
                    ("You finish when you reach your goals", "Vous terminez quand vos buts sont atteints"),
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
                        "Learn bus routes and get around more easily",
                        "Apprendre les trajets d’autobus pour vous déplacer plus facilement",
                    ),
                    (
                        "Go to the clubhouse and meet others in recovery",
                        "Aller au club et passer du temps avec d’autres personnes en rétablissement",
                    ),
                    ("Try things that calm your anxiety", "Essayer des activités qui apaisent l’anxiété"),
                    ("Use the library", "Utiliser la bibliothèque"),
                    ("Start volunteering", "Commencer du bénévolat"),
                    ("Build closer friendships", "Resserrer vos amitiés"),
                    ("Get more active", "Bouger davantage"),
                    (
                        "Find fun things to do where you live",
                        "Trouver des activités plaisantes près de chez vous",
                    ),
                ),
                p(
                    "You may find new strengths along the way. You may come across things that help that you had never thought of, and chances you had not seen before.",
                    "Vous découvrirez peut-être des forces que vous ne vous connaissiez pas, des moyens auxquels vous n’aviez pas pensé et des possibilités que vous ne voyiez pas.",
                ),
                h2("Tools you can try", "Des outils à essayer"),
                p(
                    "Some people like to read together. There are good books on methods that have been studied, such as dialectical behaviour therapy (DBT), cognitive behavioural therapy (CBT) and mindfulness. You can talk about a technique, then each try it in your own life. You choose what suits your needs and interests.",
                    "Certaines personnes aiment lire ensemble. Il existe de bons livres sur des méthodes qui ont été étudiées, comme la thérapie comportementale dialectique (TCD), la thérapie cognitivo-comportementale (TCC) et la pleine conscience. Vous parlez d’une technique, puis vous l’essayez chacune et chacun de votre côté. Vous choisissez ce qui convient à vos besoins et à vos goûts.",
                ),
            ),
            notice(
                "calm",
                ("It does not replace treatment", "Cela ne remplace pas un traitement"),
                p(
                    "A peer supporter is not a therapist, and reading about a therapy is not therapy. Peer support goes well alongside the care you already have.",
                    "Un pair aidant ou une paire aidante n’est pas thérapeute, et lire sur une thérapie n’en est pas une. Le soutien par les pairs complète bien les soins que vous recevez.",
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
            "What two studies found, in plain words, and how to read them yourself. Research is still growing, and results differ from study to study.",
            "Ce que deux études ont trouvé, en mots simples, et comment les lire vous-même. La recherche est encore jeune, et les résultats varient d’une étude à l’autre.",
        ),
        body=(
            Block(
                "evidence",
                [
                    {
                        "finding": p(
                            "This is a scoping review: it maps what other studies say about peer support for young adults. It found links with feeling happier, valuing yourself more and coping better. It also found links with less anxiety, less loneliness and less depression. The people in these studies were university students and other young adults. Some were from ethnic and sexual minorities.",
                            "C’est une revue exploratoire : elle fait le tour d’autres études sur le soutien par les pairs chez les jeunes adultes. Elle a trouvé des liens avec plus de bonheur, une meilleure estime de soi et une meilleure capacité de faire face, et avec moins d’anxiété, de solitude et de dépression. Ces études portaient sur des étudiantes et étudiants universitaires et d’autres jeunes adultes, dont des personnes de minorités ethniques et sexuelles.",
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
                            "This is a randomized study: chance decided who got a peer mentor. All were 18 or older and had a major mental illness. All had been in hospital three times or more in the 18 months before. Nine months after leaving hospital, those with a peer mentor had gone back less often and spent fewer days there.",
                            "C’est une étude à répartition aléatoire : le hasard décidait qui aurait l’appui d’un pair. Toutes ces personnes avaient 18 ans ou plus, une maladie mentale grave et au moins trois hospitalisations dans les 18 mois précédents. Neuf mois après leur sortie de l’hôpital, celles qui avaient cet appui y étaient retournées moins souvent et y avaient passé moins de jours.",
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
                    "You can read the review for free in PubMed Central, under the number PMC9358944.",
                    "La revue se lit gratuitement dans PubMed Central, sous le numéro PMC9358944.",
                ),
                h2("What this does not show", "Ce que cela ne montre pas"),
                p(
                    "A scoping review shows what goes together. It cannot prove that one thing causes another. The second is a single study, with one group of people. Other studies may find less, or something else. A toolkit for care teams puts it this way: the evidence is growing that peer support helps when it goes along with clinical care.",
                    "Une revue exploratoire montre ce qui va ensemble; elle ne prouve pas qu’une chose en cause une autre. La deuxième est une seule étude, auprès d’un seul groupe. D’autres études peuvent trouver moins, ou autre chose. Une trousse destinée aux équipes de soins le dit ainsi : de plus en plus de données montrent que le soutien par les pairs aide quand il accompagne des soins cliniques.",
                ),
                h2("What guides and programmes say", "Ce que disent les guides et les programmes"),
                ul(
                    (
                        "<b>For the person.</b> A national guide says that peer support can change a great deal in how someone feels and in their recovery.",
                        "<b>Pour la personne.</b> Selon un guide national, le soutien par les pairs peut changer beaucoup de choses dans ce qu’elle ressent et dans son rétablissement.",
                    ),
                    (
                        "<b>For the peer support worker.</b> A programme in Vancouver writes that its workers find the work good for their own recovery. Some come to see their past struggles as a strength.",
                        "<b>Pour le pair aidant ou la paire aidante.</b> Un programme de Vancouver écrit que ce travail aide aussi leur propre rétablissement. Certaines personnes en viennent à voir une force dans leurs difficultés passées.",
                    ),
                    (
                        "<b>For care teams.</b> The same programme writes that staff gain co-workers who speak openly about their own mental illness. Services can learn from that, and stigma can fade.",
                        "<b>Pour les équipes de soins.</b> Le même programme écrit que le personnel y gagne des collègues qui parlent ouvertement de leur maladie mentale. Les services peuvent en apprendre, et la stigmatisation peut reculer.",
                    ),
                    (
                        "<b>For the health system.</b> The national guide says that people spend less time in hospital and need fewer costly services. It also says that peer support costs little for what it gives.",
                        "<b>Pour le système de santé.</b> Selon le guide national, les gens passent moins de temps à l’hôpital et ont moins besoin de services coûteux. Il dit aussi que le soutien par les pairs coûte peu pour ce qu’il apporte.",
                    ),
                ),
                h2("More to read", "Autres lectures"),
                p(
                    "Two national guides say more: <i>Peer Support in Action</i> and <i>The Power of Peer Support</i>.",
                    "Deux guides nationaux en disent plus : <i>Peer Support in Action</i> et <i>The Power of Peer Support</i>.",
                ),
            ),
            action(
                ("Refer someone", "Orienter quelqu’un"),
                to="join",
                hint=(
                    "For care teams: who to contact, and what happens next.",
                    "Pour les équipes de soins : à qui s’adresser, et la suite.",
                ),
            ),
        ),
    ),
)
