/* Copying messages: exactly their texts, with their line breaks. Everything else works without this file. */
(() => {
  "use strict";

  const { make, t } = sopbook;

  const select = (element) => {
    const range = document.createRange();
    range.selectNodeContents(element);
    const selection = getSelection();
    selection.removeAllRanges();
    selection.addRange(range);
  };

  // Puts a text into the clipboard, in the new way or the old one. Returns whether it is there.
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
      focused?.focus({ preventScroll: true });
      return done;
    }
  };

  // Shows a text that no clipboard takes, marked, in a window of its own.
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

  // Says what happened, on the button and to those who do not see it.
  const tell = (button, said) => {
    const label = button.querySelector("[data-sop-label]") ?? button;
    label.dataset.label ??= label.textContent;
    label.textContent = said;
    sopbook.say(said);
    clearTimeout(button.sopTimer);
    button.sopTimer = setTimeout(() => { label.textContent = label.dataset.label; }, 2500);
  };

  // Copies messages one below the other, after asking about blanks. Returns whether anything was handed over.
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

  // Asked by attributes and not by boxes: measuring between two changes of a page makes the browser lay it out each time.
  const messagesOf = (bar) => [...(bar.closest("[data-sop-messages], section") ?? document.body).querySelectorAll("[data-sop-message]")]
    .filter((message) => !message.closest("[hidden], details:not([open])"));

  // The bar of a sequence: copy the next message, or all of them.
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
      next %= messages.length;
      label.dataset.label = t("app.copy_next", { number: next + 1, total: messages.length });
      preview.textContent = messages[next].textContent.trim().split("\n", 1)[0];
    };
    const goOn = (place) => { next = place + 1; show(); };
    stepper.addEventListener("click", async () => {
      if (await copy(stepper, [messagesOf(bar)[next]])) goOn(next);
    });
    all.addEventListener("click", () => copy(all, messagesOf(bar)));
    // Whoever copies a message by its own button goes on from there.
    bar.addEventListener("sop-copied", (event) => {
      const place = messagesOf(bar).indexOf(event.detail);
      if (place >= 0) goOn(place);
      label.textContent = label.dataset.label;
    });
    sopbook.groups.listen(show);
    bar.append(stepper, all, preview);
    bar.hidden = false;
    show();
    label.textContent = label.dataset.label;
  };

  const reveal = (part) => {
    for (const button of part.querySelectorAll?.("[data-sop-copy]") ?? []) button.hidden = false;
    for (const bar of part.querySelectorAll?.("[data-sop-sequence]") ?? []) build(bar);
  };

  sopbook.appearing(reveal);
  sopbook.ready(() => {
    document.addEventListener("click", async (event) => {
      const button = event.target.closest?.("[data-sop-copy]");
      const message = button?.parentElement.querySelector("[data-sop-message]");
      if (!message || !(await copy(button, [message]))) return;
      for (const bar of document.querySelectorAll("[data-sop-sequence]")) bar.dispatchEvent(new CustomEvent("sop-copied", { detail: message }));
    });
  });
})();
