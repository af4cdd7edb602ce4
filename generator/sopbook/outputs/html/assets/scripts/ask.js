// @ts-check
/* The question before a message with empty blanks is copied: fill them in now, copy it as it is, or not at all. */
(() => {
  "use strict";

  const { make, t } = sopbook;
  let count = 0;

  // A labelled field for a slot, its example below it; `changed` hears what is typed.
  sopbook.field = (slot, value, changed = () => {}) => {
    const { title, example } = sopbook.edition.slots[slot];
    const id = `sop-field-${(count += 1)}`;
    const input = make("input", {
      id, type: "text", maxlength: 1000, autocomplete: "off", "data-sop-field": slot, ...(example ? { "aria-describedby": `${id}-hint` } : {}), input: () => changed(input.value),
    });
    input.value = value;
    return make("div", { class: "sop-field" },
      make("label", { for: id, text: title }), input,
      ...(example ? [make("small", { id: `${id}-hint`, text: t("app.example", { example }) })] : []));
  };

  // Asks for the values of slots. Gives the values to use this once, nothing in it for "as it is", or null for cancel.
  sopbook.ask = (slots) => new Promise((answer) => {
    const fields = slots.map((slot) => sopbook.field(slot, ""));
    const once = slots.some((slot) => !sopbook.edition.slots[slot].keep);
    const kept = slots.some((slot) => sopbook.edition.slots[slot].keep);
    /** @type {(value: string, text: string, main?: boolean) => HTMLButtonElement} */
    const button = (value, text, main) => make("button", { value, class: main ? "sop-button sop-button--main" : "sop-button", text, type: "submit", formnovalidate: true });
    const dialog = make("dialog", { class: "sop-dialog", "aria-labelledby": "sop-ask-title" },
      make("form", { method: "dialog" },
        make("h2", { id: "sop-ask-title", text: t("app.ask_title", { count: slots.length }) }),
        ...fields,
        ...(kept ? [make("p", { class: "sop-quiet", text: t("app.ask_kept", { group: sopbook.groups.title(sopbook.groups.current()) }) })] : []),
        ...(once ? [make("p", { class: "sop-quiet", text: t("app.ask_once") })] : []),
        make("div", { class: "sop-dialog__buttons" },
          button("fill", t("app.ask_fill"), true), button("as-it-is", t("app.ask_as_it_is")), button("cancel", t("app.cancel")))));
    dialog.addEventListener("close", () => {
      const choice = dialog.returnValue;
      /** @type {Record<string, string>} */
      const values = {};
      slots.forEach((slot, place) => {
        const value = fields[place].querySelector("input")?.value ?? "";
        if (choice !== "fill" || !value.trim()) return;
        values[slot] = value;
        if (sopbook.edition.slots[slot].keep) sopbook.groups.fill(sopbook.groups.current().id, slot, value);
      });
      dialog.remove();
      answer(choice === "fill" || choice === "as-it-is" ? values : null);
    });
    document.body.append(dialog);
    dialog.showModal();
    fields[0].querySelector("input")?.focus();
  });
})();
