// @ts-check
/* The next week, one tap from Today: the calendar of the reader's plan, which opens the week to which an address leads. */
sopbook.nextWeek = (today, sorts) => {
  "use strict";

  const { make, moments, query, queryAll, t } = sopbook;
  const monday = moments.day(today, 8 - (new Date(`${today}T00:00Z`).getUTCDay() || 7));
  query("[data-sop-next-week]")?.remove();
  const covering = queryAll("a[data-sop-covers]").find(({ dataset: { sopCovers, sopFor } }) => {
    const [first, last] = (sopCovers ?? "").split("/");
    return sorts.isFor(sopFor ?? "") && first <= monday && monday <= last;
  });
  covering?.parentElement?.prepend(make("a", { href: `${covering.getAttribute("href")}#${monday}`, "data-sop-next-week": true, text: t("app.today_next_week") }));
};
