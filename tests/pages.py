"""The page register: one row for every URL whose view this project defines, and one for every page type.

What Wagtail, allauth and Django bring has rows by prefix (`BROUGHT`). A URL without a row fails the suite. From the
rows are generated, for every role and for another programme's objects: who may open it, its most queries, that a GET
changes nothing, its headers; and in the browser: axe, 320 px without sideways scrolling, use without JavaScript.

`tests/integration/pages/world.py` makes the objects and people that the rows name.
"""

from dataclasses import dataclass, field
from enum import StrEnum

KINDS = (
    "all_of",
    "attendance",
    "agreement",
    "quiz",
    "assignment",
    "practice",
    "sign_off",
    "exam",
    "practicum",
)
"""Of what modules ask for: what the forms are tried with."""


class Who(StrEnum):
    """The people who try each page. All but the visitor are signed in."""

    VISITOR = "visitor"
    TRAINEE = "trainee"  # enrolled in the cohort of the rows
    OTHER_TRAINEE = "other_trainee"  # enrolled in another programme's cohort
    COORDINATOR = "coordinator"  # of the programme of the rows, like facilitator and editor
    FACILITATOR = "facilitator"
    EDITOR = "editor"
    STRANGER = "stranger"  # coordinator of another programme
    ADMIN = "admin"


EVERYBODY = frozenset(Who)
SIGNED_IN = EVERYBODY - {Who.VISITOR}
COORDINATORS = frozenset({Who.COORDINATOR, Who.ADMIN})
TEACHING = COORDINATORS | {Who.FACILITATOR}
ANY_COORDINATOR = COORDINATORS | {Who.STRANGER}
ANY_TEACHING = TEACHING | {Who.STRANGER}
OFFICE = ANY_TEACHING | {Who.EDITOR}
ADMIN = frozenset({Who.ADMIN})


@dataclass(frozen=True, kw_only=True)
class Page:
    """One row. `name` is the view's name, or `page:app.Model` for a page type.

    `ids` maps the URL's parameters to names of the world's objects. `opens` says who is answered 200 (or `answers`:
    a test has no worker, so the product is not ready); everybody else is
    sent to sign in (visitors), or told 403 or 404. A page about one object answers its `stranger` exactly 404.
    `post_only`: a GET is answered 405 or a redirect. `closed`: a door that only leads to the one front door. A
    view without a name is named by its route. `look`: the browser checks apply. `logs`: the one action of the audit log
    that a GET may write (who read it), and nothing else.
    """

    name: str
    opens: frozenset[Who]
    queries: int
    ids: dict[str, str] = field(default_factory=dict)
    query: str = ""
    post_only: bool = False
    closed: bool = False
    answers: int = 200
    look: bool = True
    logs: str = ""
    languages: tuple[str, ...] = ("en", "fr")

    @property
    def id(self) -> str:
        """How a failing test names the row; two rows of one name differ in what they are about."""
        return "-".join([self.name, *self.ids.values()])

    @property
    def is_office(self) -> bool:
        """Whether it stands in the back office, which has no language prefix."""
        return self.languages == ("",)


def public(name: str, queries: int, **more: object) -> Page:
    """Anybody may open it."""
    return Page(name=name, opens=EVERYBODY, queries=queries, **more)  # type: ignore[arg-type]  # passed on as they are


def office(name: str, opens: frozenset[Who], queries: int, **more: object) -> Page:
    """Stands in the back office."""
    return Page(name=name, opens=opens, queries=queries, languages=("",), **more)  # type: ignore[arg-type]  # passed on


COHORT = {"pk": "cohort"}


def listing(name: str, opens: frozenset[Who], queries: int) -> tuple[Page, Page]:
    """A list in the back office, and its part that Wagtail loads again when it is filtered."""
    return (
        office(f"{name}:index", opens, queries),
        office(f"{name}:index_results", opens, queries, look=False),
    )


