// Keys, and where the focus goes. Every page works without this file.
"use strict";
(() => {
  const STORED = "autograder-review-keys";
  let settings = { off: false, changed: {} };
  try {
    const kept = JSON.parse(localStorage.getItem(STORED));
    if (kept && typeof kept.changed === "object") settings = kept;
  } catch {
    // The browser keeps nothing: the keys are as the page has them.
  }

  const keep = () => {
    try {
      localStorage.setItem(STORED, JSON.stringify(settings));
    } catch {
      // As above.
    }
  };

  const inField = (element) =>
    element.closest("input, textarea, select, [contenteditable]") !== null &&
    !["checkbox", "radio", "button", "submit"].includes(element.type);

  // The keys as they are now, at the controls and in the list.
  const show = () => {
    const list = document.getElementById("keys");
    if (!list) return;
    list.hidden = false;
    document.getElementById("keys-on").checked = !settings.off;
    for (const field of list.querySelectorAll("[data-action]")) {
      field.value = settings.changed[field.dataset.action] ?? field.defaultValue;
    }
    for (const control of document.querySelectorAll("[data-key]")) {
      const field = document.getElementById(`key-${control.dataset.key}`);
      if (settings.off) control.removeAttribute("aria-keyshortcuts");
      else control.setAttribute("aria-keyshortcuts", field.value);
      let letter = control.querySelector("kbd");
      if (!letter) {
        letter = document.createElement("kbd");
        letter.setAttribute("aria-hidden", "true");
        if (!["INPUT", "TEXTAREA"].includes(control.tagName)) control.append(letter);
      }
      letter.textContent = field.value;
      letter.hidden = settings.off;
    }
  };

  const rows = () => [...document.querySelectorAll("[data-row]")];

  const act = (action) => {
    if (action === "down" || action === "up") {
      const all = rows();
      if (all.length === 0) return false;
      const now = all.indexOf(document.activeElement);
      const next = action === "down" ? now + 1 : now < 0 ? 0 : now - 1;
      all[Math.max(0, Math.min(all.length - 1, next))].focus();
      return true;
    }
    const control = document.querySelector(`[data-key="${action}"]`);
    if (!control) return false;
    if (action === "help") {
      const list = document.getElementById("keys");
      list.open = !list.open;
      control.focus();
    } else if (["INPUT", "TEXTAREA"].includes(control.tagName)) {
      control.focus();
      control.select();
    } else {
      control.click();
    }
    return true;
  };

  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    const target = event.target;
    if (!(target instanceof Element)) return;
    if (inField(target)) {
      if (event.key === "Escape") target.blur();
      return;
    }
    if (settings.off) return;
    for (const field of document.querySelectorAll("#keys [data-action]")) {
      if (field.value === event.key && act(field.dataset.action)) {
        event.preventDefault();
        return;
      }
    }
  });

  document.addEventListener("change", (event) => {
    const field = event.target;
    if (field.id === "keys-on") settings.off = !field.checked;
    else if (field.dataset.action) settings.changed[field.dataset.action] = field.value;
    else return;
    keep();
    show();
  });

  // What is being typed is kept a moment after the last key, and when the page is left.
  let waiting = null;
  const keepDraft = async () => {
    const form = waiting?.form;
    clearTimeout(waiting?.timer);
    waiting = null;
    if (!form) return;
    const body = new URLSearchParams(new FormData(form));
    try {
      const answer = await fetch(form.dataset.draft, { method: "POST", body, keepalive: true });
      const said = document.getElementById("draft");
      if (answer.ok && said) said.textContent = "kept as a draft";
    } catch {
      // It is tried again with the next key; saving says if it fails.
    }
  };
  document.addEventListener("input", (event) => {
    const form = event.target.closest("form[data-draft]");
    if (!form) return;
    clearTimeout(waiting?.timer);
    waiting = { form, timer: setTimeout(keepDraft, 1000) };
  });
  document.addEventListener("submit", () => {
    clearTimeout(waiting?.timer);
    waiting = null;
  }, true);
  document.addEventListener("htmx:beforeRequest", keepDraft);
  window.addEventListener("pagehide", keepDraft);

  // A line and what is said of it belong together: the pointer on a task marks its notes.
  document.addEventListener("mouseover", (event) => {
    const task = event.target instanceof Element ? event.target.closest("[data-task]") : null;
    for (const note of document.querySelectorAll("[data-of]")) {
      note.classList.toggle("pointed", task !== null && note.dataset.of === task.dataset.task);
    }
  });

  // After a page was exchanged the focus is at its heading, as after any other link.
  document.addEventListener("htmx:afterSettle", () => {
    show();
    document.querySelector("h1")?.focus({ preventScroll: false });
  });
  const failed = () => {
    document.getElementById("said").textContent =
      "That did not work: nothing was saved. Is `autograder review` still running?";
  };
  document.addEventListener("htmx:responseError", failed);
  document.addEventListener("htmx:sendError", failed);

  show();
})();
