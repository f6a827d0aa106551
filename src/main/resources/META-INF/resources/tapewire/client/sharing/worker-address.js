// Where the worker's file is. The bundle puts its name there, which has a hash. The worker itself must not know this module: its hash would depend on itself.

export const WORKER_ADDRESS = new URL("./worker.js", import.meta.url);