def setup(name: str, *, history: bool = True) -> tuple[Page, ...]:
    """A list that administrators keep, with its forms and history."""
    thing = {"pk": name.removesuffix("s")}
    return (
        *listing(name, ADMIN, 20),
        office(f"{name}:add", ADMIN, 20),
        office(f"{name}:edit", ADMIN, 20, ids=thing),
        office(f"{name}:history", ADMIN, 20, ids=thing),
        office(f"{name}:history_results", ADMIN, 20, ids=thing, look=False),
    )


VISITOR_PAGES = (
    public("health-live", 2, languages=("",), look=False),
    public("health-ready", 6, languages=("",), answers=503, look=False),
    public("updates:feed", 8, look=False),
    public("updates:calendar", 10, ids={"programme": "programme_slug"}, look=False),
    public(
        "updates:stream_calendar",
        10,
        ids={"programme": "programme_slug", "stream": "stream_slug"},
        look=False,
    ),
    public("updates:subscribe", 14),
    public("updates:sent", 12),
    public("updates:confirm", 12, ids={"token": "confirm_token"}),
    public("updates:leave", 12, ids={"token": "leave_token"}),
    public("search", 12, query="?q=privacy"),
    public("sitemap", 6, languages=("",), look=False),
    public("robots", 4, languages=("",), look=False),
    public("manifest", 3, languages=("",), look=False),
    public("favicon", 3, languages=("",), look=False),
    public("brochure_pdf", 10, ids={"path": "brochure_path"}, look=False),
    public("page:brochure.BrochurePage", 14),
    public("page:home.HomePage", 14),
    public("report_barrier", 12, query="?page=/updates/"),
    public("report_barrier_sent", 12),
    public("page:home.ContentPage", 12),
    public("page:home.CoursePage", 18),
    public("page:home.ProgrammePage", 15),
    public("page:updates.UpdatesIndexPage", 14),
    public("page:updates.UpdatePage", 12),
)

PROFILE_PAGES = (
    public("profile_schema", 2, languages=("",), look=False),
    public("records_schema", 2, languages=("",), look=False),
)

PORTAL_PAGES = (
    Page(name="portal:home", opens=SIGNED_IN, queries=15),
    Page(name="portal:cohort", opens=frozenset({Who.TRAINEE}), queries=15, ids=COHORT),
    Page(name="portal:about_me", opens=SIGNED_IN, queries=15),
    Page(name="account_email", opens=SIGNED_IN, queries=15),
)

MODULE = {"cohort": "cohort", "module": "module"}
LEARNERS = frozenset({Who.TRAINEE, Who.OTHER_TRAINEE})
READERS = TEACHING | {Who.TRAINEE}


def learning(name: str, item: str, queries: int) -> Page:
    """A page about one thing that a module of one's own cohort asks for."""
    ids = {"cohort": "cohort", "item": item}
    return Page(name=name, opens=frozenset({Who.TRAINEE}), queries=queries, ids=ids)


LEARNING_PAGES = (
    Page(name="portal:checklist", opens=LEARNERS, queries=30),
    Page(
        name="portal:cohort_checklist", opens=frozenset({Who.TRAINEE}), queries=30, ids={"cohort": "cohort"}
    ),
    Page(name="portal:module", opens=frozenset({Who.TRAINEE}), queries=32, ids=MODULE),
    Page(name="portal:credit", opens=frozenset({Who.TRAINEE}), queries=15, ids=MODULE),
    learning("portal:agreement", "agreement_item", 15),
    learning("portal:quiz", "quiz_item", 15),
    learning("portal:assignment", "assignment_item", 15),
    Page(name="portal:material", opens=READERS, queries=20, ids={"pk": "material"}),
    Page(name="portal:submission_file", opens=READERS, queries=15, ids={"pk": "submission"}, look=False),
    Page(
        name="portal:credit_file",
        opens=COORDINATORS | {Who.TRAINEE},
        queries=15,
        ids={"pk": "prior_learning"},
        look=False,
    ),
    Page(name="page:home.MaterialPage", opens=READERS, queries=15, answers=302, look=False),
)

