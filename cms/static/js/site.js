/* Small comforts. Every page works without them. */
(() => {
  "use strict";

  // Leave this site: put the other page in the place of this one, so that "back" does not return here.
  document.addEventListener("click", (event) => {
    const exit = event.target.closest("[data-leave]");
    if (!exit || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    document.documentElement.hidden = true;
    location.replace(exit.href);
  });

  // The phone's menu closes with Escape and with a tap beside it.
  const menu = document.querySelector("details.menu");
  if (menu) {
    document.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && menu.open) {
        menu.open = false;
        menu.querySelector("summary").focus();
      }
    });
    document.addEventListener("click", (event) => {
      if (menu.open && !menu.contains(event.target)) menu.open = false;
    });
  }

  // A link to a question opens it.
  const open = () => {
    const target = document.getElementById(location.hash.slice(1));
    if (target instanceof HTMLDetailsElement) target.open = true;
  };
  open();
  window.addEventListener("hashchange", open);

  // What cannot work without a script is shown by it (passkeys).
  if (window.PublicKeyCredential) {
    for (const part of document.querySelectorAll("[data-needs-script]")) part.hidden = false;
  }

  // After a mistake in a form, start reading at what is to be put right.
  const summary = document.querySelector("[data-error-summary]");
  if (summary) summary.focus();
})();
