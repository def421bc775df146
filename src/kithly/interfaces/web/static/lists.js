// Lists: the address follows what is looked for, and who was chosen stays chosen while the list changes beneath.
"use strict";

// The address of the page tells what it shows, so that it can be kept and shared; forms lead back to it.
document.addEventListener("htmx:after:swap", (event) => {
  const form = event.detail.ctx?.sourceElement?.closest?.("form[data-keeps-address]");
  if (!form) return;
  const here = window.location.pathname + window.location.search;
  const told = new URLSearchParams([...new FormData(form)].filter(([, value]) => value !== ""));
  const next = new URL(form.action).pathname + (told.size ? `?${told}` : "");
  window.history.replaceState(window.history.state, "", next);
  for (const back of document.querySelectorAll('input[name="back"]')) if (back.value === here) back.value = next;
});

// A menu that holds a form is opened to be written in.
document.addEventListener("toggle", (event) => {
  if (event.target.matches?.("details.menu[open]")) event.target.querySelector("textarea, input[type=text]")?.focus();
}, true);
