// @ts-check
/* The form that puts somebody on the list: what they are called, their day 1, and which messages they get. */
sopbook.personForm = (scripts, add) => {
  "use strict";

  const { make, t } = sopbook;
  const name = make("input", { type: "text", id: "sop-person-name", maxlength: 20, autocomplete: "off", required: true, "aria-describedby": "sop-person-hint" });
  const start = make("input", { type: "date", id: "sop-person-start", required: true });
  const script = make("select", { id: "sop-person-script" }, ...scripts.map(([key, title]) => make("option", { value: key, text: title })));
  const problem = make("p", { class: "sop-person__wrong", role: "alert" });
  /** @type {(label: string, field: HTMLElement, hint?: string) => HTMLElement} */
  const row = (label, field, hint) => make("div", { class: "sop-field" }, make("label", { for: field.id, text: label }), field,
    ...(hint ? [make("small", { id: "sop-person-hint", text: hint })] : []));
  const form = make("form", { novalidate: true, submit: (event) => {
    event.preventDefault();
    const unnamed = sopbook.people().wrong(name.value);
    problem.textContent = unnamed || (start.value ? "" : t("app.people_no_day"));
    if (problem.textContent) {
      (unnamed ? name : start).focus();
      return;
    }
    add(name.value, start.value, script.value);
    name.value = "";
    name.focus();
  } },
    row(t("app.people_name"), name, t("app.people_name_hint")), row(t("app.people_start"), start),
    ...(scripts.length > 1 ? [row(t("app.people_script"), script)] : []),
    problem, make("button", { class: "sop-button sop-button--main", text: t("app.people_put") }));
  // Opened at once, and not a turn later: what is typed in the same moment belongs to the name.
  const opener = make("summary", { text: t("app.people_add"), click: (event) => {
    event.preventDefault();
    box.open = !box.open;
    if (box.open) name.focus();
  } });
  const box = make("details", { class: "sop-people__add" }, opener, form);
  box.addEventListener("toggle", () => { if (box.open) name.focus(); });
  return {
    element: box,
    // The day that is offered, as long as nobody is writing.
    offer: (today) => { if (!box.open || !start.value) start.value = today; },
    open: (key) => {
      if (scripts.some(([one]) => one === key)) script.value = key;
      box.open = true;
      box.scrollIntoView({ block: "center" });
    },
  };
};
