import { matches } from "../contract/conditions/matches.ts";
import type { SchemaObject } from "../contract/contract.ts";
import type { DocPointer } from "../contract/pointers.ts";
import { SuiteError } from "../core/errors.ts";
import type { Json } from "../core/json.ts";

/** The values of an enum that the keywords beside it allow. @throws SuiteError where there is none */
export function listedValues(schema: SchemaObject, listed: readonly Json[], docs: DocPointer): Json[] {
  const allowed = listed.filter((value) => matches(pick(schema), value));
  if (allowed.length === 0) throw new SuiteError(`${docs}: no value of the enum is allowed by the rest`);
  return allowed;
}

/** The keywords of a schema by which a listed value can be checked. */
const pick = ({ type, minimum, maximum }: SchemaObject): SchemaObject => ({
  ...(type === undefined ? {} : { type }),
  ...(minimum === undefined ? {} : { minimum }),
  ...(maximum === undefined ? {} : { maximum }),
});
