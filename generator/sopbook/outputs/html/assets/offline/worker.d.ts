/* What stands around the worker, for the type checker and for editors; never part of a site. */

/** What the build writes in front of it, site/offline.py: the digest of the file that LIST names. */
declare const VERSION: string;
declare const LIST: string;
/** The page in place of what is not kept. */
declare const AWAY: string;

/** The files of one version of an edition and their digests: kept from the beginning, and kept once they were used. */
interface FileList {
  keep: Record<string, string>;
  use: Record<string, string>;
  /** How much is kept from the beginning. */
  bytes: number;
  /** What may be kept besides, in sets: files and their sizes. */
  sets: Record<string, Record<string, number>>;
}

interface SetState {
  all: number;
  kept: number;
  bytes: number;
  left: number;
}

/* What sets.js is given by sw.js, in front of it in the same file, and the other way round. */
declare const worker: ServiceWorkerGlobalScope;
declare const SCOPE: URL;
declare const CACHE: string;
declare const STATE: string;
declare const AT_ONCE: number;
declare function address(path: string): string;
declare function loaded(path: string, digest: string): Promise<Response>;
declare function listIn(name: string): Promise<FileList | null>;
declare function tellAll(message: unknown): Promise<void>;
declare function reason(error: unknown): "full" | "lost";
declare function report(isBusy: boolean, failed?: string): Promise<void>;
declare function bring(): Promise<string>;
