// @ts-check
/* What people are to be sent on a day: what is overdue first, then by time; what reaches many once for all. */
sopbook.peopleDue = (people, scripts, today) => {
  "use strict";

  const { dayNumber } = sopbook.people();
  /** @type {PersonDue[]} */
  const due = [];
  /** @type {{ day: string, person: Person, number: number } | null} */
  let next = null;
  for (const person of people) {
    const number = dayNumber(person.start, today);
    for (const message of scripts.find(({ key }) => key === person.script)?.messages ?? []) {
      if (message.id in person.sent || message.id in person.skipped) continue;
      if (message.day > number) {
        const day = sopbook.moments.day(today, message.day - number);
        if (!next || day < next.day) next = { day, person, number: message.day };
        continue;
      }
      // What was due before somebody was put on the list is not asked for.
      if (message.day < dayNumber(person.start, person.since)) continue;
      const late = number - message.day;
      const together = message.many && due.find((one) => one.message.id === message.id && one.script === person.script);
      if (together) {
        together.people.push(person);
        together.late = Math.min(together.late, late);
      } else due.push({ key: `${person.script} ${message.id} ${message.many ? "" : person.id}`, script: person.script, message, people: [person], late });
    }
  }
  due.sort((one, other) => Math.sign(other.late) - Math.sign(one.late) || (one.message.time < other.message.time ? -1 : one.message.time > other.message.time ? 1 : 0));
  return { due, next };
};
