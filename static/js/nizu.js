/* Small comforts on top of pages that work without them. Nothing here is needed to do the work. */
"use strict";

document.documentElement.classList.add("js");

/* Folded menus close on Escape and on a click elsewhere. */
function closeMenus(except) {
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    if (menu !== except) menu.open = false;
  }
}
document.addEventListener("click", (event) => closeMenus(event.target.closest("details.menu")));
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const open = document.querySelector("details.menu[open]");
  if (!open) return;
  open.open = false;
  open.querySelector("summary").focus();
});

/* [data-copy="text"]: copy, then say so for two seconds. */
document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  const word = button.querySelector("[data-copy-word]") || button;
  const before = word.textContent;
  try {
    await navigator.clipboard.writeText(button.dataset.copy);
    word.textContent = button.dataset.copied;
  } catch {
    word.textContent = button.dataset.copy; /* no clipboard: show the text itself to select */
    return;
  }
  setTimeout(() => { word.textContent = before; }, 2000);
});

/* [data-print]: the print window. */
document.addEventListener("click", (event) => {
  if (event.target.closest("[data-print]")) window.print();
});

/* details.confirm becomes a real dialog: focus is held inside, Escape says no. */
document.addEventListener("click", (event) => {
  const summary = event.target.closest("details.confirm > summary");
  if (summary) {
    event.preventDefault();
    const box = summary.parentElement.querySelector(".confirm__box");
    const dialog = document.createElement("dialog");
    dialog.className = "dialog";
    dialog.setAttribute("aria-labelledby", box.querySelector("[id]")?.id || "");
    dialog.append(...box.childNodes);
    document.body.append(dialog);
    dialog.addEventListener("close", () => {
      box.append(...dialog.childNodes);
      dialog.remove();
      summary.focus();
    });
    dialog.showModal();
    return;
  }
  const no = event.target.closest("dialog.dialog [data-close]");
  if (no) no.closest("dialog").close();
});

/* textarea[maxlength][data-count]: how much room is left. The server's own check decides. */
function showCount(area) {
  const place = document.getElementById(area.dataset.count);
  if (!place) return;
  const left = area.maxLength - area.value.length;
  place.textContent = place.dataset.text.replace("{n}", left);
}
document.addEventListener("input", (event) => {
  if (event.target.matches?.("[data-count]")) showCount(event.target);
});
document.querySelectorAll("[data-count]").forEach(showCount);

/* form[data-autosubmit]: a filter works at once; its button stays for who prefers it. */
document.addEventListener("change", (event) => {
  const form = event.target.closest("form[data-autosubmit]");
  if (form && !event.target.matches('[type="text"], [type="search"]')) form.requestSubmit();
});

/* form[data-line="address"]: is the portal there? A page that cannot load would take what was typed with it. */
document.addEventListener("submit", async (event) => {
  const form = event.target;
  const button = event.submitter;
  if (!form.dataset.line) return;
  if (form.dataset.lineIsThere) {
    delete form.dataset.lineIsThere;
    return;
  }
  event.preventDefault();
  event.stopImmediatePropagation();
  const notice = form.querySelector("[data-no-line]");
  try {
    await fetch(form.dataset.line, { method: "HEAD", cache: "no-store", signal: AbortSignal.timeout(10000) });
  } catch {
    notice.hidden = true;
    requestAnimationFrame(() => { notice.hidden = false; }); /* told again at each try */
    return;
  }
  notice.hidden = true;
  form.dataset.lineIsThere = "1";
  form.requestSubmit(button);
});

/* What is sent along while typing and comes back as the sign-in page: say so, and leave what is typed. */
document.addEventListener("htmx:beforeSwap", (event) => {
  const notice = event.target.closest("main")?.querySelector("[data-signed-out]");
  if (!notice || !new URL(event.detail.xhr.responseURL).pathname.startsWith("/accounts/")) return;
  event.detail.shouldSwap = false;
  notice.hidden = false;
});

/* A form goes out once: the second click on a slow line does nothing. */
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post" || form.hasAttribute("hx-post")) return;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "1";
  setTimeout(() => delete form.dataset.sent, 8000);
});

/* After a failed form: the reader starts at the summary of what to mend. */
document.querySelector(".error-summary")?.focus();