COHORT_PAGES = (
    *listing("cohorts", ANY_TEACHING, 20),
    office("cohorts:add", ANY_COORDINATOR, 20),
    office("cohorts:edit", COORDINATORS, 20, ids=COHORT),
    office("cohorts:facts", TEACHING, 20, ids=COHORT),
    office("cohorts:announce", COORDINATORS, 20, ids=COHORT),
    office("cohorts:cancel", COORDINATORS, 20, ids=COHORT),
    office("cohorts:sessions", TEACHING, 20, ids=COHORT),
    office("cohorts:add_session", COORDINATORS, 20, ids=COHORT),
    office("cohorts:session", COORDINATORS, 20, ids=COHORT | {"session": "session"}),
    office("cohorts:cancel_session", COORDINATORS, 20, ids=COHORT | {"session": "session"}),
    office("roster:index", TEACHING, 15, ids=COHORT),
    office("roster:enrol", COORDINATORS, 15, ids=COHORT),
    office("roster:read_list", COORDINATORS, 15, ids=COHORT),
    office("roster:list", COORDINATORS, 15, ids=COHORT | {"batch": "batch"}),
    office("roster:undo_list", COORDINATORS, 15, ids=COHORT | {"batch": "applied_batch"}),
    office("roster:modules", TEACHING, 20, ids=COHORT),
    office("roster:completion", TEACHING, 20, ids={"pk": "completion"}),
    office("roster:messages", COORDINATORS, 20, ids=COHORT),
    office("roster:write", COORDINATORS, 20, ids=COHORT),
    office("roster:history", COORDINATORS, 20, ids=COHORT),
)

SCHEDULE_PAGES = (
    public("private_calendar", 4, ids={"token": "calendar_token"}, languages=("",), look=False),
    Page(name="portal:calendar", opens=SIGNED_IN, queries=10),
    office("cohorts:draft_sessions", COORDINATORS, 20, ids=COHORT),
    office("cohorts:split_session", COORDINATORS, 20, ids=COHORT | {"session": "session"}),
    office("cohorts:clone", COORDINATORS, 20, ids=COHORT),
)

PEOPLE_PAGES = (
    *listing("enrolments", ANY_TEACHING, 20),
    office("enrolments:read", TEACHING, 28, ids={"pk": "enrolment"}),
    office("enrolments:leave", COORDINATORS, 20, ids={"pk": "enrolment"}),
    office("enrolments:finish", COORDINATORS, 20, ids={"pk": "enrolment"}),
    *listing("people", ANY_COORDINATOR, 20),
    office("people:read", COORDINATORS, 20, ids={"pk": "person"}),
    office("people:edit", COORDINATORS, 20, ids={"pk": "person"}),
    office("people:add", ADMIN, 20),
    *listing("subscribers", ADMIN, 20),
    office("subscribers:inspect", ADMIN, 20, ids={"pk": "subscriber"}),
    office("subscribers:delete", ADMIN, 20, ids={"pk": "subscriber"}),
    office("subscribers:history_results", ADMIN, 20, ids={"pk": "subscriber"}, look=False),
    *listing("messages", ANY_COORDINATOR, 20),
    office("messages:read", COORDINATORS, 20, ids={"pk": "message"}),
    office("messages:resend", COORDINATORS, 20, ids={"pk": "message"}),
    office("messages:cancel", COORDINATORS, 20, ids={"pk": "message"}),
)

