"""The privacy notice and the accessibility statement.

The periods are those that the product keeps: cms.updates.operations.subscription (7 and 30 days), tasks.outbox.purging
(400 days), trainees.operations.tidying (7 days and 24 hours), cms.settings.security (30 days, 12 hours).
"""

from .words import Block, DemoPage, Words, h2, notice, p, say, slug, text, ul

PRIVACY = DemoPage(
    key="privacy",
    words=Words(
        slug=slug("privacy", "vie-privee"),
        title=say("Privacy", "Vie privée"),
        introduction=say(
            "What we keep about you, why, for how long, and what you can ask us to do.",
            "Ce que nous gardons sur vous, pourquoi, combien de temps, et ce que vous pouvez nous demander.",
        ),
        body=(
            notice(
                "calm",
                ("In short", "En bref"),
                p(
                    "You can read this whole site without telling us who you are. We never ask for a diagnosis. We do not sell your information, and no other company tracks you here.",
                    "Vous pouvez lire tout ce site sans nous dire qui vous êtes. Nous ne demandons jamais de diagnostic. Nous ne vendons pas ce que nous savons, et aucune autre entreprise ne vous suit ici.",
                ),
            ),
            text(
                h2("If you only read the site", "Si vous ne faites que lire"),
                p(
                    "We do not use cookies to track you, and we do not count your visits. To prevent misuse, we count the forms sent from one place for up to one hour. That count has no name and no address in it.",
                    "Nous ne mettons pas de témoin pour vous suivre et ne comptons pas vos visites. Si vous envoyez un formulaire, nous comptons pendant une heure au plus combien viennent du même endroit, pour éviter les abus. Ce compte ne contient ni nom ni adresse.",
                ),
                h2("If you ask for training updates", "Si vous demandez les nouvelles des formations"),
                ul(
                    (
                        "<b>What.</b> Your e-mail address, and the language, region and stream you chose. We also keep when you agreed, the words you agreed to, and when you left.",
                        "<b>Quoi.</b> Votre adresse courriel, la langue, la région et le volet choisis. Aussi le moment de votre accord, les mots exacts, et le moment de votre départ.",
                    ),
                    (
                        "<b>Why.</b> To write to you, and because Canada’s anti-spam law asks us to prove that you agreed.",
                        "<b>Pourquoi.</b> Pour vous écrire, et parce que la loi canadienne anti-pourriel nous demande de prouver votre accord.",
                    ),
                    (
                        "<b>For how long.</b> A request that you do not confirm is deleted after 30 days; its link works for 7. If you subscribe, we keep your address and the proof until you ask us to erase them. If you unsubscribe, the messages stop at once and the proof stays.",
                        "<b>Combien de temps.</b> Une demande que vous ne confirmez pas est effacée après 30 jours; son lien vaut 7 jours. Si vous vous abonnez, nous gardons votre adresse et la preuve jusqu’à ce que vous demandiez de les effacer. Si vous vous désabonnez, les messages cessent tout de suite et la preuve reste.",
                    ),
                ),
                h2("If you take a course", "Si vous suivez une formation"),
                ul(
                    (
                        "<b>What.</b> The name you go by, your e-mail address, your phone number if you give one, your language, your cohort, and what you completed and when. We ask for no legal name and no health record.",
                        "<b>Quoi.</b> Le nom que vous utilisez, votre adresse courriel, votre téléphone si vous le donnez, votre langue, votre cohorte, ce que vous avez terminé et quand. Nous ne demandons ni nom légal ni dossier de santé.",
                    ),
                    (
                        "<b>Why.</b> To teach you, to remind you of sessions, and to show later what you completed.",
                        "<b>Pourquoi.</b> Pour vous former, vous rappeler les séances et montrer plus tard ce que vous avez terminé.",
                    ),
                    (
                        "<b>Who sees it.</b> People in your programme who need it for their work. We record each change and who made it.",
                        "<b>Qui le voit.</b> Les personnes de votre programme qui en ont besoin pour leur travail. Chaque changement est noté, avec le nom de qui l’a fait.",
                    ),
                    (
                        "<b>For how long.</b> Your record has no end date, because you may need it years from now. When we make a decision about you, the law asks us to keep what it was based on for at least one year.",
                        "<b>Combien de temps.</b> Votre dossier n’a pas de date de fin : vous pourriez en avoir besoin dans des années. La loi nous demande de garder au moins un an ce qui a servi à une décision à votre sujet.",
                    ),
                    (
                        "<b>Lists.</b> If a coordinator enrols you from a list, the list is emptied 24 hours later. A list that nobody used is deleted after 7 days.",
                        "<b>Listes.</b> Si vous êtes inscrit ou inscrite à partir d’une liste, la liste est vidée 24 heures plus tard. Une liste que personne n’a utilisée est effacée après 7 jours.",
                    ),
                ),
                h2("Messages and signing in", "Messages et connexion"),
                ul(
                    (
                        "We keep each message we send you, and whether it arrived, for 400 days. Then it is deleted. We do not check whether you opened it.",
                        "Nous gardons chaque message envoyé, et s’il est arrivé, pendant 400 jours. Puis il est effacé. Nous ne regardons pas si vous l’avez ouvert.",
                    ),
                    (
                        "When you sign in, a cookie keeps you signed in for up to 30 days; for staff, for 12 hours at most. Signing out ends it.",
                        "Quand vous vous connectez, un témoin garde votre connexion jusqu’à 30 jours; pour le personnel, 12 heures au plus. La déconnexion y met fin.",
                    ),
                    (
                        "Our mail service sees your address because it delivers our messages. We give your information to no one else unless the law requires it.",
                        "Notre service de courriel connaît votre adresse, car il livre nos messages. Nous ne donnons vos données à personne d’autre, sauf si une loi nous y oblige.",
                    ),
                ),
                h2("If you report a barrier", "Si vous signalez un obstacle"),
                p(
                    "Your message reaches us by e-mail, with your address if you give it, so that we can fix the problem and answer you. The copy on this site is deleted after 400 days.",
                    "Vos mots nous arrivent par courriel, avec votre adresse si vous la donnez, pour que nous puissions corriger le problème et vous répondre. La copie gardée sur ce site est effacée après 400 jours.",
                ),
                h2("What you can ask", "Ce que vous pouvez demander"),
                p(
                    'You can ask what we keep about you, have it corrected, or have your subscription erased. After that, we keep only a note that something was erased, without your address. Messages we sent you are deleted after 400 days. Write to <a href="mailto:privacy@example.org">privacy@example.org</a>. You do not need to give a reason.',
                    'Vous pouvez demander ce que nous gardons sur vous, le faire corriger ou faire effacer votre abonnement. Il reste alors une note disant qu’une chose a été effacée, sans votre adresse; les messages envoyés disparaissent après 400 jours. Écrivez à <a href="mailto:privacy@example.org">privacy@example.org</a>. Vous n’avez pas à dire pourquoi.',
                ),
                p(
                    "If our answer does not help, you can contact the Information and Privacy Commissioner for British Columbia.",
                    "Si notre réponse ne vous aide pas, vous pouvez vous adresser au commissariat à l’information et à la protection de la vie privée de la Colombie-Britannique.",
                ),
            ),
        ),
    ),
)

