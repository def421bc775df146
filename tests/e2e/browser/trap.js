// What a hostile word would spring in a page, and what looks over whole pages for anything that is no word.
"use strict";
(() => {
  const spring = (told) => { console.error(`sprung: ${told}`); };
  window.hit = (...told) => spring(`hit ${told.join(" ")}`);
  for (const name of ["alert", "confirm", "prompt", "print"]) window[name] = (told) => spring(`${name} ${told}`);
  window.addEventListener("securitypolicyviolation", (event) => {
    spring(`policy ${event.violatedDirective} ${event.blockedURI} ${event.sample}`);
  }, true);

  const ADDRESSES = ["href", "src", "action", "formaction", "hx-get", "hx-post", "hx-put", "data", "poster", "cite", "ping"];
  const WORDS = ["value", "aria-label", "title", "placeholder", "content", "alt", "data-painted"]; // may hold what others wrote
  const MARK = /zz[a-z]+?x[bcdfghjklm]{3}/gi;

  // A layer of the map: sigma makes it, places it, and draws on it; nothing of others is in its attributes.
  const PLACED = /^(position: absolute|(width|height): [\d.]+px|pointer-events: none|inset: 0px|opacity: [\d.]+|(touch-action|user-select|-webkit-tap-highlight-color): [\w(), .]+)$/;
  const isLayer = (node) => node.localName === "canvas" && node.parentElement?.id === "map-canvas" && node.childNodes.length === 0
    && [...node.attributes].every(({ name, value }) => name === "style" ? value.split(";").map((one) => one.trim()).filter(Boolean).every((one) => PLACED.test(one))
      : name === "class" ? /^sigma-\w+$/.test(value) : ["width", "height"].includes(name) && /^[\d.]+(px)?$/.test(value));

  function* everything(root) {
    for (const node of root.childNodes) {
      if (isLayer(node)) continue;
      yield node;
      yield* everything(node);
      if (node instanceof HTMLTemplateElement) yield* everything(node.content);
      if (node.shadowRoot) yield* everything(node.shadowRoot);
    }
  }

  const shown = (element) => element.outerHTML.slice(0, 300);

  function* flawsOfMail(address) {
    const [to, asked = ""] = address.slice("mailto:".length).split("?");
    const told = decodeURIComponent(to);
    if (!/^[^\s@?&,;:<>"\\]+@[^\s@?&,;:<>"\\%=]+$/.test(told)) yield `mail to ${told}`;
    for (const part of asked.split("&").filter(Boolean)) {
      const [name, value] = part.split("=");
      if (!["subject", "body"].includes(name)) yield `mail with ${name}`;
      if (name === "subject" && /[\r\n]/.test(decodeURIComponent(value))) yield "a subject of several lines";
    }
  }

  function* flawsOfAddress(element, name, value) {
    let url;
    try { url = new URL(value, window.location.href); } catch { yield `no address: ${name}=${value}`; return; }
    if (url.protocol === "mailto:" && name === "href") { yield* flawsOfMail(value); return; }
    if (/^tel:\+?\d{5,15}$/.test(value) && name === "href") return;
    if (url.origin === window.location.origin && value.startsWith("/") && !/^\/[/\\]/.test(value)) return;
    if (value.startsWith("#") && name === "href") return;
    const rel = (element.getAttribute("rel") || "").split(" ");
    const isLink = element.localName === "a" && name === "href" && ["http:", "https:"].includes(url.protocol);
    if (!isLink) yield `leads out: ${name}=${value}`;
    else if (!rel.includes("noopener") || !rel.includes("noreferrer")) yield `tells where from: ${value}`;
    else if (element.target !== "_blank") yield `replaces the page: ${value}`;
  }

  function* flawsOf(element, known) {
    if (!known.tags.includes(element.localName)) yield `element <${element.localName}>`;
    for (const { name, value } of element.attributes) {
      if (!known.attributes.includes(name)) yield `attribute ${name}`;
      if (/^on|^style$|^srcdoc$|^hx-on|^data-hx-/i.test(name) && name !== "data-htmx-powered") yield `attribute ${name}=`;
      if (ADDRESSES.includes(name)) yield* flawsOfAddress(element, name, value);
      else if (!WORDS.includes(name) && value.match(MARK)) yield `foreign words in ${name}=`;
    }
  }

  // Return what in a document is no word of ours, and what it holds.
  window.lookOver = (root, known) => {
    const flaws = [];
    for (const node of everything(root)) {
      if (node.nodeType === Node.COMMENT_NODE) flaws.push(`comment ${node.data.slice(0, 80)}`);
      if (node.nodeType === Node.PROCESSING_INSTRUCTION_NODE) flaws.push(`instruction ${node.data}`);
      if (node.nodeType !== Node.ELEMENT_NODE) continue;
      for (const flaw of flawsOf(node, known)) flaws.push(`${flaw} in ${shown(node)}`);
    }
    return flaws;
  };

  const attributesOf = (root, css, name) => [...root.querySelectorAll(css)].map((one) => one.getAttribute(name));

  function formOf(form, pressed) {
    const fields = [...new FormData(form)].filter(([name]) => name !== "token");
    if (pressed?.name) fields.push([pressed.name, pressed.value]);
    const typed = [...form.querySelectorAll("input:not([type]), input[type=text], input[type=search], input[type=email], textarea")];
    const path = pressed?.getAttribute("formaction") || form.getAttribute("action");
    return { path, fields, typed: typed.map((one) => one.name).filter(Boolean), files: form.enctype.startsWith("multipart") };
  }

  const ofForms = (root, form) => {
    const buttons = [...root.querySelectorAll("button")].filter((one) => one.form === form && one.type === "submit");
    return (buttons.length ? buttons : [null]).map((button) => formOf(form, button));
  };
  const ofScripts = (element) => {
    const form = element.closest("form");
    return { ...(form ? formOf(form) : { fields: [], typed: [], files: false }), path: element.getAttribute("hx-post") };
  };

  // Everything a page leads to: addresses, and forms by each of their buttons.
  window.waysOn = (root) => {
    const forms = [...root.querySelectorAll("form")];
    const looks = ["href", "hx-get"].flatMap((name) => attributesOf(root, `[${name}]`, name));
    const searches = forms.filter((form) => form.method === "get").map((form) => form.getAttribute("action"));
    return {
      looks: [...new Set([...looks, ...searches])].filter((one) => one?.startsWith("/")),
      forms: [
        ...forms.filter((form) => form.method === "post").flatMap((form) => ofForms(root, form)),
        ...[...root.querySelectorAll("[hx-post]")].map(ofScripts),
      ],
    };
  };

  window.marksIn = (root) => [...new Set((root.documentElement.outerHTML.match(MARK) || []).map((one) => one.toLowerCase()))];

  // Bring files as our own script does.
  window.bringFiles = async (names, content) => {
    const headers = { "X-Kithly-Token": document.body.dataset.token };
    const body = Uint8Array.from(atob(content), (letter) => letter.charCodeAt(0));
    for (const name of names) await fetch(`/files/${encodeURIComponent(name)}`, { method: "PUT", body, headers });
  };

  // Ask for pages and read them as this browser reads pages, without showing them.
  window.readThrough = async (asked, known) => {
    const token = document.body.dataset.token;
    const found = [];
    for (const { path, fields } of asked) {
      const body = fields && new URLSearchParams([...fields, ["token", token]]);
      const answer = await fetch(path, fields ? { method: "POST", body } : {});
      const kind = answer.headers.get("content-type") || "";
      const text = await answer.text();
      const page = new DOMParser().parseFromString(kind.startsWith("text/html") ? text : "", "text/html");
      found.push({
        path, status: answer.status, led: new URL(answer.url).pathname, kind,
        flaws: window.lookOver(page, known), marks: window.marksIn(page), ...window.waysOn(page),
      });
    }
    return found;
  };
})();
