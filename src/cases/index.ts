import { boundary } from "./boundary.ts";
import { covering } from "./covering.ts";
import { door } from "./door.ts";
import { example } from "./example.ts";
import { fuzz } from "./fuzz.ts";
import { invalid } from "./invalid.ts";
import type { Kind } from "./kind.ts";
import { lifecycle } from "./lifecycle.ts";
import { probe } from "./probe.ts";
import { rule } from "./rule.ts";

/** Every kind of case; of cases with the same priority, that of the earlier kind goes first. */
export const KINDS: readonly Kind[] = [
  example,
  door,
  rule,
  covering,
  invalid,
  boundary,
  lifecycle,
  probe,
  fuzz,
];
