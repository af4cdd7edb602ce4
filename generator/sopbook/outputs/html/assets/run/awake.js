// @ts-check
/* Keeps the screen on while something is run, where the browser can (W3C, Screen Wake Lock). */
sopbook.awake = (tell) => {
  "use strict";

  /** @type {WakeLockSentinel | null} */
  let lock = null;
  let isWanted = true;

  // A browser takes the lock back whenever the page goes out of sight.
  const ask = async () => {
    if (!isWanted || document.hidden) return;
    try {
      lock = await navigator.wakeLock.request("screen");
      lock.addEventListener("release", () => tell(false));
      if (isWanted) tell(true);
      else lock.release();
    } catch {
      tell(false); // No https, an old browser, little power.
    }
  };
  const again = () => { if (!document.hidden) ask(); };
  document.addEventListener("visibilitychange", again);
  ask();
  return () => {
    isWanted = false;
    document.removeEventListener("visibilitychange", again);
    lock?.release();
  };
};
