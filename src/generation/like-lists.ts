import { isParameter, type Location } from "../contract/locations.ts";
import type { Json } from "../core/json.ts";
import { fault, type InstanceFault } from "./instance-fault.ts";

/** Tells these faults from others of a list. */
export const OF_LIKE_LIST = "of a like list";

/**
 * A text that is listed at another location and not at this one, where most of what one lists the other does too: endpoints check
 * fields that are alike against one list. None where no list is like it.
 */
export function ofLikeLists(location: Location, locations: readonly Location[]): InstanceFault[] {
  const own = listedTexts(location);
  let found: string | undefined;
  let most = 0;
  for (const other of locations) {
    const listed = listedTexts(other);
    const shared = listed.filter((text) => own.includes(text)).length;
    const beside = listed.find((text) => !own.includes(text));
    if (beside !== undefined && shared > most) [found, most] = [beside, shared];
  }
  const expected = `one of ${own.map((text) => JSON.stringify(text)).join(", ")}`;
  return found === undefined ? [] : [fault("enum", OF_LIKE_LIST, found, expected)];
}

const isText = (value: Json): value is string => typeof value === "string";

const listedTexts = (location: Location): readonly string[] =>
  isParameter(location) ? [] : (location.schema.enum ?? []).filter(isText);
