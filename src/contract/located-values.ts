import type { Json } from "../core/json.ts";
import { isObject, valueAt } from "../core/json.ts";
import { compiled } from "./conditions/compiled.ts";
import type { Location } from "./locations.ts";
import { childPointer, type InstancePointer, WHOLE } from "./pointers.ts";

/** JSON pointer to the first value of an instance at the location, not at that of another alternative; undefined where there is none. */
export const firstPointer = (body: Json, location: Location): InstancePointer | undefined =>
  valuesAtLocation(body, location)[0]?.at;

/** A value of an instance, with its JSON pointer. */
export interface LocatedValue {
  readonly at: InstancePointer;
  readonly value: Json;
}

/** Every value in an instance that stands at the location, those of other alternatives left out. */
export function valuesAtLocation(body: Json, { tokens, within }: Location): readonly LocatedValue[] {
  const found = valuesAtTokens(body, tokens);
  if (within.length === 0) return found;
  return found.filter(({ at }) => {
    const own = at.split("/");
    return within.every(({ depth, condition }) =>
      compiled(condition)(valueAt(body, own.slice(0, depth + 1).join("/")) as Json),
    );
  });
}

/** Every value in an instance that a location's tokens name, with its pointer. */
export function valuesAtTokens(body: Json, tokens: readonly string[]): readonly LocatedValue[] {
  const found: LocatedValue[] = [];
  collect(body, tokens, 0, WHOLE, found);
  return found;
}

function collect(
  value: Json,
  tokens: readonly string[],
  depth: number,
  at: InstancePointer,
  found: LocatedValue[],
): void {
  const token = tokens[depth];
  if (token === undefined) found.push({ at, value });
  else if (token === "-" && Array.isArray(value)) {
    for (let index = 0; index < value.length; index++)
      collect(value[index] as Json, tokens, depth + 1, childPointer(at, index), found);
  } else if (isObject(value) && Object.hasOwn(value, token))
    collect(value[token] as Json, tokens, depth + 1, childPointer(at, token), found);
}
