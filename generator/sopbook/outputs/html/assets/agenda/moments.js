// @ts-check
/* Moments are texts such as 2026-12-03T19:55, by the clock of the branch: they compare like numbers. */
sopbook.moments = (() => {
  "use strict";

  const { t } = sopbook;
  return {
    minutes: (from, to) => (Date.parse(`${to}Z`) - Date.parse(`${from}Z`)) / 60000,
    later: (moment, minutes) => new Date(Date.parse(`${moment}Z`) + minutes * 60000).toISOString().slice(0, 16),
    day: (day, days) => new Date(Date.parse(`${day}T00:00Z`) + days * 86400000).toISOString().slice(0, 10),
    span: (minutes) => {
      const hours = Math.floor(minutes / 60);
      return hours ? t("app.today_hours", { hours, minutes: minutes % 60 }) : t("app.today_minutes", { minutes });
    },
  };
})();
