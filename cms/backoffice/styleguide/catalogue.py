"""What the style guide shows, in its order: foundations, frame, words and states, lists, forms, blocks of editors."""

import re
from dataclasses import dataclass
from functools import cached_property

from django.template.loader import get_template
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from . import facts, samples
from .samples import Show, block, listed, of

COMMENT = re.compile(r"{#(.*?)#}|{% comment %}(.*?){% endcomment %}", re.DOTALL)
BRACES = {"openvariable": "{{", "closevariable": "}}", "openblock": "{%", "closeblock": "%}"}


@dataclass(frozen=True)
class Component:
    """One entry. `template` lies in templates/components/; what is only a class of the style sheet has none.

    `include`: how a template asks for it. `when`: when to use it, and when not.
    """

    name: str
    title: str | Promise
    when: str | Promise
    show: Show
    template: str = ""
    include: str = ""

    @cached_property
    def context(self) -> str:
        """What the template says of itself in its first comment: what it is, and which context it takes."""
        if not self.template:
            return ""
        template = get_template(f"components/{self.template}").template  # type: ignore[attr-defined]  # Django's own
        found = COMMENT.search(template.source)
        words = " ".join((found[1] or found[2]).split()) if found else ""
        return re.sub(r"{% templatetag (\w+) %}", lambda tag: BRACES[tag[1]], words)


@dataclass(frozen=True)
class Group:
    """Components that belong together."""

    name: str
    title: str | Promise
    components: tuple[Component, ...]


