import { valuesAtLocation, valuesAtTokens } from "../../contract/located-values.ts";
import type { Location } from "../../contract/locations.ts";
import type { Json } from "../../core/json.ts";
import { withValueAt } from "../../core/json.ts";
import type { Work } from "../../core/slices.ts";
import type { OperationUnderTest } from "../../generation/operation-under-test.ts";

interface Growth {
  /** The number of items of each list. */
  readonly count: number;
  /** True for a location that stays as it is, with the lists that hold it. */
  readonly isLeft?: (location: Location) => boolean;
  /** False for a body that will not do, so that the list keeps its length. */
  readonly isFit?: (body: Json) => boolean;
}

/** The body in which each list that has items has so many of them, its own in turn, as far as its schema allows. */
export function* withMoreItems(
  { bodyLocations }: Pick<OperationUnderTest, "bodyLocations">,
  body: Json,
  { count, isLeft = () => false, isFit = () => true }: Growth,
): Work<Json> {
  const left = bodyLocations.filter(isLeft).map(({ pointer }) => pointer);
  let grown = body;
  for (const location of bodyLocations) {
    yield;
    const size = Math.min(count, location.schema.maxItems ?? count);
    if (!location.types.includes("array") || location.schema.uniqueItems) continue;
    if (left.some((pointer) => pointer.startsWith(`${location.pointer}/`))) continue;
    const longer = withItemsAt(grown, location, size);
    if (longer !== grown && isFit(longer)) grown = longer;
  }
  return grown;
}

function withItemsAt(body: Json, location: Location, size: number): Json {
  let grown = body;
  for (const { at, value } of valuesAtLocation(body, location)) {
    if (!Array.isArray(value) || value.length === 0 || value.length >= size) continue;
    grown = withValueAt(
      grown,
      at,
      Array.from({ length: size }, (_, index) => value[index % value.length] as Json),
    );
  }
  return grown;
}

/** The body with a second item in each list around a location, the same as the last. */
export function withLaterItem(body: Json, { tokens }: Location): Json {
  let grown = body;
  for (const [depth, token] of tokens.entries()) {
    if (token !== "-") continue;
    grown = withLast(grown, tokens.slice(0, depth));
  }
  return grown;
}

function withLast(body: Json, tokens: readonly string[]): Json {
  const [last] = valuesAtTokens(body, tokens).slice(-1);
  const item = Array.isArray(last?.value) ? last.value.at(-1) : undefined;
  return last && item !== undefined ? withValueAt(body, last.at, [...(last.value as Json[]), item]) : body;
}