TEACHING_PAGES = (
    *listing("courses", ANY_TEACHING, 20),
    office("courses:add", ANY_COORDINATOR, 20),
    office("courses:edit", COORDINATORS, 20, ids={"pk": "course"}),
    office("courses:history", TEACHING, 20, ids={"pk": "course"}),
    office("courses:history_results", TEACHING, 20, ids={"pk": "course"}, look=False),
    office("courses:editions", TEACHING, 20, ids={"pk": "course"}),
    office("courses:new_edition", COORDINATORS, 20, ids={"pk": "course"}),
    office("courses:edition", TEACHING, 22, ids={"pk": "edition"}),
    office("courses:copy_edition", COORDINATORS, 20, ids={"pk": "edition"}),
    office("courses:new_module", COORDINATORS, 20, ids={"pk": "draft_edition"}),
    office("courses:module", COORDINATORS, 20, ids={"pk": "draft_module"}),
    office("courses:remove_module", COORDINATORS, 20, ids={"pk": "draft_module"}),
    office("courses:new_award", COORDINATORS, 20, ids={"pk": "draft_edition"}),
    office("courses:award", COORDINATORS, 20, ids={"pk": "draft_award"}),
    office("courses:remove_award", COORDINATORS, 20, ids={"pk": "draft_award"}),
    *listing("programmes", ANY_TEACHING, 20),
    office("programmes:add", ADMIN, 20),
    office("programmes:edit", COORDINATORS, 20, ids={"pk": "programme"}),
    office("programmes:history", TEACHING, 20, ids={"pk": "programme"}),
    office("programmes:history_results", TEACHING, 20, ids={"pk": "programme"}, look=False),
    *listing("roles", ANY_COORDINATOR, 20),
    office("roles:add", ANY_COORDINATOR, 20),
    office("roles:delete", COORDINATORS, 20, ids={"pk": "role"}),
    *setup("regions"),
    *setup("streams"),
)

MODULE, ITEM, DRAFT = {"pk": "draft_module"}, {"pk": "draft_item"}, {"pk": "draft_edition"}

ASKING_PAGES = (
    office("courses:asks", COORDINATORS, 20, ids=MODULE),
    *(
        Page(
            name="courses:new_item",
            opens=COORDINATORS,
            queries=20,
            ids=MODULE | {"kind": f"kind_{kind}"},
            languages=("",),
            look=kind in ("quiz", "practice"),
        )
        for kind in KINDS
    ),
    office("courses:item", COORDINATORS, 20, ids=ITEM),
    office("courses:remove_item", COORDINATORS, 20, ids=ITEM),
    office("courses:materials", TEACHING, 20, ids={"pk": "module"}),
    office("courses:new_material", COORDINATORS, 20, ids={"pk": "module"}),
    office("courses:material", COORDINATORS, 20, ids={"pk": "material"}),
    office("courses:remove_material", COORDINATORS, 20, ids={"pk": "material"}),
    office("courses:new_exam", COORDINATORS, 20, ids=DRAFT),
    office("courses:exam", COORDINATORS, 20, ids={"pk": "draft_exam"}),
    office("courses:remove_exam", COORDINATORS, 20, ids={"pk": "draft_exam"}),
    office("courses:agreements", TEACHING, 20, ids={"pk": "course"}),
    office("courses:new_agreement", COORDINATORS, 20, ids={"pk": "course"}),
    office("courses:agreement", COORDINATORS, 20, ids={"pk": "agreement"}),
    office("courses:new_version", COORDINATORS, 20, ids={"pk": "agreement"}),
    office("courses:quizzes", TEACHING, 20, ids={"pk": "course"}),
    office("courses:new_quiz", COORDINATORS, 20, ids={"pk": "course"}),
    office("courses:quiz", TEACHING, 20, ids={"pk": "quiz"}),
    office("courses:edit_quiz", COORDINATORS, 20, ids={"pk": "quiz"}),
    office("courses:new_question", COORDINATORS, 20, ids={"pk": "quiz"}),
    office("courses:question", COORDINATORS, 20, ids={"pk": "question"}),
    office("courses:remove_question", COORDINATORS, 20, ids={"pk": "question"}),
)

