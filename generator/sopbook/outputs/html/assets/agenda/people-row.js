// @ts-check
/* One thing that one person is sent, or several: a line that opens, with the message, its condition, and whether it was sent. */
sopbook.personRow = (one, number, done) => {
  "use strict";

  const { people, message, late } = one;
  const { make, query, queryAll, t } = sopbook;
  const names = people.map(({ name }) => name).join(t("app.people_join"));
  const holder = document.createElement("template");
  holder.innerHTML = message.html; // Escaped where it was made.
  const content = holder.content.firstElementChild;
  // The name stands where its slot is; what goes to many names nobody.
  if (content instanceof HTMLElement && !message.many && content.dataset.sopName) {
    for (const blank of queryAll(`[data-slot="${CSS.escape(content.dataset.sopName)}"]`, content)) blank.replaceWith(people[0].name);
  }
  /** @type {(how: "sent" | "skipped", words: string) => HTMLButtonElement} */
  const button = (how, words) => make("button", { type: "button", class: "sop-button", text: words, "aria-label": `${words}${t("app.colon")}${names} ${message.title}`, click: () => done(how) });
  const sent = button("sent", t("app.people_sent"));
  const copy = content && query("[data-sop-copy]", content);
  if (copy) {
    copy.setAttribute("aria-label", `${copy.textContent}${t("app.colon")}${names} ${message.title}`);
    copy.addEventListener("click", () => sent.classList.add("sop-button--main")); // Offered, never done by itself.
  }
  const when = late > 0 ? t("app.people_late", { count: late }) : message.time || message.after;
  return make("li", { class: `sop-person${late > 0 ? " sop-person--late" : ""}` }, make("details", {},
    make("summary", {},
      make("strong", { text: message.many ? t("app.people_count", { count: people.length }) : names }), " ",
      ...(number ? [make("small", { text: t("app.people_day", { day: number }) }), " "] : []),
      make("span", { class: "sop-person__when", text: when }), " ",
      make("span", { class: "sop-person__what", text: message.title })),
    make("div", { class: "sop-person__in" },
      make("p", { class: "sop-quiet", text: [message.many ? t("app.people_many", { count: people.length, names }) : "", message.mode].filter(Boolean).join(" · ") }),
      ...(content ? [content] : []),
      make("p", { class: "sop-person__done" }, sent, button("skipped", t("app.people_skip"))))));
};
