import { createRequire } from "node:module";

/** Finds what a project's `generated/validators.js` needs, where the package's own dependencies are installed. */
export const require = createRequire(import.meta.url);
