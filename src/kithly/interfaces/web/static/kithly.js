// What pages do beyond links and forms: keys, toasts, menus, opening what was handed over.
// Everything works without this file too, only with more clicks.
"use strict";

const TOAST_MS = 10000;
const page = () => document.getElementById("page");
const isTyping = (element) => element.closest("input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable]") !== null;

function post(path, values = {}) {
  const token = document.body.dataset.token;
  htmx.ajax("POST", path, { source: document.body, target: "#page", select: "#page", swap: "outerMorph", values: { token, ...values } });
}

// Keys -----------------------------------------------------------------------------------------

function rows() {
  return [...document.querySelectorAll("[data-row]")];
}

function move(step) {
  const all = rows();
  if (all.length === 0) return;
  const at = all.findIndex((row) => row.contains(document.activeElement));
  const next = at < 0 ? (step > 0 ? 0 : all.length - 1) : Math.min(Math.max(at + step, 0), all.length - 1);
  const target = all[next].querySelector("[data-row-link]") || all[next];
  target.focus();
  target.scrollIntoView({ block: "nearest" });
}

function actOnRow(key) {
  const row = document.activeElement.closest("[data-row][data-touch]");
  const acts = { d: "done", z: "later", n: "not-person", m: "not-reason", q: "quiet" };
  if (!row || !acts[key]) return false;
  post(`/hello/${row.dataset.touch}/${acts[key]}`);
  return true;
}

// On a line with a choice the digits choose.
function choose(key) {
  const choices = document.activeElement.closest("[data-choices]")?.querySelectorAll("input[type=radio]");
  const chosen = /^[1-9]$/.test(key) ? choices?.[Number(key) - 1] : null;
  if (!chosen) return false;
  chosen.checked = true;
  chosen.dispatchEvent(new Event("change", { bubbles: true }));
  return true;
}

function press(key) {
  const here = document.activeElement.closest("[data-keys]") || document.querySelector("[data-keys]") || document;
  const button = here.querySelector(`[data-key="${CSS.escape(key)}"]`) || document.querySelector(`[data-key="${CSS.escape(key)}"]`);
  if (!button) return false;
  if (button.matches("textarea, input")) {
    button.focus();
    button.setSelectionRange?.(button.value.length, button.value.length);
  }
  else button.click();
  return true;
}

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") {
    closeMenus();
    event.target.closest?.("[data-editor]")?.closest("[data-row]")?.querySelector("[data-row-link]")?.focus();
  }
  if (document.body.dataset.keys === "off" || event.ctrlKey || event.metaKey || event.altKey) return;
  if (document.querySelector("dialog[open]") || isTyping(event.target)) return;
  const key = event.key.toLowerCase();
  if (key === "j" || key === "k") move(key === "j" ? 1 : -1);
  else if (key === "/") document.querySelector("[data-search]")?.focus();
  else if (key === "?") document.getElementById("keys")?.showModal();
  else if (event.key === "Enter" || event.key === " ") return;
  else if (!choose(key) && !actOnRow(key) && !press(key)) return;
  event.preventDefault();
});

// Menus ----------------------------------------------------------------------------------------

function closeMenus(except = null) {
  for (const menu of document.querySelectorAll("details.more[open], details.menu[open]")) {
    if (menu !== except) menu.open = false;
  }
}
document.addEventListener("click", (event) => {
  closeMenus(event.target.closest("details.more, details.menu"));
  const copy = event.target.closest("[data-copy]");
  if (copy) copyText(copy);
  const opener = event.target.closest("[data-open-all]");
  if (opener) for (const link of document.querySelectorAll(opener.dataset.openAll)) window.open(link.href, "_blank", "noopener");
  const asking = event.target.closest("[data-asks]");
  if (asking) document.querySelector(asking.dataset.asks)?.removeAttribute("hidden");
  if (event.target.closest("[data-close]")) event.target.closest("dialog").close();
  if (event.target.closest("[data-show-keys]")) document.getElementById("keys")?.showModal();
});

