/* Keeps what is written while it is written: every 20 seconds, if something changed. The form works without it. */
(() => {
  "use strict";

  const EVERY = 20_000;
  const form = document.querySelector("form[data-draft]");
  if (!form || !window.fetch) return;
  const status = form.querySelector("[data-draft-status]");
  let leaving = false;

  // What is typed and chosen; a file waits for the button, and is never sent twice.
  const written = () => {
    const data = new FormData(form);
    for (const [name, value] of [...data]) if (value instanceof File) data.delete(name);
    data.delete("drop_file");
    data.set("action", "save");
    return data;
  };
  const asText = (data) => new URLSearchParams([...data]).toString();
  let kept = asText(written());

  const save = async () => {
    const data = written();
    const now = asText(data);
    if (leaving || now === kept) return;
    try {
      const answer = await fetch(location.href, {
        method: "POST",
        body: data,
        headers: { "X-Draft": "1" },
        redirect: "error",
      });
      if (answer.status !== 204) throw new Error(String(answer.status));
      kept = now;
      const time = new Date().toLocaleTimeString(document.documentElement.lang, { hour: "numeric", minute: "2-digit" });
      status.textContent = `${form.dataset.saved} ${time}`;
    } catch {
      status.textContent = form.dataset.unsaved;
    }
  };

  form.addEventListener("submit", () => {
    leaving = true;
  });
  setInterval(save, EVERY);
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") save();
  });
})();
