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
}