ASKED = {"pk": "asked_cohort"}
EXAM = ASKED | {"exam": "exam"}
CONFIRMED_PAGES = (
    office("roster:matrix", TEACHING, 22, ids=ASKED),
    office("roster:exams", TEACHING, 20, ids=ASKED),
    office("roster:exam", TEACHING, 20, ids=EXAM),
    office("roster:exam_list", TEACHING, 20, ids=EXAM),
    office("roster:exam_window", COORDINATORS, 20, ids=EXAM),
    office("roster:correct_result", TEACHING, 20, ids={"pk": "exam_result"}),
    office("roster:void_result", TEACHING, 20, ids={"pk": "exam_result"}),
    office("roster:void_observation", TEACHING, 20, ids={"pk": "observation"}),
    office("roster:void_sign_off", TEACHING, 20, ids={"pk": "sign_off"}),
)


def teaching(name: str, opens: frozenset[Who], queries: int, **more: object) -> Page:
    """Stands among a person's own pages, for those who teach."""
    return Page(name=f"portal:{name}", opens=opens, queries=queries, **more)  # type: ignore[arg-type]  # passed on


READ = "trainees.submission.read"
CREDIT_READ = "trainees.prior_learning.read"
TEACHING_PORTAL_PAGES = (
    teaching("inbox", ANY_TEACHING, 32),
    teaching("answer_submission", TEACHING, 20, ids={"pk": "submission"}, logs=READ),
    teaching("observe", TEACHING, 20, ids={"enrolment": "asked_enrolment", "item": "practice"}),
    teaching("sign_off", TEACHING, 20, ids={"enrolment": "asked_enrolment", "item": "signing"}),
    teaching("confirm_module", TEACHING, 20, ids={"enrolment": "asked_enrolment", "module": "asked_module"}),
    teaching("answer_credit", COORDINATORS, 20, ids={"pk": "prior_learning"}, logs=CREDIT_READ),
)

SESSION = {"pk": "open_session"}
ATTENDANCE_PAGES = (
    Page(name="portal:attendance", opens=SIGNED_IN, queries=20),
    Page(name="portal:cohort_attendance", opens=frozenset({Who.TRAINEE}), queries=20, ids=COHORT),
    Page(
        name="portal:coming", opens=SIGNED_IN, queries=15, ids={"pk": "session"}, post_only=True, look=False
    ),
    Page(name="portal:teaching", opens=ANY_TEACHING, queries=15),
    Page(name="portal:roll_call", opens=TEACHING, queries=18, ids=SESSION),
    Page(name="portal:roll_call", opens=TEACHING, queries=18, ids={"pk": "closed_session"}),
    Page(name="portal:roll_call_marks", opens=TEACHING, queries=12, ids=SESSION, look=False),
    Page(name="portal:mark", opens=SIGNED_IN, queries=12, ids=SESSION, post_only=True, look=False),
    Page(name="portal:close_roll_call", opens=TEACHING, queries=18, ids=SESSION),
    Page(
        name="portal:correct_mark",
        opens=TEACHING,
        queries=18,
        ids={"pk": "closed_session", "enrolment": "enrolment"},
    ),
    office("roster:attendance", TEACHING, 22, ids=COHORT),
    office("enrolments:plan_make_up", TEACHING, 25, ids={"pk": "enrolment"}),
    office("enrolments:cancel_make_up", TEACHING, 20, ids={"pk": "make_up"}),
    office("enrolments:confirm_make_up", TEACHING, 20, ids={"pk": "make_up"}),
    office("courses:new_absence_limit", COORDINATORS, 20, ids={"pk": "draft_edition"}),
    office("courses:allow_make_ups", COORDINATORS, 20, ids={"pk": "draft_edition"}),
    office("courses:absence_limit", COORDINATORS, 20, ids={"pk": "draft_limit"}),
    office("courses:remove_absence_limit", COORDINATORS, 20, ids={"pk": "draft_limit"}),
)

PLACEMENT = {"pk": "placement"}
TRAINEE_IN = COHORT | {"enrolment": "seeking"}
ONLY_TRAINEE = frozenset({Who.TRAINEE})

