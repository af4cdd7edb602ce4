// @ts-check
/* What the clock on the wall of the branch shows, wherever the reader is. */
(() => {
  "use strict";

  /** @type {Intl.DateTimeFormatOptions} */
  const FORM = { year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit", hourCycle: "h23" };

  /** @type {(timeZone?: string) => Intl.DateTimeFormat} */
  const formatter = (timeZone) => {
    try {
      return new Intl.DateTimeFormat("en", { ...FORM, timeZone });
    } catch {
      return new Intl.DateTimeFormat("en", FORM); // A browser that does not know the zone.
    }
  };

  // The moment as 2026-12-03T19:55, in a zone or in the reader's own. Such texts compare like numbers.
  sopbook.clock = (timeZone) => {
    const parts = formatter(timeZone).formatToParts(new Date());
    const { year, month, day, hour, minute } = Object.fromEntries(parts.map(({ type, value }) => [type, value]));
    return `${year}-${month}-${day}T${hour}:${minute}`;
  };

  // Whether a time of day lies in some hours: 22:00–06:00 goes over midnight. Where there are no hours, it does.
  sopbook.isDuring = (hours, time) => {
    const [from, to] = hours.split(/[–-]/);
    if (!to) return true;
    return from < to ? from <= time && time < to : time >= from || time < to;
  };

  // What people call a zone, in the language of the edition; its own name, where the browser knows no other.
  sopbook.zoneName = (timeZone) => {
    try {
      const parts = new Intl.DateTimeFormat(sopbook.edition.locale, { timeZone, timeZoneName: "long" }).formatToParts(new Date());
      return parts.find(({ type }) => type === "timeZoneName")?.value ?? timeZone;
    } catch {
      return timeZone;
    }
  };
})();
