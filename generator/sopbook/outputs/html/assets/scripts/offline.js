// @ts-check
/* The handbook without a network: a worker keeps it, and a notice says when there is a new version.
   Only over http(s); a page opened from disk is on the disk already. docs/decisions/0017. */
(() => {
  "use strict";

  // The page about what is kept has a script of its own, which also says why nothing can be.
  sopbook.ready(() => (sopbook.query("[data-sop-keeping]") ? sopbook.load("assets/keeping.js") : undefined));

  if (!("serviceWorker" in navigator) || !location.protocol.startsWith("http")) return;
  const LATER = "update-later";
  const HOUR = 3600000;
  const { make } = sopbook;
  const { serviceWorker } = navigator;
  let asked = false;

  /** @type {(text: string, run: () => void) => HTMLButtonElement} */
  const button = (text, run) => make("button", { type: "button", text, click: run });

  // Says that a new version is there. Nothing is reloaded before the reader says so.
  /** @type {(reload: () => void) => void} */
  const tell = (reload) => {
    if (document.querySelector(".sop-update") || Date.now() - Number(sopbook.store.get(LATER, 0)) < HOUR) return;
    const notice = make("section", { class: "sop-update", "aria-label": sopbook.t("app.update.region") });
    const words = make("p", { text: sopbook.t("app.update") });
    const later = () => {
      sopbook.store.set(LATER, Date.now());
      notice.remove();
    };
    notice.append(words, button(sopbook.t("app.update.reload"), reload), button(sopbook.t("app.update.later"), later));
    document.body.append(notice);
    sopbook.say(words.textContent);
  };

  /** @type {(registration: ServiceWorkerRegistration) => void} */
  const watch = (registration) => {
    const offer = () => tell(() => {
      asked = true;
      if (registration.waiting) registration.waiting.postMessage("sopbook:take-over");
      else location.reload();
    });
    if (registration.waiting && registration.active) offer();
    const follow = (/** @type {ServiceWorker | null} */ coming) => coming?.addEventListener("statechange", () => {
      if (coming.state === "installed" && registration.active) offer();
    });
    follow(registration.installing); // The browser may have found it before this runs.
    registration.addEventListener("updatefound", () => follow(registration.installing));
    // A browser looks for a new version some time after a page was opened, and a busy phone forgets to.
    if (registration.active) registration.update().catch(() => {});
    // Who comes back to an open page hears of a new version as well.
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "visible") registration.update().catch(() => {});
    });
  };

  let before = serviceWorker.controller;
  serviceWorker.addEventListener("controllerchange", () => {
    if (asked) location.reload();
    else if (before) tell(() => location.reload()); // another tab took the new version
    before = serviceWorker.controller;
  });

  // One line in the menu: whether the handbook is kept, of which day, and how far that has got.
  const line = sopbook.query("[data-sop-ready]");
  /** @type {(text: string) => void} */
  const say = (text) => {
    if (line) line.textContent = text;
  };
  // The day of the version that is kept; an empty text where the host does not say, null where none is.
  sopbook.keptDay = async () => {
    const folder = `sopbook ${sopbook.root.pathname} `;
    for (const name of (await caches.keys()).filter((one) => one.startsWith(folder))) {
      const list = await (await caches.open(name)).match(new URL("offline.json", sopbook.root).href);
      const day = new Date(list?.headers.get("last-modified") ?? list?.headers.get("date") ?? "");
      if (list) return Number.isNaN(day.getTime()) ? "" : day.toLocaleDateString(sopbook.edition.locale, { month: "long", day: "numeric" });
    }
    return null;
  };
  const ready = async () => {
    const day = await sopbook.keptDay();
    const count = sopbook.edition.playbooks;
    if (day !== null) say(day ? sopbook.t("app.ready", { day, count }) : sopbook.t("app.ready.undated", { count }));
  };
  serviceWorker.addEventListener("message", ({ data }) => {
    if (data?.unkept && !serviceWorker.controller) say(data.unkept === "full" ? sopbook.t("app.unkept.full") : sopbook.t("app.unkept.lost"));
    if (typeof data?.kept === "number" && !serviceWorker.controller) say(sopbook.t("app.keeping", { kept: data.kept, all: data.all }));
  });
  sopbook.ready(() => { ready().catch(() => {}); });
  serviceWorker.ready.then(({ active }) => {
    active?.addEventListener("statechange", () => { ready().catch(() => {}); });
    return ready();
  }).catch(() => {});

  // On the page in place of what is not kept: what was asked for, the page of a sheet that was, and once more.
  sopbook.ready(() => {
    const box = sopbook.query("[data-sop-away]");
    const from = new URLSearchParams(location.search).get("from");
    if (!box || !from || !URL.canParse(from)) return;
    const asked = new URL(from);
    if (asked.origin !== location.origin || !asked.pathname.startsWith(sopbook.root.pathname)) return;
    const path = decodeURI(asked.pathname.slice(sopbook.root.pathname.length));
    /** @type {(name: string, address: string) => void} */
    const show = (name, address) => {
      const link = sopbook.query(`[data-sop-away-${name}]`, box);
      link?.setAttribute("href", address);
      if (link?.parentElement) link.parentElement.hidden = false;
    };
    const named = sopbook.query("[data-sop-away-name]", box);
    if (named) Object.assign(named, { textContent: path, hidden: false });
    show("again", asked.href);
    const [, sheet] = /^print\/([^/]+\/[^/]+)\.pdf$/.exec(path) ?? [];
    if (sheet) show("page", new URL(`${sheet}.html`, sopbook.root).href);
  });

  // Keeping the handbook waits until the page stands, so that it costs the first look nothing.
  const start = () => serviceWorker
    .register(new URL("sw.js", sopbook.root), { scope: sopbook.root.pathname })
    .then(watch)
    .catch(() => {}); // refused, such as in a private window: the handbook works, with a network
  const soon = () => { // An iPhone has no idle callback.
    if ("requestIdleCallback" in globalThis) requestIdleCallback(start, { timeout: 5000 });
    else setTimeout(start);
  };
  if (document.readyState === "complete") soon();
  else addEventListener("load", soon);

  // Each edition is kept by itself. A link to one that is not here would end on the browser's own error page.
  document.addEventListener("click", async (event) => {
    const link = sopbook.closest(event, "a[href]");
    if (!(link instanceof HTMLAnchorElement) || navigator.onLine || event.defaultPrevented || link.origin !== location.origin) return;
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (link.pathname.startsWith(sopbook.root.pathname)) return;
    event.preventDefault();
    const kept = (await caches.keys()).some((name) => {
      const [sort, folder] = name.split(" ");
      return sort === "sopbook" && link.pathname.startsWith(folder);
    });
    if (kept) location.href = link.href;
    else note(link);
  });

  /** @type {(link: HTMLAnchorElement) => void} */
  const note = (link) => {
    const words = sopbook.t("app.offline.edition");
    let place = link.nextElementSibling;
    if (!place?.classList.contains("sop-offline")) {
      place = make("span", { class: "sop-offline" });
      link.after(place);
    }
    place.textContent = words;
    sopbook.say(words);
  };
})();
