/* Shortcuts of the workplace: [data-key="n"] is clicked by the key n, a field with it gets the cursor. */
"use strict";

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
  if (event.target.closest("input, textarea, select, dialog, [contenteditable]")) return;
  if (event.key === "?") {
    const card = document.getElementById("toetsen");
    if (!card) return;
    card.open = !card.open;
    card.scrollIntoView({ block: "nearest" });
    event.preventDefault();
    return;
  }
  const found = document.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
  if (!found) return;
  event.preventDefault();
  if (found.matches("input")) found.focus();
  else found.click();
});
