// Moments at which a lost connection is worth a try at once: the network is back, the page is looked at again.

/**
 * @param {() => void} call
 * @returns {() => void} stops listening
 */
export function onWake(call) {
  const seen = () => {
    if (document.visibilityState === "visible") call();
  };
  addEventListener("online", call);
  addEventListener("pageshow", call);
  document.addEventListener("visibilitychange", seen);
  return () => {
    removeEventListener("online", call);
    removeEventListener("pageshow", call);
    document.removeEventListener("visibilitychange", seen);
  };
}
