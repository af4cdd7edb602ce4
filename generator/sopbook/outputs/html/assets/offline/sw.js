// @ts-check
/* Keeps an edition of the handbook that was opened once, so that it opens without a network. docs/decisions/0017.

   The build writes constants in front: VERSION, the digest of the file LIST, and the page AWAY. That file names every file of the
   edition with its own digest. So a version is one set of files, and nothing else is ever taken for one of them.
   One cache holds one version; it is whole as soon as it holds the list. */
"use strict";

const worker = /** @type {ServiceWorkerGlobalScope} */ (/** @type {unknown} */ (self));
const SCOPE = new URL(worker.registration.scope);
const FAMILY = `sopbook ${SCOPE.pathname} `; // other editions of the same host keep caches too
const CACHE = FAMILY + VERSION;
const STATE = `sopbook-state ${SCOPE.pathname}`;
const AT_ONCE = 6;

/** @type {(path: string) => string} */
const address = (path) => new URL(path.split("/").map(encodeURIComponent).join("/"), SCOPE).href;

/* Files and their versions */

/** @type {(path: string, digest: string) => Promise<Response>} */
const loaded = async (path, digest) => {
  const ask = (/** @type {RequestCache} */ cache) => fetch(address(path), { cache, integrity: digest, credentials: "same-origin" });
  // A file that does not fit its digest is no file of this version: asked for once more past every cache, then refused.
  const response = await ask("no-cache").catch(() => ask("reload"));
  if (!response.ok) throw new Error(`${path}: ${response.status}`);
  // What a host has redirected may not answer a navigation.
  return response.redirected ? new Response(await response.blob(), { headers: response.headers }) : response;
};

/** @type {Map<string, FileList>} */
const lists = new Map();
/** @type {(name: string) => Promise<FileList | null>} */
const listIn = async (name) => {
  const known = lists.get(name);
  if (known) return known;
  const kept = (await caches.has(name)) && (await (await caches.open(name)).match(address(LIST)));
  if (!kept) return null;
  /** @type {FileList} */
  const list = await kept.json();
  lists.set(name, list);
  return list;
};

const olderCaches = async () => (await caches.keys()).filter((name) => name.startsWith(FAMILY) && name !== CACHE);

/** @typedef {{ cache: Cache, list: FileList }} Version */
// What an older version has under the same digest need not be loaded again.
/** @type {(older: Version[], path: string, digest: string) => Promise<Response | null>} */
const fromOlder = async (older, path, digest) => {
  for (const { cache, list } of older) {
    if ((list.keep[path] ?? list.use[path]) === digest) {
      const kept = await cache.match(address(path));
      if (kept) return kept;
    }
  }
  return null;
};

const fill = async () => {
  const cache = await caches.open(CACHE);
  const answer = await loaded(LIST, VERSION);
  /** @type {FileList} */
  const list = await answer.clone().json();
  /** @type {Version[]} */
  const older = [];
  for (const name of await olderCaches()) {
    const known = await listIn(name);
    if (known) older.push({ cache: await caches.open(name), list: known });
  }
  const waiting = Object.entries(list.keep);
  const all = waiting.length;
  const tell = () => tellAll({ kept: all - waiting.length, all });
  const work = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const [path, digest] = next;
      if (await cache.match(address(path))) continue; // an interrupted attempt goes on where it stopped
      await cache.put(address(path), (await fromOlder(older, path, digest)) ?? (await loaded(path, digest)));
      if (waiting.length % AT_ONCE === 0) await tell();
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  for (const [path, digest] of older.length ? Object.entries(list.use) : []) {
    const kept = await fromOlder(older, path, digest);
    if (kept) await cache.put(address(path), kept);
  }
  await cache.put(address(LIST), answer); // last: from now on this cache is whole
};

/* Which version a page gets. A page that was opened with an older version keeps getting that one's files. */

/** @typedef {{ current: string, pages: Record<string, string> }} State The newest version, and that of each older page, by their caches. */
/** @type {State | undefined} */
let remembered;
/** @type {() => Promise<State>} */
const state = async () => {
  if (remembered) return remembered;
  const kept = await (await caches.open(STATE)).match(SCOPE.href);
  /** @type {State} */
  const known = kept ? await kept.json() : { current: "", pages: {} };
  return (remembered ??= known); // It may have changed in the meantime.
};

