// The draft editor: a mirror behind the textarea carries the marks, so that the words themselves never move.
"use strict";

const editorOf = (element) => element.closest("[data-editor]");

function marksOf(editor) {
  const source = document.getElementById(editor.dataset.weighed);
  try {
    return JSON.parse(source?.dataset.marks || "[]");
  } catch {
    return [];
  }
}

// Marks whose text the user has changed since they were made are let go; the rest moves along.
function moved(marks, before, after) {
  if (before === after) return marks;
  let start = 0;
  const least = Math.min(before.length, after.length);
  while (start < least && before[start] === after[start]) start += 1;
  let end = 0;
  while (end < least - start && before[before.length - 1 - end] === after[after.length - 1 - end]) end += 1;
  const shift = after.length - before.length;
  return marks.flatMap((mark) => {
    if (mark.end <= start) return [mark];
    if (mark.start >= before.length - end) return [{ ...mark, start: mark.start + shift, end: mark.end + shift }];
    return [];
  });
}

function paint(editor, marks) {
  const area = editor.querySelector("textarea");
  const mirror = editor.querySelector(".mirror");
  const text = area.value;
  mirror.replaceChildren();
  let at = 0;
  for (const mark of [...marks].sort((one, other) => one.start - other.start)) {
    if (mark.start < at || mark.end > text.length) continue;
    mirror.append(text.slice(at, mark.start));
    const span = document.createElement("span");
    span.className = `mark ${mark.kind}`;
    span.dataset.mark = mark.id;
    span.textContent = text.slice(mark.start, mark.end);
    mirror.append(span);
    at = mark.end;
  }
  mirror.append(text.slice(at) + "\n");
  editor.dataset.painted = text;
  editor.marks = marks;
  if (!CSS.supports("field-sizing", "content")) area.style.height = `${mirror.scrollHeight}px`;
}

// What a user typed stays; what the server changed (words taken out, a new draft, another door) takes its place.
function refresh(area) {
  if (area.seen !== undefined && area.seen !== area.dataset.fresh) area.value = area.defaultValue;
  area.seen = area.dataset.fresh;
}

function repaint() {
  for (const editor of document.querySelectorAll("[data-editor]")) {
    refresh(editor.querySelector("textarea"));
    const weighed = document.getElementById(editor.dataset.weighed);
    const text = editor.querySelector("textarea").value;
    const told = weighed?.dataset.for ?? text.length;
    if (Number(told) === text.length || !editor.marks) paint(editor, marksOf(editor));
  }
}

document.addEventListener("input", (event) => {
  const editor = event.target.matches("textarea") && editorOf(event.target);
  if (editor) paint(editor, moved(editor.marks || [], editor.dataset.painted || "", event.target.value));
});

function light(event, on) {
  const id = event.target.closest?.("[data-lights]")?.dataset.lights;
  if (!id) return;
  for (const mark of document.querySelectorAll(`[data-mark="${CSS.escape(id)}"]`)) mark.classList.toggle("lit", on);
}
for (const [name, on] of [["mouseover", true], ["mouseout", false], ["focusin", true], ["focusout", false]]) {
  document.addEventListener(name, (event) => light(event, on));
}

document.addEventListener("htmx:after:swap", repaint);
document.addEventListener("DOMContentLoaded", repaint);

// Words typed a moment ago are kept when the page is left.
window.addEventListener("pagehide", () => {
  for (const editor of document.querySelectorAll("[data-editor]")) {
    const area = editor.querySelector("textarea");
    if (area.value === area.defaultValue || !area.form) continue;
    const keep = `${new URL(area.form.action).pathname.replace(/\/send$/, "")}/keep`;
    navigator.sendBeacon(keep, new URLSearchParams(new FormData(area.form)));
  }
});
