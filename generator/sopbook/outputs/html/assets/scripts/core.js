// @ts-check
/* What all scripts of the handbook share: where it lies, its words, its memory, its voice. */
(() => {
  "use strict";

  // The folder of this edition, over http as well as from disk.
  sopbook.root = new URL("..", /** @type {HTMLScriptElement} */ (document.currentScript).src);

  // A label with its {blanks} filled in; `count` chooses between name.one and name.other.
  sopbook.t = (name, values = {}) => {
    const full = "count" in values ? `${name}.${values.count === 1 ? "one" : "other"}` : name;
    return sopbook.texts[full].replace(/\{(\w+)\}/g, (blank, key) => (key in values ? String(values[key]) : blank));
  };

  // Loads one more script of the edition, once. A page that was opened from disk may load scripts, and may not fetch.
  /** @type {Map<string, Promise<void>>} */
  const loading = new Map();
  sopbook.load = (path) => {
    const known = loading.get(path);
    if (known) return known;
    /** @type {Promise<void>} */
    const promise = new Promise((done, failed) => {
      const script = document.createElement("script");
      script.src = new URL(path, sopbook.root).href;
      script.onload = () => done();
      script.onerror = () => {
        loading.delete(path);
        failed(new Error(path));
      };
      document.head.append(script);
    });
    loading.set(path, promise);
    return promise;
  };

  // Runs when a reader sees the page: texts first, then one script after the other, each in a turn of its own, so that a
  // phone answers in between. A tab in the background paints nothing and does not wait for it.
  /** @type {Promise<void>} */
  let turn = new Promise((done) => {
    requestAnimationFrame(() => setTimeout(done));
    setTimeout(done, 500);
  });
  sopbook.ready = (run) => {
    turn = turn.then(() => new Promise((done) => setTimeout(done))).then(run).catch(reportError);
  };

  // While scripts add buttons and boxes, the browser must not hold on to a line that moves: it puts a reader who reloads or
  // comes back where they were by the height of the whole page. Who follows a link into the page is led there once it stands.
  const root = document.documentElement;
  const moved = new AbortController();
  for (const kind of ["wheel", "touchstart", "keydown", "pointerdown"]) addEventListener(kind, () => moved.abort(), { once: true, passive: true, capture: true, signal: moved.signal });
  root.style.overflowAnchor = "none";
  addEventListener("load", () => sopbook.ready(() => {
    root.style.overflowAnchor = "";
    const [navigation] = /** @type {PerformanceNavigationTiming[]} */ (performance.getEntriesByType("navigation"));
    if (moved.signal.aborted || ["reload", "back_forward"].includes(navigation?.type)) return;
    moved.abort();
    document.querySelector(":target")?.scrollIntoView();
  }));

  // A promise that is kept when all that waits has run.
  sopbook.settled = () => turn;

  // Runs for the page when it stands, and for every part that is added later.
  sopbook.appearing = (run) => sopbook.ready(() => {
    run(document.body);
    new MutationObserver((records) => {
      for (const { addedNodes } of records) {
        for (const node of addedNodes) if (node instanceof HTMLElement && node.isConnected) run(node);
      }
    }).observe(document.body, { childList: true, subtree: true });
  });

  // Elements of the page, or of a part of it; drawings within it are none of them.
  sopbook.query = (selector, within = document) => {
    const found = within.querySelector(selector);
    return found instanceof HTMLElement ? found : null;
  };
  sopbook.queryAll = (selector, within = document) => [...within.querySelectorAll(selector)].filter((one) => one instanceof HTMLElement);
  // The element around the place of an event; an event may also be the document's own.
  sopbook.closest = ({ target }, selector) => {
    const found = target instanceof Element ? target.closest(selector) : null;
    return found instanceof HTMLElement ? found : null;
  };

  // Makes an element: its tag, its attributes (functions listen, `text` is words and never HTML), what is inside.
  sopbook.make = (tag, attributes = {}, ...inside) => {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) {
      if (typeof value === "function") element.addEventListener(name, value);
      else if (name === "text") element.textContent = String(value);
      else if (value === true) element.setAttribute(name, "");
      else if (value !== false) element.setAttribute(name, String(value));
    }
    element.append(...inside);
    return element;
  };

  // What the reader's browser keeps. A private window may refuse: then it lasts as long as the page.
  const PREFIX = "sopbook:";
  /** @type {Map<string, string>} */
  const fleeting = new Map();
  sopbook.store = {
    get(key, otherwise) {
      try {
        const text = fleeting.get(key) ?? localStorage.getItem(PREFIX + key);
        return text === null ? otherwise : JSON.parse(text);
      } catch {
        return otherwise;
      }
    },
    // Returns whether the value outlasts the page.
    set(key, value) {
      const text = JSON.stringify(value);
      try {
        localStorage.setItem(PREFIX + key, text);
        fleeting.delete(key);
        return true;
      } catch {
        fleeting.set(key, text);
        warn();
        return false;
      }
    },
    // Runs when another tab has changed the value.
    watch(key, run) {
      addEventListener("storage", (event) => {
        if (event.key === PREFIX + key || event.key === null) run();
      });
    },
  };

  // One bar says that nothing will outlast the page: at once where the browser refuses, or when its room is used up.
  let warned = false;
  const warn = () => {
    if (warned) return;
    warned = true;
    sopbook.ready(() => {
      const bar = sopbook.make("div", { class: "sop-unsaved", role: "status" }, sopbook.make("p", { text: sopbook.t("app.unsaved") }));
      bar.append(sopbook.make("button", { type: "button", class: "sop-button", text: sopbook.t("app.close"), click: () => bar.remove() }));
      (sopbook.query(".sop-frame, .md-container") ?? document.body).prepend(bar);
    });
  };
  sopbook.ready(() => { if (sopbook.store.set("probe", 1)) localStorage.removeItem(`${PREFIX}probe`); });

  // Says something to those who do not see it happen.
  const live = document.createElement("div");
  live.setAttribute("role", "status");
  live.setAttribute("aria-live", "polite");
  live.className = "sop-sr";
  sopbook.say = (text) => {
    live.textContent = "";
    requestAnimationFrame(() => { live.textContent = text; });
  };
  sopbook.ready(() => document.body.append(live));
})();
