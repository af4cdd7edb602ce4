// @ts-check
/* Copying messages and code: exactly their texts, with their line breaks. Everything else works without this file. */
(() => {
  "use strict";

  const { make, query, queryAll, t } = sopbook;
  const SAID_FOR = 2500;
  /** @type {(message: HTMLElement) => string} */
  const firstLine = (message) => message.textContent.trim().split("\n", 1)[0];

  /** @type {(element: HTMLElement) => void} */
  const select = (element) => {
    const range = document.createRange();
    range.selectNodeContents(element);
    const selection = getSelection();
    selection?.removeAllRanges();
    selection?.addRange(range);
  };

  // Puts a text into the clipboard, in the new way or the old one. Returns whether it is there.
  /** @type {(text: string) => Promise<boolean>} */
  const put = async (text) => {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      // No clipboard: an old browser, a page opened from disk, permission refused.
      const focused = document.activeElement;
      const field = make("textarea", { class: "sop-sr", "aria-hidden": "true", readonly: true });
      field.value = text;
      document.body.append(field);
      field.select();
      const done = document.execCommand("copy");
      field.remove();
      if (focused instanceof HTMLElement) focused.focus({ preventScroll: true });
      return done;
    }
  };

  // Shows a text that no clipboard takes, marked, in a window of its own.
  /** @type {(text: string) => void} */
  const offer = (text) => {
    const field = make("textarea", { class: "sop-dialog__text", readonly: true, rows: 10, "aria-label": t("app.copy_failed") });
    field.value = text;
    const dialog = make("dialog", { class: "sop-dialog", close: () => dialog.remove(), "aria-label": t("app.copy_failed") },
      make("p", { text: t("app.copy_failed") }), field,
      make("form", { method: "dialog", class: "sop-dialog__buttons" }, make("button", { class: "sop-button", text: t("app.close") })));
    document.body.append(dialog);
    dialog.showModal();
    field.select();
  };

  // Says what happened, on the button for a while and to those who do not see it.
  /** @type {WeakMap<HTMLElement, number>} */
  const timers = new WeakMap();
  /** @type {(button: HTMLElement, said: string) => void} */
  const tell = (button, said) => {
    const label = query("[data-sop-label]", button) ?? button;
    label.dataset.label ??= label.textContent;
    label.textContent = said;
    sopbook.say(said);
    clearTimeout(timers.get(button));
    timers.set(button, setTimeout(() => { label.textContent = label.dataset.label ?? ""; }, SAID_FOR));
  };

  // Copies messages one below the other, after asking about blanks. Returns whether anything was handed over.
  /** @type {(button: HTMLElement, messages: HTMLElement[]) => Promise<boolean>} */
  const copy = async (button, messages) => {
    const empty = [...new Set(messages.flatMap(sopbook.slots.empty))];
    const once = empty.length ? await sopbook.ask(empty) : {};
    if (!once) return false;
    const text = messages.map((message) => sopbook.slots.text(message, once)).join("\n\n");
    if (await put(text)) {
      tell(button, t("app.copied"));
      return true;
    }
    if (messages.length === 1 && text === messages[0].textContent) select(messages[0]);
    else offer(text);
    tell(button, t("app.copy_failed"));
    return true;
  };

  sopbook.copy = copy;

  // Asked by attributes and not by boxes: measuring between two changes of a page makes the browser lay it out each time.
  /** @type {(bar: HTMLElement) => HTMLElement} */
  const partOf = (bar) => bar.closest("[data-sop-messages], section") ?? document.body;
  /** @type {(bar: HTMLElement) => HTMLElement[]} */
  const messagesOf = (bar) => queryAll("[data-sop-message]", partOf(bar))
    .filter((message) => !message.closest("[hidden], [data-sop-aside], details:not([open], .sop-line > *), .sop-versions"));

  // The bar of a sequence: copy the next message, or all of them.
  /** @type {(bar: HTMLElement) => void} */
  const build = (bar) => {
    if (bar.dataset.built || messagesOf(bar).length < 2) return;
    bar.dataset.built = "true";
    let next = 0;
    const label = make("span", { "data-sop-label": true });
    const preview = make("span", { class: "sop-sequence__preview" });
    const stepper = make("button", { type: "button", class: "sop-button sop-button--main" }, label);
    const all = make("button", { type: "button", class: "sop-button", text: t("app.copy_all") });
    const show = () => {
      const messages = messagesOf(bar);
      bar.hidden = !messages.length; // A reader may fold them all away.
      if (bar.hidden) return;
      next %= messages.length;
      label.dataset.label = t("app.copy_next", { number: next + 1, total: messages.length });
      preview.textContent = firstLine(messages[next]);
    };
    const refresh = () => {
      show();
      label.textContent = label.dataset.label ?? "";
    };
    const goOn = (/** @type {number} */ place) => { next = place + 1; show(); };
    // What was copied stays on view, by its own words, for as long as the button says so.
    let shown = 0;
    stepper.addEventListener("click", async () => {
      const place = next;
      const message = messagesOf(bar)[place];
      if (!(await copy(stepper, [message]))) return;
      next = place + 1;
      label.dataset.label = "";
      preview.textContent = firstLine(message);
      clearTimeout(shown);
      shown = setTimeout(refresh, SAID_FOR);
    });
    all.addEventListener("click", () => copy(all, messagesOf(bar)));
    // Whoever copies a message by its own button goes on from there.
    bar.addEventListener("sop-copied", (event) => {
      const place = messagesOf(bar).indexOf(/** @type {CustomEvent<HTMLElement>} */ (event).detail);
      if (place >= 0) goOn(place);
      label.textContent = label.dataset.label ?? "";
    });
    sopbook.groups.listen(show);
    partOf(bar).addEventListener("toggle", refresh, true); // What is folded away is not copied.
    bar.append(stepper, all, preview);
    refresh();
  };

  sopbook.appearing((part) => {
    for (const button of queryAll("[data-sop-copy]", part)) button.hidden = false;
    for (const bar of queryAll("[data-sop-sequence]", part)) build(bar);
  });
  // Listens before the buttons are shown: a tap on a button that is seen is never lost.
  document.addEventListener("click", async (event) => {
    const button = sopbook.closest(event, "[data-sop-copy]");
    const around = button?.dataset.sopCopy ? document.getElementById(button.dataset.sopCopy) : button?.parentElement;
    const message = around && query("[data-sop-message], [data-sop-code]", around);
    if (!button || !message || !(await copy(button, [message]))) return;
    for (const bar of queryAll("[data-sop-sequence]")) bar.dispatchEvent(new CustomEvent("sop-copied", { detail: message }));
  });
})();
