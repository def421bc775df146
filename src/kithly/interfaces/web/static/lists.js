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
  if (event.target.matches?.("details.menu[open]")) event.target.querySelector("[data-first]")?.focus();
}, true);

// Who was chosen stays chosen while the list changes beneath; whoever is not shown now is sent along unseen.
const chosen = new Set();
const boxes = () => [...document.querySelectorAll("[data-choose]")];

function showChosen() {
  const bar = document.getElementById("chosen");
  if (!bar) return;
  const shown = boxes();
  for (const box of shown) box.checked = chosen.has(box.value);
  const ids = new Set(shown.map((box) => box.value));
  const elsewhere = [...chosen].filter((id) => !ids.has(id));
  bar.querySelector(".chosen-elsewhere").replaceChildren(
    ...elsewhere.map((id) => Object.assign(document.createElement("input"), { type: "hidden", name: "person", value: id })),
  );
  bar.querySelector("[data-count]").textContent = chosen.size ? `${chosen.size} chosen` : "";
}

document.addEventListener("change", (event) => {
  if (!event.target.matches("[data-choose]")) return;
  if (event.target.checked) chosen.add(event.target.value);
  else chosen.delete(event.target.value);
  showChosen();
});
document.addEventListener("click", (event) => {
  if (!event.target.closest("[data-clear-chosen]")) return;
  event.preventDefault();
  chosen.clear();
  showChosen();
});
document.addEventListener("htmx:after:swap", (event) => {
  if (event.detail.ctx?.target?.id === "page") chosen.clear();
  showChosen();
});
document.addEventListener("DOMContentLoaded", () => {
  for (const box of boxes()) if (box.checked) chosen.add(box.value);
  showChosen();
});