PRACTICUM_PAGES = (
    Page(name="portal:practicum", opens=SIGNED_IN, queries=15),
    Page(name="portal:practicum_of", opens=ONLY_TRAINEE, queries=15, ids=COHORT),
    Page(name="portal:wishes", opens=ONLY_TRAINEE, queries=15, ids=COHORT),
    Page(name="portal:agree", opens=ONLY_TRAINEE, queries=10, ids=PLACEMENT),
    Page(name="portal:log_hours", opens=ONLY_TRAINEE, queries=10, ids=PLACEMENT),
    Page(name="portal:entries", opens=ONLY_TRAINEE, queries=13, ids=PLACEMENT),
    Page(name="portal:correct_hours", opens=ONLY_TRAINEE, queries=10, ids={"pk": "entry"}),
    Page(
        name="portal:practicum_report",
        opens=ONLY_TRAINEE,
        queries=13,
        ids=PLACEMENT | {"number": "report_number"},
    ),
    public("supervisor:page", 10, ids={"token": "agree_token"}),
    public("supervisor:page", 10, ids={"token": "hours_token"}),
    public("supervisor:page", 12, ids={"token": "report_token"}),
    public("supervisor:sent", 8),
    office("courses:new_goal", COORDINATORS, 20, ids={"pk": "draft_edition"}),
    office("courses:reports_due", COORDINATORS, 20, ids={"pk": "draft_edition"}),
    office("courses:goal", COORDINATORS, 20, ids={"pk": "draft_goal"}),
    office("courses:remove_goal", COORDINATORS, 20, ids={"pk": "draft_goal"}),
    office("practicum:index", COORDINATORS, 25, ids=COHORT),
    office("practicum:propose", COORDINATORS, 20, ids=TRAINEE_IN),
    office("practicum:clearance", COORDINATORS, 20, ids=TRAINEE_IN),
    office("practicum:placement", COORDINATORS, 20, ids=PLACEMENT),
    office("practicum:end", COORDINATORS, 20, ids=PLACEMENT),
    office("practicum:cancel", COORDINATORS, 20, ids={"pk": "proposed_placement"}),
    office("practicum:counts_from", COORDINATORS, 20, ids=PLACEMENT),
    office("practicum:send_link", COORDINATORS, 20, ids=PLACEMENT),
    office("practicum:revoke", COORDINATORS, 20, ids=PLACEMENT),
    *listing("sites", ANY_COORDINATOR, 20),
    office("sites:add", ANY_COORDINATOR, 20),
    office("sites:edit", COORDINATORS, 20, ids={"pk": "site"}),
    office("sites:history", COORDINATORS, 20, ids={"pk": "site"}),
    office("sites:history_results", COORDINATORS, 20, ids={"pk": "site"}, look=False),
    *listing("supervisors", ANY_COORDINATOR, 20),
    office("supervisors:add", ANY_COORDINATOR, 20),
    office("supervisors:edit", COORDINATORS, 20, ids={"pk": "supervisor"}),
)

CREDENTIAL_READ = "trainees.credential.read"
JUDGING_PAGES = (
    Page(name="portal:awards", opens=SIGNED_IN, queries=18),
    Page(name="portal:cohort_awards", opens=ONLY_TRAINEE, queries=18, ids={"cohort": "cohort"}),
    Page(name="portal:credentials", opens=ONLY_TRAINEE, queries=10, ids={"cohort": "cohort"}),
    Page(
        name="portal:credential_file",
        opens=COORDINATORS | {Who.TRAINEE},
        queries=10,
        ids={"pk": "credential"},
        look=False,
    ),
    teaching("recommendations", ANY_TEACHING, 10),
    teaching("cohort_recommendations", TEACHING, 10, ids={"cohort": "cohort"}),
    teaching("recommend", TEACHING, 12, ids={"enrolment": "enrolment"}),
    teaching("answer_credential", COORDINATORS, 15, ids={"pk": "credential"}, logs=CREDENTIAL_READ),
    office("roster:void_recommendation", TEACHING, 20, ids={"pk": "recommendation"}),
)