ACCESSIBILITY = DemoPage(
    key="accessibility",
    words=Words(
        slug=slug("accessibility", "accessibilite"),
        title=say("Accessibility", "Accessibilité"),
        introduction=say(
            "This site should work for you, whatever you use to read it. If it does not, please tell us.",
            "Ce site devrait vous convenir, quel que soit votre moyen de le lire. Sinon, dites-le-nous.",
        ),
        body=(
            text(
                h2("What we aim for", "Ce que nous visons"),
                p(
                    "We follow the Web Content Accessibility Guidelines (WCAG) 2.2, level AA, on every page, in English and in French. We aim for writing that is easy to read after eight years of school.",
                    "Nous suivons les Règles pour l’accessibilité des contenus Web (WCAG) 2.2, niveau AA, sur chaque page, en français et en anglais. La plupart des textes devraient se lire sans peine après huit ans d’école.",
                ),
                ul(
                    (
                        "Everything works with a keyboard alone, and without JavaScript.",
                        "Tout fonctionne au clavier seul, et sans JavaScript.",
                    ),
                    (
                        "Pages fit a narrow phone, and you can make them bigger.",
                        "Les pages s’adaptent à un petit téléphone et peuvent être agrandies.",
                    ),
                    (
                        "Text stands out clearly from its background, in light and dark mode. Nothing depends on colour alone.",
                        "Le texte se détache bien du fond, en clair et en sombre. Rien n’est dit par la couleur seule.",
                    ),
                    (
                        "Nothing moves on its own, and no form times out while you fill it in.",
                        "Rien ne bouge tout seul, et aucun formulaire n’expire pendant que vous le remplissez.",
                    ),
                    (
                        "There is a quick exit and a crisis line at the top of every page.",
                        "Une sortie rapide et une ligne d’écoute se trouvent en haut de chaque page.",
                    ),
                ),
                h2("How it was tested", "Comment nous l’avons vérifié"),
                p(
                    "A program (axe) checks every page in both languages, light and dark, at three widths. Other tests read and fill in pages with the keyboard alone and without JavaScript. We looked at the pages ourselves, too.",
                    "Un logiciel (axe) vérifie chaque page dans les deux langues, en clair et en sombre, à trois largeurs. D’autres essais lisent et remplissent des pages au clavier seul et sans JavaScript. Nous avons aussi regardé les pages nous-mêmes.",
                ),
                p(
                    "Checks like these do not find everything. People who use a screen reader every day have not tested the site yet. Documents that others gave us, such as scans, may be hard to read.",
                    "Ces vérifications ne trouvent pas tout. Des personnes qui utilisent chaque jour un lecteur d’écran n’ont pas encore essayé le site. Des documents venus d’ailleurs, comme des numérisations, peuvent être difficiles à lire.",
                ),
                h2("Another way", "Une autre façon"),
                p(
                    'Would you like something in large print, read aloud or explained by phone? <a href="page:contact">Ask any programme.</a>',
                    'Vous préférez un texte en gros caractères, lu à voix haute ou expliqué au téléphone? <a href="page:contact">Demandez à un programme.</a>',
                ),
            ),
            Block("report_barrier", None),
        ),
    ),
)