/** @type {(next: State) => Promise<void>} */
const keepState = async (next) => {
  remembered = next;
  await (await caches.open(STATE)).put(SCOPE.href, new Response(JSON.stringify(next)));
};

/** @type {(names: Iterable<string>) => Promise<void>} */
const drop = async (names) => {
  for (const name of names) {
    lists.delete(name);
    await caches.delete(name);
  }
};

// Pages of an older version that are closed by now need that version no more.
const sweep = async () => {
  const { current, pages } = await state();
  /** @type {Record<string, string>} */
  const open = {};
  for (const [id, name] of Object.entries(pages)) if (await worker.clients.get(id)) open[id] = name;
  if (Object.keys(open).length === Object.keys(pages).length) return;
  await keepState({ current, pages: open });
  const needed = new Set([CACHE, ...Object.values(open)]);
  await drop(new Set(Object.values(pages).filter((name) => !needed.has(name))));
};

const takeOver = async () => {
  const { current, pages } = await state();
  const open = { ...pages };
  if (current && current !== CACHE) {
    for (const client of await worker.clients.matchAll({ includeUncontrolled: true })) {
      if (new URL(client.url).pathname.startsWith(SCOPE.pathname)) open[client.id] ??= current;
    }
  }
  await keepState({ current: CACHE, pages: open });
  await sweep();
  const needed = new Set(Object.values(open));
  if (!worker.registration.installing) await drop((await olderCaches()).filter((name) => !needed.has(name)));
  if (!current) await worker.clients.claim(); // the first version: the page that is open came with it
};

/* Answers */

/** @type {(url: URL, list: FileList) => string | undefined} */
const fileOf = (url, list) => {
  const path = decodeURIComponent(url.pathname.slice(SCOPE.pathname.length));
  // Some hosts show a page without its ending.
  const names = path === "" || path.endsWith("/") ? [`${path}index.html`] : [path, `${path}.html`];
  return names.find((name) => name in list.keep || name in list.use);
};

/** @type {(event: FetchEvent) => Promise<Response>} */
const answered = async (event) => {
  const { request } = event;
  try {
    const { pages } = await state();
    const name = request.mode === "navigate" ? CACHE : pages[event.clientId] ?? CACHE;
    const list = await listIn(name);
    const path = list && fileOf(new URL(request.url), list);
    if (path) {
      const cache = await caches.open(name);
      const kept = await cache.match(address(path));
      if (kept) return kept;
      const response = await loaded(path, list.keep[path] ?? list.use[path]);
      event.waitUntil(cache.put(address(path), response.clone()));
      return response;
    }
  } catch {
    // Not kept and not of this version, or no network.
  }
  return request.mode === "navigate" ? fetch(request).catch((error) => away(request, error)) : fetch(request);
};

// Instead of the browser's own error: a page of ours, at an address of its own, so that what it asks for is found from there.
/** @type {(request: Request, error: unknown) => Promise<Response>} */
const away = async (request, error) => {
  const list = await listIn(CACHE);
  if (!list || !(AWAY in list.keep) || request.url.startsWith(address(AWAY))) throw error;
  const page = new URL(address(AWAY));
  page.searchParams.set("from", request.url);
  return Response.redirect(page.href);
};

let isLookedAfter = false;
const lookAfter = async () => {
  await sweep();
  if (!(await listIn(CACHE))) await fill(); // the browser has thrown our cache away
  if (isLookedAfter) return;
  isLookedAfter = true; // once in the life of a worker, or a full device would try again with each page
  await report(false, await bring());
};

/** A new version is whole with its pages; what was chosen besides may come later. @type {() => Promise<void>} */
const install = async () => {
  await fill().catch(async (error) => {
    await tellAll({ unkept: reason(error) });
    throw error;
  });
  await bring();
};

worker.addEventListener("install", (event) => event.waitUntil(install()));
worker.addEventListener("activate", (event) => event.waitUntil(takeOver()));
worker.addEventListener("message", (event) => {
  if (event.data === "sopbook:take-over") worker.skipWaiting();
});
worker.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== SCOPE.origin || !url.pathname.startsWith(SCOPE.pathname)) return;
  if (request.headers.has("range")) return; // parts of a film: not for a cache
  const answer = answered(event);
  event.respondWith(answer);
  if (request.mode === "navigate") event.waitUntil(answer.then(lookAfter).catch(() => {}));
});