CERTIFICATE = {"code": "certificate_code"}
PROPOSAL = {"pk": "award_proposal"}
CERTIFICATE_ROW = {"pk": "certificate"}
GIVING_PAGES = (
    Page(name="portal:certificates", opens=SIGNED_IN, queries=28),
    Page(name="portal:certificate_file", opens=ONLY_TRAINEE, queries=10, ids=CERTIFICATE_ROW, look=False),
    Page(name="portal:certificate_wish", opens=ONLY_TRAINEE, queries=10, ids=COHORT),
    office("awarding:index", TEACHING, 28, ids=COHORT),
    office("awarding:waiting", TEACHING, 28, ids=COHORT),
    office("awarding:propose", COORDINATORS, 28, ids=COHORT | {"enrolment": "seeking", "award": "award"}),
    office("awarding:proposal", TEACHING, 28, ids=PROPOSAL),
    office("awarding:decline", COORDINATORS, 14, ids=PROPOSAL),
    office("awarding:withdraw", TEACHING, 14, ids=PROPOSAL),
    *listing("certificates", ANY_COORDINATOR, 20),
    office("certificates:read", COORDINATORS, 20, ids=CERTIFICATE_ROW),
    office("certificates:pdf", COORDINATORS, 14, ids=CERTIFICATE_ROW, look=False),
    office("certificates:revoke", COORDINATORS, 14, ids=CERTIFICATE_ROW),
    office("certificates:reissue", COORDINATORS, 14, ids=CERTIFICATE_ROW),
    office("certificates:withhold_name", COORDINATORS, 14, ids={"pk": "orphan_certificate"}),
    office("certificates:release_name", COORDINATORS, 14, ids={"pk": "withheld_certificate"}),
)

VERIFYING_PAGES = (
    public("verify:index", 8),
    public("verify:badge", 8),
    public("verify:certificate", 9, ids=CERTIFICATE),
    public("verify:certificate", 9, ids={"code": "replaced_code"}),
    public("verify:certificate", 9, ids={"code": "expired_code"}),
    public("verify:certificate", 9, ids={"code": "revoked_code"}),
    public("verify:certificate", 9, ids={"code": "unknown_code"}, answers=404),
    public("verify:register", 13),
    Page(
        name="portal:certificate_name",
        opens=SIGNED_IN,
        queries=10,
        ids={"pk": "own_certificate"},
        post_only=True,
        look=False,
    ),
    Page(
        name="portal:certificate_listed",
        opens=SIGNED_IN,
        queries=10,
        ids={"pk": "own_certificate"},
        post_only=True,
        look=False,
    ),
)

BADGE_PAGES = (
    public("did", 4, languages=("",), look=False),
    public("badge_status", 6, ids={"number": "status_list"}, languages=("",), look=False),
    public("badges:achievement", 12, ids={"pk": "award"}),
    Page(
        name="portal:certificate_badge",
        opens=ONLY_TRAINEE,
        queries=10,
        ids={"pk": "certificate"},
        look=False,
    ),
    Page(
        name="portal:certificate_badge_jwt",
        opens=ONLY_TRAINEE,
        queries=10,
        ids={"pk": "certificate"},
        look=False,
    ),
)

PAPER_PAGES = (
    office("certificate_looks:edit", COORDINATORS, 20, ids={"pk": "course"}),
    office("certificate_looks:preview", COORDINATORS, 20, ids={"pk": "course"}, post_only=True, look=False),
)