FOUNDATIONS = Group(
    "foundations",
    _("Foundations"),
    (
        Component(
            "colours",
            _("Colours"),
            _(
                "By name only. Text that is read stands in ink or ink-2; fir, clay and sky are for links and states."
            ),
            samples.colours,
            include="color: var(--ink); background: var(--paper)",
        ),
        Component(
            "typography",
            _("Type"),
            _(
                "One h1 on a page, a lead of one or two sentences, then h2. Text is never wider than 64 characters."
            ),
            samples.typography,
            include='<h1>…</h1> <p class="lead">…</p> <div class="prose">…</div>',
        ),
        Component(
            "buttons",
            _("Actions"),
            _(
                "One button in fir on a page: what most came for. The second for another way, the third for an end."
            ),
            samples.buttons,
            include='<p class="actions"><a class="button" href="…">…</a> <a class="text-link" href="…">…</a></p>',
        ),
    ),
)
FRAME = Group(
    "frame",
    _("Frame of a page"),
    (
        Component(
            "help-bar",
            _("Help bar: crisis line and quick exit"),
            _(
                "First on every page. Leaving puts another page in place of this one: going back does not return here. "
                "Without JavaScript it is a plain link, and going back does return."
            ),
            of("help_bar.html"),
            "help_bar.html",
            '{% include "components/help_bar.html" %}',
        ),
        Component(
            "header",
            _("Header: name, menu, language"),
            _(
                "On every page. Editors choose the entries: pages below the home page that are shown in menus."
            ),
            of("header.html"),
            "header.html",
            '{% include "components/header.html" %}',
        ),
        Component(
            "breadcrumb",
            _("Breadcrumb"),
            _("On pages below a section. It names the pages above, never the page itself."),
            of("breadcrumb.html", samples.trail),
            "breadcrumb.html",
            '{% include "components/breadcrumb.html" with trail=trail only %}',
        ),
        Component(
            "section",
            _("Pages of a section"),
            _("Beside the text of a page that is not alone in its section; after it on a phone."),
            of("section.html", samples.section),
            "section.html",
            '{% include "components/section.html" with section=section only %}',
        ),
        Component(
            "messages",
            _("Messages"),
            _("Says once what just happened. Comes from Django's messages, so no page writes it."),
            of("messages.html", samples.messages),
            "messages.html",
            '{% include "components/messages.html" %}',
        ),
        Component(
            "footer",
            _("Footer"),
            _("Last on every page: who is behind the site, with a postal address, and every section."),
            of("footer.html"),
            "footer.html",
            '{% include "components/footer.html" %}',
        ),
    ),
)
WORDS = Group(
    "words",
    _("Words and states"),
    (
        Component(
            "card",
            _("Card"),
            _(
                "For what stands beside the text, or matters now. Not for every paragraph: few boxes, much air."
            ),
            samples.cards,
            include='<section class="card card--calm">…</section>',
        ),
        Component(
            "tag",
            _("State in words with a sign"),
            _("For the state of one thing. The words say it; sign and colour only help."),
            of("tag.html", *samples.tags()),
            "tag.html",
            '{% include "components/tag.html" with kind="open" word=… only %}',
        ),
        Component(
            "notice",
            _("Notice"),
            _(
                "One thing that the reader should know before going on. Never two of the careful kind on one page."
            ),
            of("notice.html", *samples.notices()),
            "notice.html",
            '{% include "components/notice.html" with kind="info" title=… text=… only %}',
        ),
        Component(
            "crisis-line",
            _("Crisis line"),
            _("Where somebody may look for help now, before everything else. Calm, and never in the way."),
            of("crisis_line.html"),
            "crisis_line.html",
            '{% include "components/crisis_line.html" %}',
        ),
        Component(
            "empty",
            _("Empty place"),
            _("Where a list has nothing yet: what will be there, and what to do meanwhile."),
            of("empty.html", facts.nothing_yet),
            "empty.html",
            '{% include "components/empty.html" with title=… text=… url=… action=… only %}',
        ),
        Component(
            "details",
            _("Accordion"),
            _("For answers that few need. What everybody needs is not hidden."),
            of("details.html", facts.question, facts.open_question),
            "details.html",
            '{% include "components/details.html" with summary=… body=… only %}',
        ),
        Component(
            "facts",
            _("Facts"),
            _("Label and value: when, where, how many. In a row where there is room."),
            of("facts.html", facts.facts),
            "facts.html",
            '{% include "components/facts.html" with facts=… row=True only %}',
        ),
        Component(
            "intake",
            _("Open intake"),
            _("The one loud thing on a page: applications are open."),
            of("intake.html", lambda: {"intake": facts.intake()}),
            "intake.html",
            '{% include "components/intake.html" with intake=… only %}',
        ),
        Component(
            "renewal_summary",
            _("Renewal in two lines"),
            _("Where a certificate stands, and the way to its renewal."),
            of("renewal_summary.html", facts.renewal_summary),
            "renewal_summary.html",
            '{% include "components/renewal_summary.html" with summary=… only %}',
        ),
        Component(
            "regions",
            _("Regions"),
            _("For who looks for a place first: each leads to the programme of a region."),
            of("regions.html", samples.regions),
            "regions.html",
            '{% include "components/regions.html" with regions=regions only %}',
        ),
        Component(
            "download",
            _("File to take along"),
            _("A file with what one wants to know before: kind, pages, size, language."),
            of("download.html", facts.download),
            "download.html",
            '{% include "components/download.html" with download=… label=… only %}',
        ),
        Component(
            "contact",
            _("Contact"),
            _("How to reach one programme."),
            of("contact.html", facts.contact),
            "contact.html",
            '{% include "components/contact.html" with programme=… only %}',
        ),
        Component(
            "calendar",
            _("Calendar to follow"),
            _("Where dates are told, so that nobody has to copy them."),
            of("calendar_link.html", facts.calendar),
            "calendar_link.html",
            "{% load updates %}{% calendar_link programme stream %}",
        ),
        Component(
            "quote",
            _("Quotation"),
            _("Words that somebody else wrote, with their source."),
            of("quote.html", facts.quotation),
            "quote.html",
            '{% include "components/quote.html" with text=… source=… only %}',
        ),
    ),
)
LISTS = Group(
    "lists",
    _("Lists and progress"),
    (
        Component(
            "entry",
            _("Updates in a list"),
            _("Things with a date, newest first."),
            listed("entry.html", lambda: [{"entry": entry} for entry in facts.entries()], "entries"),
            "entry.html",
            '{% include "components/entry.html" with entry=entry only %}',
        ),
        Component(
            "progress",
            _("Progress"),
            _("Said in hours or modules; the bar only repeats it. Never a percentage."),
            of("progress.html", *samples.progress()),
            "progress.html",
            '{% include "components/progress.html" with words=… have=… need=… only %}',
        ),
        Component(
            "path",
            _("Progress list: the path"),
            _("A trainee's modules. The solid line is walked, the dotted one goes with them."),
            of("path.html", lambda: {"steps": facts.path()}),
            "path.html",
            '{% include "components/path.html" with steps=… only %}',
        ),
        Component(
            "timeline",
            _("Timeline"),
            _("What happened, newest first."),
            of("timeline.html", samples.events),
            "timeline.html",
            '{% include "components/timeline.html" with events=… only %}',
        ),
        Component(
            "table",
            _("Table"),
            _("For rows of the same facts. On a phone each row becomes a short list."),
            of("table.html", samples.table),
            "table.html",
            '{% include "components/table.html" with caption=… columns=… rows=… only %}',
        ),
        Component(
            "modules",
            _("Modules of a course"),
            _("The table of a course page; on a phone each module becomes a short list."),
            of("modules.html", facts.modules),
            "modules.html",
            '{% include "components/modules.html" with rows=rows only %}',
        ),
        Component(
            "results",
            _("Search results"),
            _("What was found, with the words that were looked for marked."),
            listed("search_result.html", facts.results, "results"),
            "search_result.html",
            '{% include "components/search_result.html" with result=result only %}',
        ),
        Component(
            "pagination",
            _("Pages of a list"),
            _("Below a list of more than one page. On a phone: back, here, on."),
            of("pagination.html", samples.pages_of_a_list),
            "pagination.html",
            '{% include "components/pagination.html" %}',
        ),
    ),
)
FORMS = Group(
    "forms",
    _("Forms"),
    (
        Component(
            "search",
            _("Search"),
            _("On the page of results, and where a page was not found."),
            of("search_form.html", lambda: {"query": "communication"}),
            "search_form.html",
            '{% include "components/search_form.html" %}',
        ),
        Component(
            "filters",
            _("Filters of a list"),
            _("A few choices and one button. They stand in the address, so that a list can be shared."),
            of("update_filters.html", facts.filters),
            "update_filters.html",
            '{% include "components/update_filters.html" with choices=… wanted=… action=… count=… only %}',
        ),
        Component(
            "certificate-choices",
            _("Who sees a certificate"),
            _(
                "Below each certificate of one's own: whether its name is shown, whether it stands in the register."
            ),
            of("certificate_choices.html", *facts.certificates()),
            "certificate_choices.html",
            '{% include "components/certificate_choices.html" with certificate=certificate %}',
        ),
        Component(
            "form",
            _("Fields with hints"),
            _(
                "A form writes itself. Each field has a label; a hint says what helps, never an example inside the box."
            ),
            samples.form(wrong=False),
            "forms/field.html",
            "{{ form }}",
        ),
        Component(
            "error-summary",
            _("Errors and their summary"),
            _(
                "After a mistake: what to put right, first all together, then at each field. Nothing typed is lost."
            ),
            samples.form(wrong=True),
            "forms/error_summary.html",
            "{{ form }}",
        ),
    ),
)
EDITORS = Group(
    "editors",
    _("Blocks that editors place"),
    tuple(
        Component(
            name,
            title,
            when,
            block(name, value),
            f"blocks/{name}.html",
            "{% load body %}{% body page.body %}",
        )
        for name, title, when, value in (
            ("values", _("Values"), _("Four or fewer, each with one sentence to keep."), facts.values),
            ("steps", _("Steps"), _("What happens, in its order."), facts.steps),
            (
                "spectrum",
                _("From one end to the other"),
                _("Forms of one thing, from informal to formal."),
                facts.spectrum,
            ),
            (
                "is_and_is_not",
                _("What it is and is not"),
                _("To clear up what people expect."),
                facts.is_and_is_not,
            ),
            ("highlight", _("Highlight"), _("One thing in a page that must not be missed."), facts.highlight),
            (
                "evidence",
                pgettext_lazy("what studies found", "Evidence"),
                _("What studies found, with a way to read them."),
                facts.evidence,
            ),
            (
                "links",
                _("Links to go on with"),
                _("At the end of a page: where to go from here."),
                facts.ways,
            ),
        )
    ),
)
GROUPS = (FOUNDATIONS, FRAME, WORDS, LISTS, FORMS, EDITORS)
COMPONENTS = {component.name: component for group in GROUPS for component in group.components}
