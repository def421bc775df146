// Dropping files: each goes to the server as it is, with its progress shown; the whole window accepts.
"use strict";

const zone = () => document.querySelector("[data-drop]");

function lift(file, list) {
  const row = document.createElement("li");
  row.className = "file";
  const name = Object.assign(document.createElement("h3"), { textContent: file.name });
  const words = Object.assign(document.createElement("p"), { className: "fine", textContent: "Bringing it here…" });
  const bar = Object.assign(document.createElement("progress"), { max: Math.max(file.size, 1), value: 0 });
  bar.setAttribute("aria-label", file.name);
  row.append(name, words, bar);
  list.prepend(row);
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    request.open("PUT", `/files/${encodeURIComponent(file.name)}`);
    request.setRequestHeader("X-Kithly-Token", document.body.dataset.token);
    request.setRequestHeader("Content-Type", "application/octet-stream");
    request.setRequestHeader("X-Last-Modified", String(Math.floor(file.lastModified / 1000)));
    request.upload.addEventListener("progress", (event) => { bar.value = event.loaded; });
    request.addEventListener("load", () => {
      const ok = request.status < 400;
      words.textContent = ok ? "It is here." : request.responseText;
      bar.hidden = true;
      resolve(ok);
    });
    request.addEventListener("error", () => { words.textContent = "It did not arrive. Is Kithly still running?"; resolve(false); });
    request.send(file);
  });
}

async function bring(files) {
  const list = document.querySelector("[data-arriving]");
  if (!list || files.length === 0) return;
  let arrived = 0;
  for (const file of files) arrived += (await lift(file, list)) ? 1 : 0;
  if (arrived) htmx.ajax("GET", window.location.pathname, { target: "#page", select: "#page", swap: "outerMorph" });
}

document.addEventListener("dragover", (event) => {
  if (!zone() || !event.dataTransfer.types.includes("Files")) return;
  event.preventDefault();
  zone().classList.add("over-it");
});
document.addEventListener("dragleave", (event) => { if (event.relatedTarget === null) zone()?.classList.remove("over-it"); });
document.addEventListener("drop", (event) => {
  if (!zone() || !event.dataTransfer.files.length) return;
  event.preventDefault();
  zone().classList.remove("over-it");
  bring([...event.dataTransfer.files]);
});
document.addEventListener("change", (event) => {
  if (event.target.matches("[data-drop] input[type=file]")) bring([...event.target.files]);
});
