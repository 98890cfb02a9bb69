/* Page editor: how easily each text is read, in a line below it, soon after one stops typing. The panel "Plain language"
   is complete without this file. A screen reader hears of a text only when it turns from easy to hard or back. */
(() => {
  "use strict";
  const PAUSE = 1500; // milliseconds without a key
  const RICH = "[data-draftail-editor-wrapper]";
  const FIELDS = `${RICH}, textarea, input[type='text']`;
  const panel = document.querySelector("[data-reading]");
  const form = panel && panel.closest("form");
  if (!form) return;

  const config = JSON.parse(document.getElementById("wagtail-config").textContent);
  const tab = panel.closest("[role='tabpanel']") || form;
  const lines = new WeakMap(); // field to its line
  const before = new WeakMap(); // field to whether it was easy
  let asked = "";
  let timer = 0;
  let number = 0;

  /* The words of a field. A rich text keeps its paragraphs, headings and items as blocks, in the field before it. */
  const wordsOf = (field) => {
    if (!field.matches(RICH)) return field.value;
    const hidden = [...field.parentElement.querySelectorAll("input[type='hidden']")].find((one) => one.rawContentState);
    return hidden ? hidden.rawContentState.blocks.map((block) => block.text).join("\n") : "";
  };
  const isRead = (field) =>
    !field.closest("[data-chooser], [hidden], template, .tagit, .reading") &&
    !/(slug|url|date|time|_at$|_on$)/.test(field.name || "") &&
    !field.matches("[role='combobox'], [data-controller~='w-date'], [data-controller~='w-slug']");
  const labelOf = (field) => {
    const label = field.closest("[data-field]")?.querySelector("label");
    const own = label && label.textContent.trim();
    const section = field.closest("[data-panel], section")?.querySelector("[data-panel-heading-text], h2");
    return (own || (section && section.textContent.trim()) || "").replace(/\s*\*[\s\S]*$/, "");
  };

  const lineOf = (field) => {
    if (!lines.has(field)) {
      const line = document.createElement("p");
      line.className = "reading__line";
      number += 1;
      line.id = `reading-line-${number}`;
      const place = field.closest("[data-field-input]") || field.parentElement;
      place.insertAdjacentElement("afterend", line);
      lines.set(field, line);
    }
    const line = lines.get(field);
    const typed = field.matches(RICH) ? field.querySelector("[contenteditable='true']") : field;
    const described = typed ? (typed.getAttribute("aria-describedby") || "").split(" ") : [line.id];
    if (!described.includes(line.id)) {
      typed.setAttribute("aria-describedby", [...described, line.id].join(" ").trim());
    }
    return line;
  };

  const say = (fields, answer) => {
    const hard = [];
    fields.forEach((field, index) => {
      const reading = answer.texts[index];
      if (!reading && !lines.has(field)) return;
      const line = lineOf(field);
      line.textContent = reading ? reading.words : "";
      line.classList.toggle("reading__line--hard", Boolean(reading) && !reading.isEasy);
      if (reading && !reading.isEasy) hard.push([labelOf(field), reading.words]);
      if (reading && before.has(field) && before.get(field) !== reading.isEasy) {
        panel.querySelector("[data-reading-status]").textContent = `${labelOf(field)}: ${reading.words}`;
      }
      if (reading) before.set(field, reading.isEasy);
    });
    const all = panel.querySelector("[data-reading-all]");
    all.textContent = answer.all ? answer.all.words : all.dataset.readingEmpty;
    panel.querySelector("[data-reading-hard]").replaceChildren(
      ...hard.map(([label, words]) => {
        const item = document.createElement("li");
        const name = document.createElement("strong");
        name.textContent = `${label}:`;
        item.append(name, ` ${words}`);
        return item;
      }),
    );
  };

  const look = async () => {
    const fields = [...tab.querySelectorAll(FIELDS)].filter(isRead);
    const body = JSON.stringify({ language: panel.dataset.readingLanguage, texts: fields.map(wordsOf) });
    if (body === asked) return;
    asked = body;
    try {
      const response = await fetch(panel.dataset.readingUrl, {
        method: "POST",
        headers: { "Content-Type": "application/json", [config.CSRF_HEADER_NAME]: config.CSRF_TOKEN },
        body,
      });
      if (response.ok && body === asked) say(fields, await response.json());
    } catch {
      asked = ""; // no connection: the next pause tries again
    }
  };
  const soon = () => {
    clearTimeout(timer);
    timer = setTimeout(look, PAUSE);
  };

  ["input", "keyup", "paste", "change", "click"].forEach((kind) => form.addEventListener(kind, soon));
  soon();
})();
