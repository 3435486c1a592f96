import type { Fault } from "../fault.ts";
import { afterwards } from "./afterwards.ts";
import { answerShape } from "./answer-shape.ts";
import { converted } from "./converted.ts";
import { numbers, texts } from "./corners.ts";
import { crash } from "./crash.ts";
import { door } from "./door.ts";
import { errorShape } from "./error-shape.ts";
import { leak } from "./leak.ts";
import { lifecycle } from "./lifecycle.ts";
import { meaning } from "./meaning.ts";
import { order } from "./order.ts";
import { partial } from "./partial.ts";
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
  ...converted,
  ...partial,
  ...texts,
  ...numbers,
  ...order,
  ...afterwards,
];
