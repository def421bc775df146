// Dropping files: each goes to the server as it is, with its progress shown; the whole window accepts.
"use strict";

const MOST_FILES = 500; // of one dropped folder
const zone = () => document.querySelector("[data-drop]");

function row(name) {
  const item = Object.assign(document.createElement("li"), { className: "file" });
  const words = Object.assign(document.createElement("p"), { className: "fine", textContent: "Bringing it here…" });
  const title = document.createElement("h3");
  const bar = document.createElement("progress");
  title.append(Object.assign(document.createElement("bdi"), { textContent: name }));
  bar.setAttribute("aria-label", name);
  const told = Object.assign(document.createElement("div"), { className: "grow" });
  told.append(title, words);
  item.append(told, bar);
  return { item, words, bar };
}

function lift(file, name, list) {
  const { item, words, bar } = row(name);
  Object.assign(bar, { max: Math.max(file.size, 1), value: 0 });
  list.append(item);
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    const end = (ok, text) => {
      bar.remove();
      if (ok) item.remove();
      else words.textContent = text;
      resolve(ok);
    };
    request.open("PUT", `/files/${encodeURIComponent(name)}`);
    request.setRequestHeader("X-Kithly-Token", document.body.dataset.token);
    request.setRequestHeader("Content-Type", "application/octet-stream");
    request.setRequestHeader("X-Last-Modified", String(file.lastModified / 1000));
    request.upload.addEventListener("progress", (event) => { bar.value = event.loaded; });
    request.addEventListener("load", () => end(request.status < 400, request.responseText));
    request.addEventListener("error", () => end(false, "It did not arrive: it cannot be read here, or Kithly runs no longer."));
    request.send(file);
  });
}

async function bring(files) {
  const list = document.querySelector("[data-arriving]");
  if (!list || files.length === 0) return;
  let arrived = 0;
  for (const { file, name } of files) arrived += (await lift(file, name, list)) ? 1 : 0;
  if (arrived) htmx.ajax("GET", "/start", { source: document.body, target: "#files-brought", select: "#files-brought", swap: "outerMorph" });
}

// A dropped folder gives the files in it.
async function inside(entry) {
  if (entry.isFile) return [await new Promise((resolve, reject) => { entry.file(resolve, reject); })].map((file) => ({ file, name: file.name }));
  const reader = entry.createReader();
  const found = [];
  for (;;) {
    const some = await new Promise((resolve, reject) => { reader.readEntries(resolve, reject); });
    if (some.length === 0) break;
    for (const one of some) if (found.length < MOST_FILES) found.push(...(await inside(one)));
  }
  return found.filter(({ name }) => !name.startsWith(".")).slice(0, MOST_FILES);
}

async function dropped(transfer) {
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry?.()).filter(Boolean);
  if (!entries.some((entry) => entry.isDirectory)) return [...transfer.files].map((file) => ({ file, name: file.name }));
  return (await Promise.all(entries.map(inside))).flat();
}

document.documentElement.classList.add("script");
document.addEventListener("dragover", (event) => {
  if (!zone() || !event.dataTransfer.types.includes("Files")) return;
  event.preventDefault();
  zone().classList.add("over-it");
});
document.addEventListener("dragleave", (event) => { if (event.relatedTarget === null) zone()?.classList.remove("over-it"); });
document.addEventListener("drop", async (event) => {
  if (!zone() || !event.dataTransfer.types.includes("Files")) return;
  event.preventDefault();
  zone().classList.remove("over-it");
  bring(await dropped(event.dataTransfer));
});
document.addEventListener("change", async (event) => {
  if (!event.target.matches("[data-drop] input[type=file]")) return;
  await bring([...event.target.files].map((file) => ({ file, name: file.name })));
  event.target.value = "";
});
