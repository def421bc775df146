// Every way a page has to read another server, or to make it do something. Each gives what it could read in its time.
"use strict";
(() => {
  const soon = (promise, patience) => Promise.race([promise, new Promise((resolve) => setTimeout(() => resolve("nothing"), patience))]);
  const tried = async (probe, patience) => { try { return String(await soon(probe(patience), patience)); } catch (error) { return `nothing: ${error.name}`; } };
  const form = "application/x-www-form-urlencoded";

  const loaded = (tag, attributes) => new Promise((resolve) => {
    const element = Object.assign(document.createElement(tag), attributes);
    element.addEventListener("load", () => {
      let inside = "";
      try { inside = element.contentDocument?.documentElement?.textContent || ""; } catch { inside = ""; }
      resolve(`loaded ${inside}`);
    });
    element.addEventListener("error", () => resolve("nothing: error"));
    document.body.append(element);
  });

  const asked = (how, path, options) => fetch(how + path, options).then((answer) => answer.text());
  const xhr = (url, method = "GET", body = null) => new Promise((resolve) => {
    const request = new XMLHttpRequest();
    request.open(method, url);
    request.withCredentials = true;
    if (body) request.setRequestHeader("Content-Type", form);
    request.addEventListener("loadend", () => resolve(request.responseText));
    request.send(body);
  });

  const sentForm = (base, path, fields, enctype = form) => new Promise((resolve) => {
    const frame = Object.assign(document.createElement("iframe"), { name: `into${Math.random()}` });
    const sent = Object.assign(document.createElement("form"), { method: "post", action: base + path, target: frame.name, enctype });
    for (const [name, value] of Object.entries(fields)) sent.append(Object.assign(document.createElement("input"), { name, value }));
    document.body.append(frame, sent);
    frame.addEventListener("load", () => {
      try { resolve(frame.contentDocument.documentElement.textContent); } catch (error) { resolve(`nothing: ${error.name}`); }
    });
    sent.submit();
  });

  const opened = (url, patience) => new Promise((resolve) => {
    const other = window.open(url);
    const look = (left) => {
      let told = "";
      try {
        const page = other.document;
        told = page.URL !== "about:blank" && page.readyState === "complete" ? page.documentElement.textContent : "";
      } catch (error) { told = `nothing: ${error.name}`; }
      if (!told && left) { setTimeout(look, 100, left - 1); return; }
      other?.close();
      resolve(told || "nothing");
    };
    look(Math.ceil(patience / 100));
  });

  const socket = (url) => new Promise((resolve) => {
    const line = new WebSocket(url);
    line.addEventListener("open", () => resolve("open"));
    line.addEventListener("message", (event) => resolve(event.data));
    line.addEventListener("error", () => resolve("nothing: error"));
  });

  const events = (url) => new Promise((resolve) => {
    const source = new EventSource(url, { withCredentials: true });
    source.addEventListener("message", (event) => resolve(event.data));
    source.addEventListener("error", () => { source.close(); resolve("nothing: error"); });
  });

  const worker = (url) => new Promise((resolve) => {
    const shared = new SharedWorker(url);
    shared.addEventListener("error", () => resolve("nothing: error"));
    shared.port.addEventListener("message", (event) => resolve(event.data));
    shared.port.start();
  });

  const looks = (base, paths) => paths.flatMap((path) => [
    ["fetch", () => asked(base, path)],
    ["fetch with cookies", () => asked(base, path, { credentials: "include" })],
    ["fetch blindly", () => asked(base, path, { mode: "no-cors", credentials: "include" })],
    ["xhr", () => xhr(base + path)],
    ["frame", () => loaded("iframe", { src: base + path })],
    ["object", () => loaded("object", { data: base + path, type: "text/html" })],
    ["embed", () => loaded("embed", { src: base + path, type: "text/html" })],
    ["script", () => loaded("script", { src: base + path })],
    ["style", () => loaded("link", { rel: "stylesheet", href: base + path })],
    ["prefetch", () => loaded("link", { rel: "prefetch", href: base + path })],
    ["image", () => loaded("img", { src: base + path })],
    ["events", () => events(base + path)],
    ["socket", () => socket(base.replace("http", "ws") + path)],
    ["worker", () => worker(base + path)],
    ["window", (patience) => opened(base + path, patience)],
  ].map(([name, probe]) => [`${name} ${path}`, probe]));

  const changes = (base, path, fields) => {
    const body = new URLSearchParams(fields);
    return [
      ["form", () => sentForm(base, path, fields)],
      ["form of text", () => sentForm(base, path, fields, "text/plain")],
      ["form of parts", () => sentForm(base, path, fields, "multipart/form-data")],
      ["post", () => asked(base, path, { method: "POST", body, credentials: "include" })],
      ["post blindly", () => asked(base, path, { method: "POST", body, mode: "no-cors", credentials: "include" })],
      ["post with a header", () => asked(base, path, { method: "POST", body, credentials: "include", headers: { "X-Kithly-Token": "x" } })],
      ["put", () => asked(base, "/files/evil.csv", { method: "PUT", body: "x", credentials: "include" })],
      ["xhr post", () => xhr(base + path, "POST", body.toString())],
      ["beacon", async () => navigator.sendBeacon(base + path, body) && "nothing: sent"],
    ].map(([name, probe]) => [`${name} ${path}`, probe]);
  };

  // Try everything, and return what each way could read.
  window.probe = async (base, paths, path, fields, patience) => {
    const found = {};
    await Promise.all([...looks(base, paths), ...changes(base, path, fields)].map(async ([name, probe]) => {
      found[name] = await tried(probe, patience);
    }));
    return found;
  };
})();
