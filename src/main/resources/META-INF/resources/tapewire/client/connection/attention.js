// What the window tells about the person in front of it: whether somebody looks, and moments at which a connection is worth an attempt.

/**
 * @typedef {object} AttentionListener
 * @property {() => void} wake the network is back, or the page is looked at again
 * @property {(hidden: boolean) => void} hidden
 * @property {() => void} away the page is left; it may come back as it was, from the back/forward cache
 */

/**
 * @param {AttentionListener} listener
 * @returns {() => void} stops listening
 */
export function onAttention({ wake, hidden, away }) {
  const stop = new AbortController();
  const { signal } = stop;
  // Also after the page comes back, by whatever event: it may have been hidden meanwhile.
  const seen = () => {
    hidden(document.hidden);
    if (!document.hidden) wake();
  };
  addEventListener("online", seen, { signal });
  addEventListener("pageshow", seen, { signal });
  addEventListener("pagehide", away, { signal });
  document.addEventListener("visibilitychange", seen, { signal });
  // A page that the browser has frozen and runs again.
  document.addEventListener("resume", seen, { signal });
  hidden(document.hidden);
  return () => stop.abort();
}
