"""The practicum: hours from a phone, and a supervisor who has no account, only the links of mails."""

from urllib.parse import urlsplit

from tasks.jobs.practicum import practicum_digests, practicum_reports
from tests.journeys.people import Guest, link_in

from .forms import Forms
from .stage import Stage

VALUES = ("mutuality", "strengths_based", "self_determination", "wholeness")


def newest_link(stage: Stage, subject: str, about: str) -> str:
    """The address in the newest mail to the supervisor with this subject that is about this trainee."""
    found = [mail for mail in stage.mails(stage.world.supervisor, subject) if about in mail.text]
    assert found, (subject, about)
    assert stage.world.site_name in found[-1].text
    return link_in(found[-1], "/practicum/")


def agrees_as_supervisor(jo: Guest, stage: Stage, trainee: str) -> None:
    """A program that scans mail has opened the link before; nothing happened."""
    address = newest_link(stage, "A practicum placement: please have a look", trainee)
    Forms().page(urlsplit(address).path)
    jo.opens(address)
    jo.reads(f"{trainee} learns peer support", stage.world.site_name)
    jo.presses("I agree")
    jo.reads("Thank you. You have agreed to this placement.")


def agrees_as_trainee(guest: Guest) -> None:
    """From the practicum page."""
    guest.opens("/my/practicum/")
    guest.follows("See the placement")
    guest.presses("I agree")
    guest.is_told("You have agreed to this placement.")


def logs(guest: Guest, day: str, kind: str, *, hours: int = 0, minutes: int = 0) -> None:
    """One day's time, on the phone."""
    guest.opens("/my/practicum/")
    guest.follows("Log hours")
    guest.fills(worked_on=day, hours=str(hours), minutes=str(minutes))
    guest.page.get_by_label(kind).check()
    guest.presses("Log these hours")
    guest.is_told("Your hours are logged.")
    assert guest.has_no_sideways_scrolling()


def log(forms: Forms, day: str, category: str, minutes: int) -> None:
    """The same, through the form."""
    path = forms.link("/my/practicum/", "Log hours")
    forms.sends(path, worked_on=day, minutes=str(minutes), category=category)


def digest_is_due(stage: Stage) -> None:
    """What beat does on Thursday morning; a second time there is nothing to do."""
    assert practicum_digests() > 0
    assert practicum_digests() == 0
    stage.site.sends_what_is_owed()


def asks_about(jo: Guest, stage: Stage, trainee: str, length: str, question: str) -> None:
    """One entry is not clear; the others are confirmed."""
    jo.opens(newest_link(stage, "Practicum hours to look at", trainee))
    entry = jo.page.locator("li").filter(has_text=f"{length} ·")
    entry.locator("summary").click()
    entry.get_by_label("Your question").fill(question)
    entry.get_by_role("button", name="Send the question").click()
    jo.reads("We have passed your question on.", f"You asked: {question}")
    for box in jo.page.get_by_role("checkbox").all():
        if f"{length} ·" not in box.locator("xpath=..").inner_text():
            box.check()
    jo.presses("Confirm the ticked ones")
    jo.reads("These hours are confirmed.")
    assert jo.has_no_sideways_scrolling()


def corrects(guest: Guest, stage: Stage, address: str, length: str, minutes: int) -> None:
    """From the mail with the question."""
    mail = stage.mails(address, "A question about your hours")[-1]
    guest.opens(link_in(mail, "/my/practicum/"))
    entry = guest.page.locator("li").filter(has_text=f"{length} ·")
    entry.get_by_role("link", name="Correct").click()
    guest.fills(hours="0", minutes=str(minutes))
    guest.presses("Log the correction")
    guest.is_told("Your correction is logged.")


def confirms_all(jo: Guest, stage: Stage, trainee: str) -> None:
    """Through the newest digest about this trainee; other trainees are not on the page."""
    jo.opens(newest_link(stage, "Practicum hours to look at", trainee))
    jo.reads(f"Hours of {trainee}")
    jo.presses("Confirm all")
    jo.reads("These hours are confirmed.", "Nothing waits for you")


def confirm_through(stage: Stage, trainee: str) -> None:
    """The same without a browser: whoever has the link may confirm."""
    path = urlsplit(newest_link(stage, "Practicum hours to look at", trainee)).path
    forms = Forms()
    shown = [str(one["value"]) for one in forms.page(path).select("[name=shown]")]
    assert forms.client.post(path, {"shown": shown, "all": "yes"}).status_code == 303


def both_report(stage: Stage, number: int) -> None:
    """Beat reminds whoever has to write; Ana writes on her phone, Jo through the link."""
    assert practicum_reports() > 0
    assert practicum_reports() == 0
    reports(stage["Ana"], number, "I learn to wait.")
    reports_as_supervisor(stage["Jo"], stage, "Ana", number)


def reports(guest: Guest, number: int, comment: str) -> None:
    """The trainee's report."""
    guest.opens("/my/practicum/")
    guest.follows(f"Write report {number}")
    _rates(guest, comment)
    guest.is_told("Thank you. Your report is in.")


def reports_as_supervisor(jo: Guest, stage: Stage, trainee: str, number: int) -> None:
    """Through the mail about this report."""
    jo.opens(newest_link(stage, "A short practicum report", trainee))
    jo.reads(f"Report {number} about {trainee}")
    _rates(jo, "Listens well.")
    jo.reads("Thank you. Your report is in.")


def _rates(guest: Guest, comment: str) -> None:
    for value in VALUES:
        guest.page.locator(f"[name={value}][value='3']").check()
    guest.fills(comment=comment)
    guest.presses("Send this report")


def report(forms: Forms, number: int) -> None:
    """The trainee's, through the form."""
    path = forms.link("/my/practicum/", f"Write report {number}")
    forms.sends(path, **dict.fromkeys(VALUES, "2"))


def agree(forms: Forms) -> None:
    """To the placement, through the form of its page, which has a button only."""
    path = forms.link("/my/practicum/", "See the placement")
    forms.page(path)
    assert forms.client.post(path).status_code == 303
