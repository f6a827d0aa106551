// Starts the shared worker while the page is still being read, so that it is ready when the page's modules are. Runs alone, without them.

{
  const { worker = "" } = /** @type {HTMLScriptElement} */ (document.currentScript).dataset;
  const page = /** @type {{ tapewireWorker?: SharedWorker }} */ (globalThis);
  try {
    // By the name that worker-life.js has, or else it is another worker.
    const started = new SharedWorker(worker, { type: "module", name: "tapewire" });
    // The page's modules try it themselves, and hear why it does not run.
    started.onerror = () => delete page.tapewireWorker;
    page.tapewireWorker = started;
  } catch {
    // There is no SharedWorker here: links.js says so.
  }
}
