"""The programmes of the region, one page each."""

from .words import Block, DemoPage, OfDatabase, Words, card, cards, h2, p, say, slug, text, ul

PROGRAMMES = DemoPage(
    key="programmes",
    in_menu=True,
    words=Words(
        slug=slug("programmes", "programmes"),
        title=say("Programmes", "Programmes"),
        introduction=say(
            "Four programmes offer peer support, each in its own region. Three of them train peer support workers. Sea-to-Sky has no training planned for now.",
            "Quatre programmes offrent du soutien par les pairs, chacun dans sa région. Trois d’entre eux donnent la formation. Aucune n’est prévue pour le moment à Sea-to-Sky.",
        ),
        body=(
            cards(
                card(
                    ("Vancouver", "Vancouver"),
                    (
                        "Peer support workers on every community mental health team, and two courses.",
                        "Du soutien dans chaque équipe communautaire de santé mentale, et deux formations.",
                    ),
                    "vancouver",
                ),
                card(
                    ("North Shore", "Rive-Nord"),
                    (
                        "Support and training in North and West Vancouver.",
                        "Du soutien et une formation à North Vancouver et à West Vancouver.",
                    ),
                    "north-shore",
                ),
                card(
                    ("Richmond", "Richmond"),
                    ("Support, and a course in the evenings.", "Du soutien, et une formation le soir."),
                    "richmond",
                ),
                card(
                    ("Sea-to-Sky", "Sea-to-Sky"),
                    (
                        "Support from Squamish to Pemberton. No training is planned for now.",
                        "Du soutien de Squamish à Pemberton. Aucune formation prévue pour le moment.",
                    ),
                    "sea-to-sky",
                ),
            ),
            text(
                h2("What they share", "Ce qu’ils ont en commun"),
                ul(
                    (
                        'The same four <a href="page:values">values</a>',
                        'Les quatre mêmes <a href="page:values">valeurs</a>',
                    ),
                    (
                        "The same core course wherever it is taught, so your certificate counts in every region",
                        "La même formation de base partout où elle se donne : votre certificat compte dans chaque région",
                    ),
                    (
                        '<a href="page:join">A referral</a> from your care team to get one-to-one support',
                        '<a href="page:join">Une demande</a> de votre équipe de soins pour obtenir le soutien individuel',
                    ),
                ),
                p(
                    "You can take the training in a region other than your own.",
                    "Vous pouvez suivre la formation dans une autre région que la vôtre.",
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
                "They also work on many specialized units and in some hospitals. They help people who use mental health and substance use services to reach their goals, learn skills and find out what their community has to offer.",
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
            "One-to-one support and training for people in North and West Vancouver.",
            "Du soutien individuel et une formation pour les gens de North Vancouver et de West Vancouver.",
        ),
        text(
            p(
                "Training groups are small, with 12 people at most. On some evenings, the trainers come over from Vancouver.",
                "Les groupes sont petits : 12 personnes au plus. Certains soirs, les formateurs et formatrices viennent de Vancouver.",
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
            "One-to-one support and evening classes in Richmond.",
            "Du soutien individuel et une formation le soir à Richmond.",
        ),
        text(
            p(
                "Some of our peer support workers speak Cantonese, Mandarin or Punjabi. Let us know which language you would like to use.",
                "Certains pairs aidants et paires aidantes parlent cantonais, mandarin ou pendjabi. Dites-nous quelle langue vous préférez.",
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
                "Distances can be long here, so many people meet by phone or online. If you live in this region, you are welcome to train with another programme.",
                "Ici, les distances sont longues : beaucoup de rencontres se font par téléphone ou en ligne. Si vous habitez cette région, vous pouvez suivre la formation avec un autre programme.",
            ),
            p(
                '<a href="page:other-trainings">Other trainings and ways to prepare</a>',
                '<a href="page:other-trainings">Autres formations et façons de se préparer</a>',
            ),
        ),
    ),
)
