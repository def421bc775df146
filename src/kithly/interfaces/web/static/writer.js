// A draft by a model, shown as it is written; a second press stops it. Without this file it comes when it is whole.
"use strict";

const writing = new WeakMap();

async function* linesOf(answer) {
  const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (;;) {
    const { value, done } = await reader.read();
    if (done) break;
    rest += value;
    const parts = rest.split("\n");
    rest = parts.pop();
    for (const line of parts) yield JSON.parse(line);
  }
}

function show(area, text) {
  area.value = text;
  area.dispatchEvent(new Event("input", { bubbles: true }));
}

async function write(button) {
  const form = button.form;
  const area = form.querySelector("textarea");
  const before = area.value;
  const told = document.getElementById(button.dataset.writer);
  const stop = new AbortController();
  const word = button.textContent;
  writing.set(button, stop);
  button.textContent = "Stop";
  told.textContent = "It is being written.";
  let text = "";
  let isWhole = false;
  try {
    const answer = await fetch(`${button.formAction}/stream`, { method: "POST", body: new URLSearchParams(new FormData(form)), signal: stop.signal });
    if (!answer.ok) throw new Error(answer.statusText);
    for await (const line of linesOf(answer)) {
      if (line.again) text = "";
      if (line.piece) show(area, (text += line.piece));
      if (line.text) {
        isWhole = true;
        show(area, line.text);
        const subject = form.querySelector("input[name=subject]");
        if (subject && line.subject) subject.value = line.subject;
      }
      if (line.note) told.textContent = line.note;
    }
    if (!isWhole) show(area, before);
  } catch (error) {
    show(area, before);
    told.textContent = error.name === "AbortError" ? "Stopped. Your words are as they were." : "It did not come. Your words are as they were.";
  }
  writing.delete(button);
  button.textContent = word;
}

document.addEventListener("click", (event) => {
  const button = event.target.closest?.("[data-writer]");
  if (!button || !window.TextDecoderStream) return;
  event.preventDefault();
  const now = writing.get(button);
  if (now) now.abort();
  else write(button);
}, true);
