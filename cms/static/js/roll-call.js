/* The roll-call: each tap is sent by itself, kept on the phone until it was, and the other facilitator's marks are shown.
   Without this file the page is one form that saves everything.

   A tap is kept under a key of its own (person who marks, session, person marked), so two tabs never overwrite each
   other's, and the latest tap of a person takes the place of an earlier one. Names are never kept. The server
   knows by the version that a tap saw whether it was there already, so one that is sent twice changes nothing. */
(() => {
  "use strict";
  const form = document.querySelector("[data-roll-call]");
  if (!form || !window.fetch || !window.URLSearchParams) return;

  const POLL = 5000;
  const FIRST_PAUSE = 1000;
  const LONGEST_PAUSE = 30000;
  const say = form.dataset;
  const status = form.querySelector("[data-status]");
  const counts = form.querySelector("[data-counts]");
  const prefix = `alongside.roll-call.${say.key}.`;
  const token = form.querySelector("[name=csrfmiddlewaretoken]").value;
  const lines = new Map();
  for (const line of form.querySelectorAll("[data-line]")) lines.set(line.dataset.line, line);

  let sending = null; // the tap that is on its way
  let pause = 0; // before the next try, in milliseconds
  let timer = 0;
  let etag = "";
  let isOver = false; // the page must be loaded again before anything more is sent
  let wantsToClose = 0;

  // What waits, oldest first. Where the browser keeps nothing (a private window), this page does.
  const memory = new Map();
  const store = (() => {
    try {
      localStorage.setItem(`${prefix}try`, "1");
      localStorage.removeItem(`${prefix}try`);
      return localStorage;
    } catch {
      return null;
    }
  })();
  const waiting = () => {
    const found = new Map(memory);
    if (store) {
      for (let at = 0; at < store.length; at += 1) {
        const key = store.key(at);
        if (key.startsWith(prefix)) {
          try {
            found.set(key.slice(prefix.length), JSON.parse(store.getItem(key)));
          } catch {
            store.removeItem(key);
          }
        }
      }
    }
    return [...found.values()].sort((one, other) => one.at - other.at);
  };
  const keep = (tap) => {
    if (store) {
      try {
        store.setItem(prefix + tap.enrolment, JSON.stringify(tap));
        return;
      } catch {
        // The phone is full: the tap is kept in this page.
      }
    }
    memory.set(tap.enrolment, tap);
  };
  const kept = (enrolment) => waiting().find((tap) => tap.enrolment === enrolment);
  const forget = (tap) => {
    const now = kept(tap.enrolment);
    if (now && now.at !== tap.at) return; // a newer tap took its place
    memory.delete(tap.enrolment);
    if (store) store.removeItem(prefix + tap.enrolment);
  };

  const part = (line, name) => line.querySelector(`[name="${name}-${line.dataset.line}"]`);
  const chosen = (line) => line.querySelector("input[type=radio]:checked");
  const nameOf = (line) => line.querySelector("legend strong").textContent;
  const note = (line, words, state) => {
    line.querySelector("[data-note]").textContent = words;
    line.dataset.state = state;
  };
  const choose = (line, mark, late, early) => {
    for (const radio of line.querySelectorAll("input[type=radio]")) radio.checked = radio.value === mark;
    part(line, "late").value = Number(late) ? late : "";
    part(line, "early").value = Number(early) ? early : "";
  };
  const show = (line, stands) => {
    choose(line, stands.mark, stands.late, stands.early);
    part(line, "seen").value = stands.version;
    part(line, "was").value = `${stands.mark}/${stands.late}/${stands.early}`;
  };
  const tell = (words, again = false) => {
    status.textContent = words;
    if (again) {
      const link = document.createElement("a");
      link.href = location.pathname;
      link.textContent = say.wordsAgain;
      status.append(" ", link);
    }
  };

  const settled = () => {
    if (waiting().length) {
      pump();
      return;
    }
    tell(say.wordsAllSent);
    if (wantsToClose && Date.now() - wantsToClose < 4000) {
      wantsToClose = 0;
      form.requestSubmit(form.querySelector("[data-close]"));
    }
  };

  const later = () => {
    tell(`${say.wordsOffline} ${waiting().length}`);
    pause = Math.min(pause ? pause * 2 : FIRST_PAUSE, LONGEST_PAUSE);
    clearTimeout(timer);
    timer = setTimeout(pump, pause);
  };

  const signedOut = () => {
    tell(say.wordsSignedOut, true);
  };

  const answered = (tap, answer, body) => {
    const line = lines.get(tap.enrolment);
    pause = 0;
    forget(tap);
    if (body.counts && counts) counts.textContent = body.counts;
    const newer = kept(tap.enrolment);
    if (newer) {
      if (answer.ok) keep({ ...newer, version: body.line.version });
    } else if (line && body.line) {
      show(line, body.line);
      if (answer.ok) note(line, `${say.wordsSaved}. ${body.line.note}`, "saved");
      else note(line, body.words, "changed");
    } else if (line) {
      note(line, `${say.wordsGone} ${body.words}`, "changed");
    }
    settled();
    if (!answer.ok) tell(body.line ? body.words : `${say.wordsGone} ${body.words}`);
  };

  function pump() {
    clearTimeout(timer);
    const [tap] = waiting();
    if (sending || isOver || !tap) return;
    sending = tap;
    const { enrolment, mark, late, early, version } = tap;
    fetch(say.markUrl, {
      method: "POST",
      headers: { "X-CSRFToken": token },
      body: new URLSearchParams({ enrolment, mark, late, early, version }),
      credentials: "same-origin",
      redirect: "manual",
      cache: "no-store",
    })
      .then(async (answer) => {
        if (answer.type === "opaqueredirect") {
          sending = null;
          signedOut();
        } else if (answer.status === 403 || answer.status === 404) {
          sending = null;
          isOver = true;
          signedOut();
        } else if ([200, 409, 422].includes(answer.status)) {
          const body = await answer.json();
          sending = null;
          answered(tap, answer, body);
        } else {
          throw new Error(String(answer.status));
        }
      })
      .catch(() => {
        sending = null;
        later();
      });
  }

  const isBusy = (line) => line.contains(document.activeElement) && document.activeElement.type === "number";

  const took = (body) => {
    if (counts) counts.textContent = body.counts;
    if (body.is_closed) {
      isOver = true;
      tell(say.wordsClosed, true);
      return;
    }
    const listed = Object.keys(body.lines).sort((one, other) => one - other).join(",");
    if (listed !== say.listed) tell(say.wordsList, true);
    for (const [enrolment, stands] of Object.entries(body.lines)) {
      const line = lines.get(enrolment);
      if (!line || kept(enrolment) || isBusy(line)) continue;
      const seen = Number(part(line, "seen").value);
      const was = part(line, "was").value;
      const isNew = stands.version > seen || (!stands.version && !seen && !was.startsWith(`${stands.mark}/`));
      if (isNew) {
        show(line, stands);
        note(line, stands.note, "seen");
        const mark = chosen(line);
        if (mark) tell(`${nameOf(line)}: ${mark.nextElementSibling.textContent} (${stands.note})`);
      }
    }
  };

  const poll = () => {
    if (isOver || document.visibilityState !== "visible") return Promise.resolve();
    return fetch(say.marksUrl, {
      headers: etag ? { "If-None-Match": etag } : {},
      credentials: "same-origin",
      redirect: "manual",
      cache: "no-store",
    })
      .then(async (answer) => {
        if (answer.type === "opaqueredirect") {
          signedOut();
        } else if (answer.status === 200) {
          const body = await answer.json();
          etag = answer.headers.get("ETag") || "";
          took(body);
        }
      })
      .catch(() => {
        // No connection: what is typed is kept, and the next round asks again.
      });
  };
  const round = () => setTimeout(() => poll().finally(round), POLL);

  form.addEventListener("change", (event) => {
    const line = event.target.closest("[data-line]");
    if (!line) return;
    if (event.target.type === "number" && event.target.value && !chosen(line)) {
      line.querySelector("input[value=present]").checked = true;
    }
    const mark = chosen(line);
    if (!mark) return;
    keep({
      enrolment: line.dataset.line,
      mark: mark.value,
      late: part(line, "late").value || "0",
      early: part(line, "early").value || "0",
      version: part(line, "seen").value,
      at: Date.now() + Math.random(),
    });
    note(line, say.wordsWaiting, "waiting");
    pump();
  });

  form.addEventListener("submit", (event) => {
    if (!waiting().length && !sending) return;
    event.preventDefault();
    wantsToClose = Date.now();
    tell(say.wordsFirst);
    pause = 0;
    pump();
  });

  window.addEventListener("online", () => {
    pause = 0;
    pump();
    poll();
  });
  document.addEventListener("visibilitychange", () => {
    pump();
    poll();
  });

  // The page was loaded again while marks were still waiting.
  for (const tap of waiting()) {
    const line = lines.get(tap.enrolment);
    if (line) {
      choose(line, tap.mark, tap.late, tap.early);
      note(line, say.wordsWaiting, "waiting");
    }
  }
  form.querySelector("[data-save]").hidden = true;
  pump();
  round();
})();