async function copyText(button) {
  const source = document.querySelector(button.dataset.copy);
  try {
    await navigator.clipboard.writeText(source.value ?? source.textContent);
    announce(button.dataset.copied || "Copied.");
  } catch {
    announce(copyMarked(source) ? button.dataset.copied || "Copied." : "The words are marked: copy them.");
  }
}

// Without the newer way, which browsers give only to pages of this very machine and to encrypted ones.
function copyMarked(source) {
  source.focus();
  source.select?.();
  return Boolean(source.select) && document.execCommand("copy");
}

// Toasts ---------------------------------------------------------------------------------------

function announce(text) {
  if ([...document.querySelectorAll(".toast > span")].some((said) => said.textContent === text)) return;
  const box = document.createElement("div");
  box.className = "toast";
  box.append(Object.assign(document.createElement("span"), { textContent: text }));
  document.getElementById("toasts").append(box);
  watchToasts();
}

function watchToasts() {
  for (const toast of document.querySelectorAll(".toast:not([data-watched])")) {
    toast.dataset.watched = "yes";
    let timer = null;
    const leave = () => { toast.classList.add("leaving"); setTimeout(() => toast.remove(), 250); };
    const start = () => { clearTimeout(timer); timer = setTimeout(leave, TOAST_MS); };
    const stop = () => clearTimeout(timer);
    toast.addEventListener("mouseenter", stop);
    toast.addEventListener("focusin", stop);
    toast.addEventListener("mouseleave", start);
    toast.addEventListener("focusout", start);
    start();
  }
}

// What was handed over: the words on the clipboard, their mail program or page opened -----------

function openHanded() {
  const handed = document.querySelector("[data-handed]");
  if (!handed || sessionStorage.getItem(`handed-${handed.dataset.handed}`)) return;
  sessionStorage.setItem(`handed-${handed.dataset.handed}`, "opened");
  const words = handed.querySelector("textarea");
  if (handed.dataset.paste && words) {
    if (navigator.clipboard) navigator.clipboard.writeText(words.value).catch(() => {});
    else copyMarked(words);
  }
  const link = handed.querySelector("a[data-open]");
  if (!link) return;
  if (link.protocol === "mailto:" || link.protocol === "sms:") window.location.href = link.href;
  else window.open(link.href, "_blank", "noopener");
}

// A second click on a button whose answer is still on its way does nothing.
document.addEventListener("submit", (event) => {
  if (event.target.dataset.sent) {
    event.preventDefault();
    event.stopImmediatePropagation();
  } else event.target.dataset.sent = "yes";
}, true);
document.addEventListener("htmx:finally:request", (event) => {
  const ctx = event.detail?.ctx;
  const whole = !ctx || ctx.target?.id === "page" || ctx.target === "#page";
  const done = whole ? document.querySelectorAll("form[data-sent]") : [ctx.sourceElement];
  for (const form of done) if (form?.dataset) delete form.dataset.sent;
});
window.addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
});

// After each swap: nobody loses their place ------------------------------------------------------

const isNowhere = () => document.activeElement === document.body || document.activeElement === null;
let hadPlace = false;

function settle() {
  watchToasts();
  openHanded();
  if (hadPlace && isNowhere()) page()?.querySelector("[data-focus]")?.focus({ preventScroll: true });
  hadPlace = false;
}
document.addEventListener("htmx:before:swap", () => { hadPlace = !isNowhere(); });
document.addEventListener("htmx:after:swap", settle);
document.addEventListener("htmx:error", () => announce("Kithly does not answer. Is it still running?"));
// A button that says how many boxes of its form are ticked: data-ticked="Confirm the # ticked", data-none="Nobody".
function countTicked() {
  for (const button of document.querySelectorAll("button[data-ticked]")) {
    const count = button.form.querySelectorAll("input[type=checkbox]:checked").length;
    button.textContent = count ? button.dataset.ticked.replace("#", count) : button.dataset.none;
  }
}
document.addEventListener("change", countTicked);
document.addEventListener("htmx:after:swap", countTicked);
document.addEventListener("DOMContentLoaded", () => { settle(); countTicked(); });

// Signing out ----------------------------------------------------------------------------------

// What another window of this browser signed out of is not left standing here: the door answers instead.
new BroadcastChannel("kithly-door").addEventListener("message", () => location.reload());
