import type { Check } from "./check.ts";
import { contentType } from "./content-type.ts";
import { echo } from "./echo.ts";
import { invalidRefused } from "./invalid-refused.ts";
import { json } from "./json.ts";
import { noCrash } from "./no-crash.ts";
import { responseSchema } from "./response-schema.ts";
import { status } from "./status.ts";
import { validAccepted } from "./valid-accepted.ts";

/** Every check, the most basic first: where two speak of one place of an answer, the first has the word. */
export const CHECKS: readonly Check[] = [
  noCrash,
  status,
  contentType,
  json,
  invalidRefused,
  validAccepted,
  responseSchema,
  echo,
];
