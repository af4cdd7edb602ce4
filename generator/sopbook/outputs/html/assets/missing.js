// @ts-check
/* The page for an address where nothing is. It stands in the page at several depths: the first one that is found does the work. */
(() => {
  "use strict";

  const own = /** @type {HTMLScriptElement} */ (document.currentScript);
  const page = document.documentElement;
  if ("found" in page.dataset) return;
  page.dataset.found = "";
  const root = new URL(own.dataset.back ?? "./", own.src);
  const MOST = 3, ALIKE = 0.35, SAME_KIND = 0.1;

  /** @type {() => string} */
  const asked = () => {
    const path = location.pathname;
    const below = path.startsWith(root.pathname) ? path.slice(root.pathname.length) : path.slice(1);
    try {
      return decodeURIComponent(below);
    } catch {
      return below;
    }
  };
  /** @type {() => unknown} */
  const lastUsed = () => {
    try {
      return JSON.parse(localStorage.getItem("sopbook:last") ?? "null")?.edition;
    } catch {
      return "";
    }
  };

  // One part of the page: that of the edition which the address names, of the one used last, or in the reader's language.
  const parts = [...document.querySelectorAll("section")];
  const last = lastUsed();
  const languages = navigator.languages.map((one) => one.split("-")[0]);
  const part = parts.find((one) => asked().startsWith(one.dataset.folder || "\n")) ?? parts.find((one) => one.dataset.edition === last)
    ?? parts.find((one) => one.lang === languages.find((language) => parts.some((other) => other.lang === language))) ?? parts[0];
  for (const one of parts) if (one !== part) one.remove();
  page.lang = part.lang;
  document.title = part.querySelector("h1")?.textContent ?? document.title;
  for (const one of part.querySelectorAll("[data-to]")) {
    const address = new URL(one.getAttribute("data-to") ?? "", root).href;
    one.setAttribute(one instanceof HTMLFormElement ? "action" : "href", address);
  }

  /** @type {(text: string) => string} */
  const plain = (text) => text.normalize("NFKC").toLowerCase().replace(/[\s\-_.·:：,，]+/g, " ").trim();
  /** @type {(text: string) => Set<string>} */
  const pairs = (text) => new Set([...text].map((letter, at, all) => letter + (all[at + 1] ?? "")));
  // How alike two texts are, from 0 to 1: by the pairs of letters that they share.
  /** @type {(one: string, other: string) => number} */
  const alike = (one, other) => {
    const [a, b] = [pairs(one), pairs(other)];
    return a.size + b.size ? (2 * [...a].filter((pair) => b.has(pair)).length) / (a.size + b.size) : 0;
  };
  // How many of the words of an address a text has.
  /** @type {(words: string, text: string) => number} */
  const covered = (words, text) => {
    const each = words.split(" ");
    return (0.9 * each.filter((word) => text.includes(word)).length) / each.length;
  };

  /** @type {(listed: [path: string, title: string, aliases: string[]][]) => void} */
  const show = (listed) => {
    const steps = asked().slice((part.dataset.folder ?? "").length).replace(/(index)?(\.[a-z]+)?\/?$/i, "").split("/").filter(Boolean);
    const words = plain(steps.at(-1) ?? "");
    if (!words) return;
    const rated = listed.map(([path, title, aliases]) => {
      const [kind, name] = path.replace(/\.html$/, "").split("/");
      const names = [name, title, ...aliases].map(plain);
      const score = Math.max(...names.map((one) => Math.max(alike(words, one), covered(words, one))));
      return { path, title, score: score + (score && steps.length > 1 && steps.at(-2) === kind ? SAME_KIND : 0) };
    }).filter(({ score }) => score >= ALIKE).sort((a, b) => b.score - a.score).slice(0, MOST);
    const box = part.querySelector("[data-near]");
    if (!(box instanceof HTMLElement) || !rated.length) return;
    for (const { path, title } of rated) {
      const line = document.createElement("li");
      const link = document.createElement("a");
      link.className = "name";
      link.href = new URL((part.dataset.folder ?? "") + path, root).href;
      link.textContent = title;
      line.append(link);
      box.querySelector("ul")?.append(line);
    }
    box.hidden = false;
  };
  fetch(new URL(part.dataset.titles ?? "", root)).then((answer) => answer.json()).then(show).catch(() => {}); // Without a network all else is there.
})();
