// @ts-check
/* What a reader chose to keep besides: sheets, pictures, calendars. The choice outlasts a version, so that an update brings them along.
   Behind sw.js in the same file; keeping/ is the page that shows it. */

const CHOICE = `${SCOPE.href}?chosen`;

/** @type {() => Promise<string[]>} */
const chosen = async () => {
  const kept = await (await caches.open(STATE)).match(CHOICE);
  return kept ? await kept.json() : [];
};

/** @type {(names: string[]) => Promise<void>} */
const choose = async (names) => (await caches.open(STATE)).put(CHOICE, new Response(JSON.stringify(names)));

/** @type {(message: unknown) => Promise<void>} */
const tellAll = async (message) => {
  const pages = await worker.clients.matchAll({ includeUncontrolled: true });
  for (const client of pages) if (new URL(client.url).pathname.startsWith(SCOPE.pathname)) client.postMessage(message);
};

// No room is the reader's to mend; all else is the network's, a login's that has ended, or a host's that is being renewed.
/** @type {(error: unknown) => "full" | "lost"} */
const reason = (error) => (error instanceof DOMException && error.name === "QuotaExceededError" ? "full" : "lost");

/** @type {(kept: Set<string>, list: FileList) => Record<string, SetState>} */
const states = (kept, list) => {
  /** @type {Record<string, SetState>} */
  const found = { pages: { all: Object.keys(list.keep).length, kept: 0, bytes: list.bytes, left: 0 } };
  for (const path of Object.keys(list.keep)) if (kept.has(address(path))) found.pages.kept++;
  for (const [name, files] of Object.entries(list.sets)) {
    const one = (found[name] = { all: 0, kept: 0, bytes: 0, left: 0 });
    for (const [path, size] of Object.entries(files)) {
      one.all++;
      one.bytes += size;
      if (kept.has(address(path))) one.kept++;
      else one.left += size;
    }
  }
  return found;
};

/** @type {() => Promise<Set<string>>} */
const keptNow = async () => new Set((await (await caches.open(CACHE)).keys()).map((one) => one.url));

/** @type {(isBusy: boolean, failed?: string) => Promise<void>} */
const report = async (isBusy, failed = "") => {
  const list = await listIn(CACHE);
  if (list) await tellAll({ sets: states(await keptNow(), list), chosen: await chosen(), isBusy, failed });
};

/** What is being loaded: the sets that are still wanted. @type {Set<string>} */
let wanted = new Set();
/** @type {Promise<string> | undefined} */
let bringing;
// Loads what was chosen and is not there, and says why it stopped. An attempt that was interrupted goes on where it stopped.
const bring = () => (bringing ??= bringChosen().finally(() => { bringing = undefined; }));

const bringChosen = async () => {
  const list = await listIn(CACHE);
  if (!list) return "";
  wanted = new Set(await chosen());
  const cache = await caches.open(CACHE);
  const kept = await keptNow();
  const waiting = [...wanted].flatMap((name) => Object.keys(list.sets[name] ?? {}).map((path) => ({ name, path }))).filter(({ path }) => !kept.has(address(path)));
  let failed = "";
  const work = async () => {
    for (let next = waiting.shift(); next && !failed; next = waiting.shift()) {
      const { name, path } = next;
      if (!wanted.has(name)) continue; // given up in the meantime
      try {
        await cache.put(address(path), await loaded(path, list.use[path]));
      } catch (error) {
        failed = reason(error);
      }
      if (waiting.length % AT_ONCE === 0) await report(true);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return failed;
};

/** @type {(names: string[]) => Promise<void>} */
const keepSets = async (names) => {
  await choose([...new Set([...(await chosen()), ...names])]);
  await bringing;
  await report(false, await bring());
};

/** @type {(name: string) => Promise<void>} */
const dropSet = async (name) => {
  wanted.delete(name);
  await choose((await chosen()).filter((one) => one !== name));
  await bringing;
  const list = await listIn(CACHE);
  const cache = await caches.open(CACHE);
  await Promise.all(Object.keys(list?.sets[name] ?? {}).map((path) => cache.delete(address(path))));
  await report(false);
};

worker.addEventListener("message", (event) => {
  if (Array.isArray(event.data?.keep)) event.waitUntil(keepSets(event.data.keep));
  if (typeof event.data?.drop === "string") event.waitUntil(dropSet(event.data.drop));
  if (event.data?.ask) event.waitUntil(report(Boolean(bringing)));
});
