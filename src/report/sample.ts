import { cut } from "../core/output/sinks.ts";

/** Characters of a value that serves as an example. */
const MOST = 60;

/** A value as a short example: JSON, cut where it is long. */
export const sample = (value: unknown): string => cut(JSON.stringify(value) ?? "nothing", MOST);
