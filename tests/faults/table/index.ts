import type { Fault } from "../fault.ts";
import { answerShape } from "./answer-shape.ts";
import { crash } from "./crash.ts";
import { door } from "./door.ts";
import { errorShape } from "./error-shape.ts";
import { leak } from "./leak.ts";
import { lifecycle } from "./lifecycle.ts";
import { meaning } from "./meaning.ts";
import { refused } from "./refused.ts";
import { rules } from "./rules.ts";
import { validation } from "./validation.ts";

/** Every planted fault. */
export const FAULTS: readonly Fault[] = [
  ...answerShape,
  ...meaning,
  ...crash,
  ...validation,
  ...rules,
  ...refused,
  ...door,
  ...errorShape,
  ...lifecycle,
  ...leak,
];
