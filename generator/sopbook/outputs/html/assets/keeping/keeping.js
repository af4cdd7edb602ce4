// @ts-check
/* What is kept on the device: how much of it, which version, and what else can be kept. The worker does it (../offline/sets.js),
   also while the reader goes on to other pages; here stands what it says. */
(() => {
  "use strict";

  /** @typedef {{ all: number, kept: number, bytes: number, left: number }} SetState */
  /** @typedef {{ sets: Record<string, SetState>, chosen: string[], isBusy: boolean, failed: string }} Report */

  const { query, queryAll } = sopbook;
  /** @type {(name: string, values?: Record<string, string | number>) => string} */
  const word = (name, values = {}) => sopbook.t("keeping." + name, values);
  const found = query("[data-sop-keeping]");
  if (!found) return;
  const box = found;
  Object.assign(sopbook.texts, JSON.parse(box.dataset.sopKeeping ?? "{}"));
  const state = query("[data-sop-keep-state]", box);
  const bar = /** @type {HTMLProgressElement} */ (query("[data-sop-keep-progress]", box));
  const all = /** @type {HTMLButtonElement} */ (query("[data-sop-keep-all]", box));
  const note = query("[data-sop-keep-note]", box);
  const list = query("ul", box);

  /** @type {(text: string, failed?: boolean) => void} */
  const say = (text, failed = false) => {
    if (!state) return;
    if (state.textContent !== text) state.textContent = text;
    state.toggleAttribute("data-failed", failed);
  };

  /** @type {(bytes: number) => string} */
  const size = (bytes) => {
    const [amount, unit] = bytes < 1e5 ? [Math.ceil(bytes / 1e3), "kilobyte"] : [bytes / 1e6, "megabyte"];
    return new Intl.NumberFormat(sopbook.edition.locale, { style: "unit", unit, unitDisplay: "short", maximumFractionDigits: amount < 10 ? 1 : 0 }).format(amount);
  };

  /** @type {(part: number, whole: number) => void} */
  const progress = (part, whole) => {
    bar.hidden = part >= whole;
    bar.max = whole;
    bar.value = part;
  };

  /** @type {(message: unknown) => Promise<void>} */
  const tell = async (message) => (await navigator.serviceWorker.ready).active?.postMessage(message);

  // Asked once, when there is something to keep: whether the browser promises not to clear it when room is short.
  /** @type {(ask: boolean) => Promise<void>} */
  const promise = async (ask) => {
    const { storage } = navigator;
    const lasts = (await storage?.persisted?.()) || (ask && (await storage?.persist?.()));
    if (note) Object.assign(note, { textContent: word(lasts ? "lasts" : "may_go"), hidden: false });
  };

  /** @type {(names: string[]) => void} */
  const keep = (names) => {
    if (!navigator.onLine) return say(word("offline"), true);
    tell({ keep: names }).catch(() => {});
    promise(true).catch(() => {});
  };

  /** @type {(row: HTMLElement, name: string, one: SetState, report: Report) => void} */
  const showRow = (row, name, one, { chosen, isBusy }) => {
    row.hidden = !one.all;
    const words = query("span", row);
    const isWhole = one.kept === one.all;
    const values = { all: one.all, kept: one.kept, size: size(one.bytes), left: size(one.left) };
    if (words) words.textContent = word(isWhole ? "whole" : one.kept ? "part" : "none", values);
    const button = query("button", row);
    if (!button || name === "pages") return;
    const verb = isWhole ? "drop" : isBusy && chosen.includes(name) ? "stop" : "keep";
    Object.assign(button, { textContent: word(verb), hidden: false, onclick: () => (verb === "keep" ? keep([name]) : tell({ drop: name })) });
    button.setAttribute("aria-label", word("named", { verb: word(verb), what: query("strong", row)?.textContent ?? "" }));
  };

  /** @type {(report: Report) => Promise<void>} */
  const show = async (report) => {
    const { sets, chosen, isBusy, failed } = report;
    if (list) list.hidden = false;
    for (const row of queryAll("[data-sop-set]", box)) {
      const name = row.dataset.sopSet ?? "";
      showRow(row, name, sets[name] ?? { all: 0, kept: 0, bytes: 0, left: 0 }, report);
    }
    const besides = Object.entries(sets).filter(([name]) => name !== "pages");
    const left = besides.reduce((sum, [, one]) => sum + one.left, 0);
    const wanted = besides.filter(([name]) => chosen.includes(name)).map(([, one]) => one);
    const waiting = wanted.reduce((sum, one) => sum + one.left, 0);
    all.hidden = !left || isBusy;
    all.textContent = word("all", { size: size(left) });
    all.onclick = () => keep(besides.map(([name]) => name));
    progress(isBusy ? wanted.reduce((sum, one) => sum + one.bytes - one.left, 0) : 1, isBusy ? wanted.reduce((sum, one) => sum + one.bytes, 0) : 1);
    if (failed) say(word(failed, { left: size(waiting) }), true);
    else if (isBusy) say(word("busy"));
    else say(word(left ? "base" : "done", { day: (await sopbook.keptDay()) ?? "" }));
  };

  /** @type {(why: string) => void} */
  const cannot = (why) => {
    progress(1, 1);
    say(word(why), true);
    all.textContent = word("again");
    all.hidden = !why.startsWith("unkept");
    all.onclick = () => { all.hidden = true; begin().catch(() => cannot("refused")); };
  };

  const begin = async () => {
    const { serviceWorker } = navigator;
    const registration = await serviceWorker.register(new URL("sw.js", sopbook.root), { scope: sopbook.root.pathname });
    if (!registration.active) say(word("first"));
    await serviceWorker.ready;
    await promise(false);
    await tell({ ask: true });
  };

  if (!location.protocol.startsWith("http")) say(word("disk"));
  else if (!globalThis.isSecureContext) cannot("insecure");
  else if (!("serviceWorker" in navigator)) cannot("refused");
  else {
    navigator.serviceWorker.addEventListener("message", ({ data }) => {
      if (data?.sets) show(data).catch(() => {});
      else if (data?.unkept) cannot(`unkept.${data.unkept}`);
      else if (typeof data?.kept === "number" && !navigator.serviceWorker.controller) progress(data.kept, data.all);
    });
    begin().catch(() => cannot(navigator.onLine ? "refused" : "offline"));
  }
})();
