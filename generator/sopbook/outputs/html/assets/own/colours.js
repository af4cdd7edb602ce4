// @ts-check
/* Runs in every page before it is painted: light or dark, as the reader chose. A private window may keep nothing. */
try { document.documentElement.dataset.sopColours = JSON.parse(localStorage.getItem("sopbook:colours") ?? "null") || ""; } catch { /* As the system has it. */ }
