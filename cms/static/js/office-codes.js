/* Rules of awards: fields that hold codes become choosers in words (courses/requirements/codes.py). What there is stands
   in datalists (templates/backoffice/rules_codes.html). The text field stays, holds the codes, and is what is posted;
   where there is nothing to choose from, it stays visible as well. */
(() => {
  "use strict";
  const { Controller } = window.StimulusModule;
  const said = (name) => document.getElementById("codes")?.dataset[name] || "";
  const make = (name, more = {}, children = []) => {
    const made = Object.assign(document.createElement(name), more);
    made.append(...children);
    return made;
  };

  /* What a field may name: [{ code, words, group }], in the edition's order. A renewal's form itself says some of it. */
  const choicesOf = (names) => {
    const list = document.getElementById(`codes-${names}`);
    const typed = list && document.getElementById(list.dataset.typedIn);
    if (typed) {
      const words = document.documentElement.lang.startsWith("fr") ? 2 : 1;
      const lines = typed.value.split("\n").map((line) => line.split("|").map((part) => part.trim()));
      return lines.filter(([code]) => code).map((parts) => ({ code: parts[0], words: parts[words] || parts[0], group: "" }));
    }
    return [...(list?.options || [])].map((one) => ({ code: one.value, words: one.text, group: one.dataset.group }));
  };
  const typedIn = (names) => document.getElementById(document.getElementById(`codes-${names}`)?.dataset.typedIn || "");
  const capital = (words) => words.charAt(0).toUpperCase() + words.slice(1);
  const worded = ({ code, words }) => capital(code.endsWith(":") || words === code ? words : `${words} (${code})`);
  const unknown = (code) => `${said("unknown")} ${code}`;

  /* What both choosers do: stand where the field was, have its label and its help, follow what is typed elsewhere. */
  class Chooser extends Controller {
    static values = { names: String };

    connect() {
      this.draw = this.draw.bind(this);
      this.typedIn = typedIn(this.namesValue);
      if (!this.typedIn && !choicesOf(this.namesValue).length) return; // nothing to choose from: it is typed
      if (!this.face) this.start();
      this.typedIn?.addEventListener("change", this.draw);
      this.draw();
    }

    disconnect() {
      this.typedIn?.removeEventListener("change", this.draw);
    }

    start() {
      const field = this.element;
      this.label = document.querySelector(`label[for="${CSS.escape(field.id)}"]`);
      if (this.label) this.label.id = this.label.id || `${field.id}-label`;
      this.build();
      field.closest("[data-field]")?.classList.add("office-chosen");
      const isWrong = field.matches("[aria-invalid]");
      const described = [field.getAttribute("aria-describedby"), isWrong && `${field.id}-errors`].filter(Boolean);
      if (described.length) this.target.setAttribute("aria-describedby", described.join(" "));
      if (isWrong && this.target.matches("select")) this.target.setAttribute("aria-invalid", "true");
      const hadFocus = document.activeElement === field;
      field.hidden = true;
      field.before(this.face);
      // Wagtail gives the focus to the field of a block that was added, sooner or later than this.
      if (hadFocus) this.target.focus();
      field.focus = (how) => (field.hidden ? this.target.focus(how) : HTMLElement.prototype.focus.call(field, how));
    }

    /* Keep codes, and let the rest of the page know as if they had been typed. */
    write(text) {
      this.element.value = text;
      ["input", "change"].forEach((kind) => this.element.dispatchEvent(new Event(kind, { bubbles: true })));
    }
  }

  /* One code: a native list. What begins with something like "credential:" is typed on beside it. */
  class CodeChoice extends Chooser {
    build() {
      this.target = make("select", { id: `${this.element.id}-choice`, required: this.element.required });
      if (this.label) this.label.htmlFor = this.target.id;
      this.face = this.target;
      this.target.addEventListener("change", () => {
        this.write(this.target.value);
        this.show();
        if (!this.element.hidden) this.element.focus();
      });
      this.element.setAttribute("aria-label", said("type"));
    }

    draw() {
      const [code, choices] = [this.element.value, choicesOf(this.namesValue)];
      const begins = choices.find((one) => one.code.endsWith(":") && code.startsWith(one.code));
      this.target.replaceChildren(new Option(this.element.required ? said("choose") : "–", ""));
      const groups = new Map([["", this.target]]);
      choices.forEach((one) => {
        if (!groups.has(one.group)) {
          groups.set(one.group, make("optgroup", { label: one.group }));
          this.target.append(groups.get(one.group));
        }
        const value = one === begins ? code : one.code;
        groups.get(one.group).append(new Option(worded(one), value, false, value === code));
      });
      const isKnown = !code || begins || choices.some((one) => one.code === code);
      if (!isKnown) this.target.append(new Option(unknown(code), code, false, true));
      this.target.classList.toggle("office-unknown", !isKnown);
      this.show();
    }

    /* The text field, while there is something to type on. */
    show() {
      const chosen = choicesOf(this.namesValue).find((one) => one.code.endsWith(":") && this.target.value.startsWith(one.code));
      this.element.hidden = !chosen;
    }
  }

  /* Several codes: what is chosen in words, and boxes to tick that fold out. */
  class CodeLine extends Chooser {
    build() {
      this.words = make("span", { id: `${this.element.id}-words`, className: "office-choices__words" });
      this.target = make("summary", {}, [this.words]);
      this.boxes = make("div", { className: "office-choices__boxes" });
      this.boxes.setAttribute("role", "group");
      if (this.label) {
        this.label.removeAttribute("for");
        this.boxes.setAttribute("aria-labelledby", this.label.id);
        this.target.setAttribute("aria-labelledby", `${this.label.id} ${this.words.id}`);
      }
      this.face = make("details", { className: "office-choices" }, [this.target, this.boxes]);
      this.boxes.addEventListener("change", (event) => this.tick(event.target));
    }

    get codes() {
      return this.element.value.split(/[,;\n]/).map((code) => code.trim()).filter(Boolean);
    }

    /* A new one takes its place before the first that comes later in the edition. */
    tick({ value, checked }) {
      const order = choicesOf(this.namesValue).map((one) => one.code);
      const codes = this.codes.filter((code) => code !== value);
      if (checked) {
        const later = codes.findIndex((code) => order.indexOf(code) > order.indexOf(value));
        codes.splice(later < 0 ? codes.length : later, 0, value);
      }
      this.write(codes.join(", "));
      this.tell();
    }

    draw() {
      const choices = choicesOf(this.namesValue);
      const strange = [...new Set(this.codes)].filter((code) => !choices.some((one) => one.code === code));
      const box = (code, words, className = "") => {
        const input = make("input", { type: "checkbox", value: code, checked: this.codes.includes(code) });
        return make("label", { className }, [input, make("span", { textContent: words })]);
      };
      this.boxes.replaceChildren(
        ...choices.map((one) => box(one.code, worded(one))),
        ...strange.map((code) => box(code, unknown(code), "office-unknown")),
      );
      this.tell();
    }

    tell() {
      const known = new Map(choicesOf(this.namesValue).map((one) => [one.code, one.words]));
      const words = [...new Set(this.codes)].map((code) => known.get(code) || unknown(code));
      this.words.textContent = words.join(", ") || said("none");
      this.face.classList.toggle("office-unknown", this.codes.some((code) => !known.has(code)));
    }
  }

  /* What "Insert a block" opens is searched by typing: Wagtail leaves the focus on the button. */
  document.addEventListener("click", ({ target }) => {
    const button = target.closest?.(".c-sf-add-button");
    if (!button || button.getAttribute("aria-expanded") === "true") return; // that closes it
    const focus = () => {
      const search = document.querySelector("[data-tippy-root] .w-combobox-container [role='combobox']");
      search?.focus({ preventScroll: true });
      return document.activeElement === search;
    };
    const opened = new MutationObserver(() => focus() && opened.disconnect());
    opened.observe(document.body, { childList: true, subtree: true, attributes: true, attributeFilter: ["style"] });
    window.setTimeout(() => opened.disconnect(), 1000);
  }, true);

  window.wagtail.app.register("code-choice", CodeChoice);
  window.wagtail.app.register("code-line", CodeLine);

  /* What is wrong in a rule is drawn after Wagtail has counted for "Go to the first error": it counts once more. */
  window.addEventListener("load", () => document.dispatchEvent(new CustomEvent("wagtail:panel-init")));
})();