HELD = {"pk": "held_certificate"}
RENEWAL_PAGES = (
    Page(name="portal:renewal", opens=ONLY_TRAINEE, queries=24, ids=HELD),
    Page(name="portal:renewal", opens=ONLY_TRAINEE, queries=24, ids={"pk": "filed_certificate"}),
    Page(name="portal:log_learning", opens=ONLY_TRAINEE, queries=20, ids=HELD),
    Page(
        name="portal:take_back_learning",
        opens=ONLY_TRAINEE,
        queries=24,
        ids=HELD | {"hours": "accepted_learning"},
    ),
    Page(
        name="portal:renewal_agreement",
        opens=ONLY_TRAINEE,
        queries=20,
        ids=HELD | {"agreement": "renewal_agreement"},
    ),
    Page(
        name="portal:learning_file",
        opens=COORDINATORS | {Who.TRAINEE},
        queries=15,
        ids={"pk": "learning"},
        look=False,
    ),
    office("renewals:index", ANY_COORDINATOR, 20),
    office("renewals:hours", ANY_COORDINATOR, 20),
    office("renewals:samples", ANY_COORDINATOR, 20),
    office("renewals:ending", ANY_COORDINATOR, 28),
    office("renewals:request", COORDINATORS, 28, ids={"pk": "filing"}),
    office("renewals:entry", COORDINATORS, 20, ids={"pk": "learning"}),
    office("renewals:entry", COORDINATORS, 20, ids={"pk": "sample"}),
)

CLOSED_DOORS = (
    office("office/account/", OFFICE, 20),
    office("office/login/", EVERYBODY, 0, closed=True, look=False),
    office("^office/password_reset/", EVERYBODY, 0, closed=True, look=False),
    office("_util/login/", EVERYBODY, 0, closed=True, look=False),
)

# Asked by the page editor's script, for whoever may write pages.
READING = office("reading", OFFICE, 12, post_only=True, look=False)

STYLE_GUIDE = (
    office("styleguide", OFFICE, 20),
    office("styleguide_frame", OFFICE, 20, ids={"name": "component", "scheme": "scheme"}, look=False),
)

# Rules of awards, and whom a correction would touch.
RULES_PAGES = (
    office("courses:renewal", COORDINATORS, 20, ids={"pk": "draft_award"}),
    office("courses:remove_renewal", COORDINATORS, 20, ids={"pk": "draft_award"}),
    office("roster:correct_rules", COORDINATORS, 20, ids={"pk": "ruled_award"}),
)

# A course as a file: downloaded, loaded, tried out.
OFFICE_PROFILE_PAGES = (
    office("courses:load_profile", ANY_COORDINATOR, 12),
    office("courses:example_profile", ANY_COORDINATOR, 12, ids={"name": "example_profile"}, look=False),
    office("courses:profile", TEACHING, 20, ids={"pk": "edition"}, look=False),
    office("courses:try_rules", TEACHING, 20, ids={"pk": "edition"}),
)

PAGES: tuple[Page, ...] = (
    *CLOSED_DOORS,
    READING,
    *VISITOR_PAGES,
    *PROFILE_PAGES,
    *PORTAL_PAGES,
    *LEARNING_PAGES,
    *COHORT_PAGES,
    *SCHEDULE_PAGES,
    *PEOPLE_PAGES,
    *TEACHING_PAGES,
    *ASKING_PAGES,
    *CONFIRMED_PAGES,
    *TEACHING_PORTAL_PAGES,
    *ATTENDANCE_PAGES,
    *PRACTICUM_PAGES,
    *JUDGING_PAGES,
    *GIVING_PAGES,
    *VERIFYING_PAGES,
    *BADGE_PAGES,
    *PAPER_PAGES,
    *RENEWAL_PAGES,
    *RULES_PAGES,
    *OFFICE_PROFILE_PAGES,
    *STYLE_GUIDE,
)

# What others bring, by the beginning of the route, and who watches over it.
BROUGHT: dict[str, str] = {
    "office/": "the Wagtail admin: its own views ask Wagtail's permissions",
    "documents/": "Wagtail's documents, asked for their collection's privacy",
    "accounts/": "allauth: signing in, password, e-mail address, second factor",
    "_util/": "Wagtail's passwords for private pages",
}
# Views of this project that other rows speak for.
SPOKEN_FOR = {"wagtail_serve": "the rows of page types"}
# Wagtail's own screens that carry our model of a person: only administrators reach them.
WAGTAILS_SCREENS = ("wagtailusers_users:",)
