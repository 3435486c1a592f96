import type { Check } from "./check.ts";
import { contentType } from "./content-type.ts";
import { defaults } from "./default.ts";
import { door } from "./door.ts";
import { echo } from "./echo.ts";
import { identity } from "./identity.ts";
import { invalidRefused } from "./invalid-refused.ts";
import { json } from "./json.ts";
import { leak } from "./leak.ts";
import { lifecycle } from "./lifecycle.ts";
import { madeOnce } from "./made-once.ts";
import { noCrash } from "./no-crash.ts";
import { probe } from "./probe.ts";
import { responseSchema } from "./response-schema.ts";
import { ruleRefused } from "./rule-refused.ts";
import { status } from "./status.ts";
import { undocumentedField } from "./undocumented-field.ts";
import { validAccepted } from "./valid-accepted.ts";

/**
 * Every check, the most basic first: where two report the same location of an answer, only the violation of the first
 * counts.
 */
export const CHECKS: readonly Check[] = [
  noCrash,
  leak,
  status,
  contentType,
  json,
  door,
  ruleRefused,
  invalidRefused,
  validAccepted,
  responseSchema,
  identity,
  lifecycle,
  madeOnce,
  echo,
  defaults,
  probe,
  undocumentedField,
];
