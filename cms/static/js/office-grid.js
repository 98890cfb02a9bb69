/* Completions grid: arrow keys move between cells, Home and End to the ends of a row, and a code at the head of a column
   ticks the column. Everything works without this file. */
(() => {
  "use strict";
  const grid = document.querySelector("[data-office-grid]");
  if (!grid) return;

  const target = (cell) => cell && cell.querySelector("input, a");
  const rows = () => Array.from(grid.tBodies[0].rows);

  grid.addEventListener("keydown", (event) => {
    const cell = event.target.closest("td, tbody th");
    if (!cell || event.altKey || event.ctrlKey || event.metaKey) return;
    const row = cell.parentElement;
    const at = [rows().indexOf(row), cell.cellIndex];
    const next = {
      ArrowUp: [at[0] - 1, at[1]],
      ArrowDown: [at[0] + 1, at[1]],
      ArrowLeft: [at[0], at[1] - 1],
      ArrowRight: [at[0], at[1] + 1],
      Home: [at[0], 0],
      End: [at[0], row.cells.length - 1],
    }[event.key];
    if (!next) return;
    const found = rows()[next[0]] && target(rows()[next[0]].cells[next[1]]);
    if (found) {
      event.preventDefault();
      found.focus();
      found.closest("td, th").scrollIntoView({ block: "nearest", inline: "nearest" });
    }
  });

  Array.from(grid.tHead.rows[0].cells).slice(1).forEach((head) => {
    const label = head.querySelector("abbr");
    const button = document.createElement("button");
    button.type = "button";
    button.className = "office-grid__column";
    button.title = label.title;
    button.setAttribute("aria-label", `${label.textContent}: ${label.title}`);
    button.setAttribute("aria-pressed", "false");
    button.textContent = label.textContent;
    label.replaceWith(button);
    button.addEventListener("click", () => {
      const boxes = rows()
        .map((row) => row.cells[head.cellIndex].querySelector("input:not([data-waiting])"))
        .filter(Boolean);
      const on = !boxes.every((box) => box.checked);
      boxes.forEach((box) => {
        box.checked = on;
      });
      button.setAttribute("aria-pressed", String(on));
    });
  });
})();
