/* What all scripts of the handbook share: where it lies, its words, its memory, its voice. */
(() => {
  "use strict";

  // The folder of this edition, over http as well as from disk.
  sopbook.root = new URL("..", document.currentScript.src);

  // A label with its {blanks} filled in; `count` chooses between name.one and name.other.
  sopbook.t = (name, values = {}) => {
    const full = "count" in values ? `${name}.${values.count === 1 ? "one" : "other"}` : name;
    return sopbook.texts[full].replace(/\{(\w+)\}/g, (blank, key) => (key in values ? values[key] : blank));
  };

  // Loads one more script of the edition, once. A page that was opened from disk may load scripts, and may not fetch.
  const loaded = new Map();
  sopbook.load = (path) => {
    if (!loaded.has(path)) {
      loaded.set(path, new Promise((done, failed) => {
        const script = document.createElement("script");
        script.src = new URL(path, sopbook.root);
        script.onload = done;
        script.onerror = () => {
          loaded.delete(path);
          failed(new Error(path));
        };
        document.head.append(script);
      }));
    }
    return loaded.get(path);
  };

  // Runs when the page stands.
  sopbook.ready = (run) => {
    if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", run);
    else run();
  };

  // What the reader's browser keeps. A private window may refuse: then it lasts as long as the page.
  const PREFIX = "sopbook:";
  const fleeting = new Map();
  sopbook.store = {
    get(key, otherwise) {
      try {
        const text = localStorage.getItem(PREFIX + key) ?? fleeting.get(key) ?? null;
        return text === null ? otherwise : JSON.parse(text);
      } catch {
        return fleeting.has(key) ? JSON.parse(fleeting.get(key)) : otherwise;
      }
    },
    set(key, value) {
      const text = JSON.stringify(value);
      fleeting.set(key, text);
      try {
        localStorage.setItem(PREFIX + key, text);
        return true;
      } catch {
        return false;
      }
    },
  };

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
