// @ts-check
/* The entrance speaks the reader's language, and offers first what the reader used last. Without a script it is all there. */
(() => {
  "use strict";

  const root = document.documentElement;
  const known = (root.dataset.locales ?? "").split(" ");
  const wanted = navigator.languages.map((one) => one.split("-")[0]).find((one) => known.includes(one)) ?? root.lang;
  root.lang = wanted;
  for (const words of document.querySelectorAll("[data-in]")) {
    if (words.getAttribute("data-in") !== wanted && words.parentElement?.querySelector(`[data-in="${CSS.escape(wanted)}"]`)) words.remove();
  }
  document.title = document.querySelector(`h1 [data-in="${CSS.escape(wanted)}"]`)?.textContent ?? document.title;
  // The reader's own language first, the others as they stand.
  for (const own of document.querySelectorAll(`.languages [hreflang="${CSS.escape(wanted)}"]`)) own.parentElement?.prepend(own);

  /** @type {{ edition?: unknown, title?: unknown, page?: unknown, path?: unknown, language?: unknown, urgent?: unknown, alarm?: unknown } | null} */
  let last = null;
  try {
    last = JSON.parse(localStorage.getItem("sopbook:last") ?? "null");
  } catch { /* Nothing is kept here: the list below has all. */ }
  const box = document.querySelector("[data-last]");
  if (!(box instanceof HTMLElement) || typeof last?.edition !== "string") return;
  const home = [...document.querySelectorAll(".languages a")].find((one) => one.getAttribute("href")?.startsWith(`${last.edition}/`));
  if (!home) return; // An edition that is no more.
  home.closest("li")?.classList.add("used");
  /** @type {(text: unknown) => string} */
  const path = (text) => (typeof text === "string" && text && !/^[a-z]+:|^\/|\.\./i.test(text) ? `${last.edition}/${text}` : "");
  /** @type {(selector: string, words: unknown) => void} */
  const put = (selector, words) => {
    const place = box.querySelector(selector);
    if (place && typeof words === "string") place.textContent = words;
  };
  put("strong", `${last.title} · ${last.language}`);
  put(".page", last.page);
  const link = box.querySelector("a.last");
  if (link instanceof HTMLAnchorElement) link.setAttribute("href", path(last.path) || (home.getAttribute("href") ?? ""));
  const alarm = box.querySelector("a.alarm");
  if (alarm instanceof HTMLAnchorElement) {
    alarm.hidden = !path(last.urgent);
    alarm.setAttribute("href", path(last.urgent));
    const words = alarm.querySelector("span");
    if (words && typeof last.alarm === "string") words.textContent = last.alarm;
  }
  const search = box.querySelector("form");
  if (search) search.setAttribute("action", home.getAttribute("href") ?? "");
  box.hidden = false;
})();
