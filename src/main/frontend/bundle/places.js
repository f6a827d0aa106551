// Where the bundle takes its files from, and where it writes them to.

import { join } from "node:path";

const { RESOURCES_DIR } = process.env;
if (!RESOURCES_DIR) throw new Error("RESOURCES_DIR names the folder to write to");

/** What is served below `/tapewire/`: what we write, what browsers get. */
export const SOURCES = join(import.meta.dirname, "../../resources/META-INF/resources/tapewire");
export const TARGET = RESOURCES_DIR;
/** The roots of all resources. */
export const SOURCE_ROOT = join(SOURCES, "../../..");
export const TARGET_ROOT = join(TARGET, "../../..");

export const MODULES = join(import.meta.dirname, "../node_modules");

/**
 * The folder of files whose names have a hash. Modules find the application's root from it, so it is as deep as the folders of their sources.
 */
export const BUILT = "client/built";
