import { example } from "./example.ts";
import { fuzz } from "./fuzz.ts";
import { invalid } from "./invalid.ts";
import type { Kind } from "./kind.ts";

/** Every kind of case, in the order in which a run spends its requests. */
export const KINDS: readonly Kind[] = [example, invalid, fuzz];
