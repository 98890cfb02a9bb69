"""The programmes of the region, one page each."""

from .words import Block, DemoPage, OfDatabase, Words, card, cards, h2, p, say, slug, text, ul

PROGRAMMES = DemoPage(
    key="programmes",
    in_menu=True,
    words=Words(
        slug=slug("programmes", "programmes"),
        title=say("Programmes", "Programmes"),
        introduction=say(
            "Four programmes give peer support and train peer support workers, each in its own region.",
            "Quatre programmes offrent du soutien par les pairs et forment des pairs aidants et paires aidantes, chacun dans sa région.",
        ),
        body=(
            cards(
                card(
                    ("Vancouver", "Vancouver"),
                    (
                        "On every community mental health team. Two courses.",
                        "Dans chaque équipe communautaire de santé mentale. Deux formations.",
                    ),
                    "vancouver",
                ),
                card(
                    ("North Shore", "Rive-Nord"),
                    ("North and West Vancouver.", "North Vancouver et West Vancouver."),
                    "north-shore",
                ),
                card(
                    ("Richmond", "Richmond"),
                    ("Evening groups, close to the train.", "Des groupes le soir, près du train."),
                    "richmond",
                ),
                card(
                    ("Sea-to-Sky", "Sea-to-Sky"),
                    (
                        "Along the highway, from Squamish to Pemberton.",
                        "Le long de la route, de Squamish à Pemberton.",
                    ),
                    "sea-to-sky",
                ),
            ),
            text(
                h2("What they share", "Ce qu’ils ont en commun"),
                ul(
                    (
                        'The same four <a href="page:values">values</a>',
                        'Les mêmes quatre <a href="page:values">valeurs</a>',
                    ),
                    (
                        "The same core training, so that a certificate counts in all of them",
                        "La même formation de base : un certificat compte partout",
                    ),
                    (
                        '<a href="page:join">Referral</a> by the care team of the region',
                        '<a href="page:join">La demande</a> par l’équipe de soins de la région',
                    ),
                ),
                p(
                    "You may take the training in a region where you do not live.",
                    "Vous pouvez suivre la formation dans une région où vous n’habitez pas.",
                ),
            ),
        ),
    ),
)


def _programme(
    place: str,
    address: tuple[str, str],
    title: tuple[str, str],
    introduction: tuple[str, str],
    *body: Block,
) -> DemoPage:
    return DemoPage(
        key=place,
        parent="programmes",
        kind="ProgrammePage",
        of=OfDatabase("programme", place),
        words=Words(slug=slug(*address), title=say(*title), introduction=say(*introduction), body=body),
    )


EACH = (
    _programme(
        "vancouver",
        ("vancouver", "vancouver"),
        ("Peer support in Vancouver", "Le soutien par les pairs à Vancouver"),
        (
            "Peer support workers are on every community mental health team in Vancouver.",
            "Il y a des pairs aidants et paires aidantes dans chaque équipe communautaire de santé mentale de Vancouver.",
        ),
        text(
            p(
                "They also work in many specialized units and at some hospital sites. They help people who use mental health and substance use services to reach their goals, learn skills and get to know what their community offers.",
                "On en trouve aussi dans de nombreuses unités spécialisées et dans certains hôpitaux. Ces personnes aident celles qui utilisent les services de santé mentale et de consommation à atteindre leurs buts, à apprendre et à connaître ce que leur milieu offre.",
            ),
            p(
                '<a href="page:join">How to get support, or refer someone</a>',
                '<a href="page:join">Comment obtenir du soutien ou orienter quelqu’un</a>',
            ),
        ),
    ),
    _programme(
        "north-shore",
        ("north-shore", "rive-nord"),
        ("Peer support on the North Shore", "Le soutien par les pairs sur la Rive-Nord"),
        (
            "One-to-one support and a training for people in North and West Vancouver.",
            "Du soutien individuel et une formation pour les gens de North Vancouver et de West Vancouver.",
        ),
        text(
            p(
                "The group is small, 12 people at most. Trainers come over from Vancouver for some evenings.",
                "Le groupe est petit : 12 personnes au plus. Certains soirs, les formateurs et formatrices viennent de Vancouver.",
            ),
            p(
                '<a href="page:join">How to get support, or refer someone</a>',
                '<a href="page:join">Comment obtenir du soutien ou orienter quelqu’un</a>',
            ),
        ),
    ),
    _programme(
        "richmond",
        ("richmond", "richmond"),
        ("Peer support in Richmond", "Le soutien par les pairs à Richmond"),
        (
            "One-to-one support and an evening training in Richmond.",
            "Du soutien individuel et une formation le soir à Richmond.",
        ),
        text(
            p(
                "Some of our peer support workers speak Cantonese, Mandarin or Punjabi. Tell us which language you like to speak.",
                "Certains pairs aidants et paires aidantes parlent cantonais, mandarin ou pendjabi. Dites-nous dans quelle langue vous aimez parler.",
            ),
            p(
                '<a href="page:join">How to get support, or refer someone</a>',
                '<a href="page:join">Comment obtenir du soutien ou orienter quelqu’un</a>',
            ),
        ),
    ),
    _programme(
        "sea-to-sky",
        ("sea-to-sky", "sea-to-sky"),
        ("Peer support along the Sea-to-Sky", "Le soutien par les pairs, région Sea-to-Sky"),
        (
            "Support along the highway from Squamish to Pemberton. No training is planned here for now.",
            "Du soutien le long de la route, de Squamish à Pemberton. Aucune formation n’y est prévue pour le moment.",
        ),
        text(
            p(
                "The way between two places can be long here, so many meetings take place by phone or online. People from this region are welcome in the trainings of the other programmes.",
                "Ici, les distances sont longues : beaucoup de rencontres se font par téléphone ou en ligne. Les gens de cette région sont les bienvenus dans les formations des autres programmes.",
            ),
            p(
                '<a href="page:other-trainings">Other trainings and ways to prepare</a>',
                '<a href="page:other-trainings">Autres formations et façons de se préparer</a>',
            ),
        ),
    ),
)
