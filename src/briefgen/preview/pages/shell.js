"use strict";
/* Keeps the page the newest: hears of each change, fetches what changed and puts it in place of the old, node by node,
   so that the reader's place, selection, opened parts and focus stay. Nothing from the corpus runs here: it is parsed
   into a document of its own in which no script can run, and shown in a frame in which none may. */
(() => {
  const root = document.body.dataset.root, name = document.body.dataset.name;
  const live = document.getElementById("live");
  const WAIT_HIDDEN = 30000, WAIT_LOST = 1500, SHOWN_FOR = 6000;
  let shown = document.body.dataset.page || "";
  let heard = null, at = -1, busy = false, stream = null, hiding = 0, losing = 0, changed = [];

  /* ---- The reload stream: closed while nobody looks, since a browser keeps few of them open at once ---- */
  function listen() {
    clearTimeout(hiding);
    if (stream) return;
    stream = new EventSource(root + "events" + (name ? "/" + name : ""));
    stream.onopen = () => { clearTimeout(losing); losing = 0; };
    stream.onmessage = (event) => { heard = JSON.parse(event.data); void update(); };
    stream.onerror = () => {
      const closed = stream.readyState === EventSource.CLOSED;
      if (!losing) losing = setTimeout(() => tell("The preview has stopped. This page is as it was last."), WAIT_LOST);
      if (closed) { stream.close(); stream = null; setTimeout(listen, 3000); }
    };
  }
  function pause() { if (stream) { stream.close(); stream = null; } }
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) hiding = setTimeout(pause, WAIT_HIDDEN); else listen();
  });

  async function update() {
    if (busy) return;
    busy = true;
    try {
      while (heard && heard.number !== at) {
        const now = heard;
        const page = frame() && now.page && now.page !== shown ? get("page/" + name + ".html") : null;
        const shell = get(name ? "brief/" + name : "");
        if (page) await refresh(await page, now.page);
        replaceShell(await shell);
        if (!shown && frame()) { shown = now.page; watchFrame(); }
        at = now.number;
      }
    } catch (error) { tell("The newest page could not be fetched: " + error.message); }
    finally { busy = false; }
  }
  async function get(address) {
    const answer = await fetch(root + address, { cache: "no-store" });
    if (answer.status === 404) throw new Error("there is no such brief any more");
    if (!answer.ok) throw new Error("answer " + answer.status);
    return answer.text();
  }
  function tell(text, button) {
    live.replaceChildren(text);
    if (button) live.append(button);
  }

  /* ---- Our own bar and list ---- */
  function replaceShell(html) {
    const fresh = new DOMParser().parseFromString(html, "text/html");
    document.title = fresh.title;
    document.documentElement.className = fresh.documentElement.className;
    for (const id of ["bar", "main", "told"]) {
      const old = document.getElementById(id), next = fresh.getElementById(id);
      if (!old || !next) continue;
      if (!(id === "main" && old.querySelector("iframe") && next.querySelector("iframe"))) morph(old, next, new Set());
    }
  }

  /* ---- The brief in its frame ---- */
  function frame() { return document.querySelector("iframe:not(.next)"); }
  function styles(doc) { return [...doc.querySelectorAll("head style, head meta[http-equiv]")].map((one) => one.outerHTML).join(); }

  async function refresh(html, digest) {
    const doc = frame().contentDocument, fresh = new DOMParser().parseFromString(html, "text/html");
    const found = new Set();
    if (doc && doc.body && doc.readyState !== "loading" && styles(doc) === styles(fresh)) {
      doc.title = fresh.title;
      attributes(doc.documentElement, fresh.documentElement);
      morph(doc.body, fresh.body, found);
    } else await load();
    shown = digest;
    report(found);
  }

  /* Another style sheet needs another document, for its policy lets in its own alone: it is loaded behind the old one. */
  async function load() {
    const old = frame(), next = old.cloneNode(), was = remember(old.contentWindow);
    next.classList.add("next");
    next.src = old.getAttribute("src") + (was.hash || "");
    await new Promise((done) => { next.addEventListener("load", done, { once: true }); old.after(next); });
    await Promise.race([next.contentDocument.fonts.ready, new Promise((done) => setTimeout(done, 1000))]);
    recall(next.contentWindow, was);
    next.classList.remove("next");
    old.remove();
    watchFrame();
  }
  function remember(view) {
    const doc = view.document, was = { y: view.scrollY, x: view.scrollX, hash: view.location.hash, top: 0, id: "" };
    for (const one of doc.querySelectorAll("main [id]")) {
      const box = one.getBoundingClientRect();
      if (!box.height || box.top > view.innerHeight) continue;
      if (box.top <= 60 || !was.id) { was.id = one.id; was.top = box.top; }
    }
    was.open = [...doc.querySelectorAll("details")].map((one) => one.open);
    return was;
  }
  function recall(view, was) {
    const doc = view.document;
    [...doc.querySelectorAll("details")].forEach((one, place) => { if (was.open && place in was.open) one.open = was.open[place]; });
    const one = was.id && doc.getElementById(was.id);
    const y = one && was.y > 0 ? view.scrollY + one.getBoundingClientRect().top - was.top : was.y;
    view.scrollTo({ left: was.x, top: y, behavior: "instant" });
  }

  /* ---- What changed, marked gently: for a few seconds in the page, and by a button that leads there ---- */
  function report(found) {
    const time = new Date().toLocaleTimeString();
    const blocks = new Set();
    for (const one of found) if (one.isConnected) blocks.add(one.closest("li, tr, p, h1, h2, h3, h4, figure, blockquote, .excerpt, section") || one);
    changed = [...blocks];
    if (!changed.length) { tell("Updated " + time + "."); return; }
    changed.slice(0, 200).forEach(glow);
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = "Show";
    let next = 0;
    button.addEventListener("click", () => {
      const there = changed.filter((one) => one.isConnected);
      if (!there.length) return;
      const one = there[next++ % there.length];
      one.scrollIntoView({ block: "center" });
      glow(one);
    });
    tell("Updated " + time + ": " + (changed.length === 1 ? "one place" : changed.length + " places") + " changed.", button);
  }
  function glow(one) {
    const colour = getComputedStyle(document.documentElement).getPropertyValue("--changed").trim() || "#801650";
    const mark = { boxShadow: "-.6em 0 0 -.35em " + colour, backgroundColor: "color-mix(in srgb, " + colour + " 9%, transparent)" };
    one.animate([{ ...mark, offset: 0 }, { ...mark, offset: .75 }, { boxShadow: "-.6em 0 0 -.35em transparent", backgroundColor: "transparent" }], SHOWN_FOR);
  }

  /* ---- Putting the new in place of the old: what is the same stays the very node that it was ---- */
  function morph(old, fresh, found) {
    if (old.isEqualNode(fresh)) return;
    if (old.nodeType !== 1) {
      if (old.data.trim() !== fresh.data.trim()) found.add(old.parentElement);
      old.data = fresh.data;
      return;
    }
    if (old.hasAttribute("data-keep")) return;
    attributes(old, fresh);
    children(old, fresh, found);
  }
  function attributes(old, fresh) {
    const opened = (one) => one.name === "open" && old.localName === "details";
    for (const one of [...old.attributes]) if (!fresh.hasAttribute(one.name) && !opened(one)) old.removeAttribute(one.name);
    for (const one of fresh.attributes) if (old.getAttribute(one.name) !== one.value && !opened(one)) old.setAttribute(one.name, one.value);
  }
  function children(old, fresh, found) {
    const before = [...old.childNodes], after = [...fresh.childNodes];
    let start = 0, end = 0;
    while (start < before.length && start < after.length && before[start].isEqualNode(after[start])) start++;
    while (end < before.length - start && end < after.length - start && before.at(-1 - end).isEqualNode(after.at(-1 - end))) end++;
    const left = before.slice(start, before.length - end), wanted = after.slice(start, after.length - end);
    const pairs = pair(left, wanted), kept = new Set(pairs.values());
    for (const one of left) if (!kept.has(one)) { if (!blank(one)) found.add(one.nextElementSibling || old); one.remove(); }
    let place = start ? before[start - 1].nextSibling : old.firstChild;
    for (const one of wanted) {
      const there = pairs.get(one);
      if (there === place && there) place = place.nextSibling;
      else old.insertBefore(there || bring(one, old, found), place);
      if (there) morph(there, one, found);
    }
  }
  function bring(one, parent, found) {
    const copy = parent.ownerDocument.importNode(one, true);
    if (!blank(copy)) found.add(copy.nodeType === 1 ? copy : parent);
    return copy;
  }
  function blank(one) { return one.nodeType !== 1 && !one.data.trim(); }
  function text(one) { return one.nodeType === 1 ? one.outerHTML : one.nodeType + one.data; }
  /* Each new node takes the old one that equals it, else the one of its id, else the next of its kind. */
  function pair(left, wanted) {
    const pairs = new Map(), free = new Set(left);
    const match = (list, key) => {
      const known = new Map();
      for (const one of free) { const word = key(one); if (word) known.set(word, [...(known.get(word) || []), one]); }
      for (const one of list) {
        const there = pairs.has(one) ? null : (known.get(key(one)) || []).shift();
        if (there) { pairs.set(one, there); free.delete(there); }
      }
    };
    if (left.length > 1 || wanted.length > 1) match(wanted, text);
    match(wanted, (one) => one.id && one.nodeName + one.id);
    match(wanted, (one) => one.id ? "" : one.nodeName + (one.className || ""));
    return pairs;
  }

  /* ---- Links: one out of the brief opens beside the preview; the place within it stands in our address too ---- */
  function watchFrame() {
    const one = frame(), view = one && one.contentWindow;
    if (!view || !one.contentDocument || one.contentDocument.URL === "about:blank") { if (one) one.addEventListener("load", watchFrame, { once: true }); return; }
    view.addEventListener("hashchange", () => history.replaceState(null, "", view.location.hash || location.pathname));
    one.contentDocument.addEventListener("click", (event) => {
      const link = event.target.closest && event.target.closest("a[href]");
      if (!link || link.getAttribute("href").startsWith("#")) return;
      event.preventDefault();
      if (/^https?:$/.test(link.protocol)) window.open(link.href, "_blank", "noopener,noreferrer");
    });
  }
  if (frame()) {
    watchFrame();
    const arrive = () => {
      const kept = JSON.parse(sessionStorage.getItem(location.pathname) || "null");
      if (location.hash) frame().contentWindow.location.hash = location.hash;
      else if (kept) recall(frame().contentWindow, kept);
    };
    if (frame().contentDocument && frame().contentDocument.readyState === "complete" && frame().contentDocument.URL !== "about:blank") arrive();
    else frame().addEventListener("load", arrive, { once: true });
  }
  addEventListener("pagehide", () => {
    if (name && frame()) sessionStorage.setItem(location.pathname, JSON.stringify(remember(frame().contentWindow)));
  });
  listen();
})();
