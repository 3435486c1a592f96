import type { CompiledRule } from "../../contract/compiled-rule.ts";
import { compiled } from "../../contract/conditions/compiled.ts";
import type { Schema } from "../../contract/contract.ts";
import type { InstanceGenerator } from "../../contract/instance-generator.ts";
import { type LocatedValue, valuesAtLocation } from "../../contract/located-values.ts";
import type { Location } from "../../contract/locations.ts";
import type { InstancePointer } from "../../contract/pointers.ts";
import type { Json } from "../../core/json.ts";
import { withValueAt } from "../../core/json.ts";
import { simplest } from "../../generation/base-instance.ts";
import type { OperationUnderTest } from "../../generation/operation-under-test.ts";

/** A rule, and the way in which it is broken. */
interface Breach {
  readonly rule: CompiledRule;
  readonly condition: Schema;
}

/**
 * The body that breaks a rule with no more items than that takes, and behind an item that keeps it where that can be: an endpoint
 * that looks at the first items alone takes it then.
 */
export function lateBreach(underTest: OperationUnderTest, { rule, condition }: Breach, body: Json): Json {
  const others = underTest.rules.filter(({ id }) => id !== rule.id);
  const wasBroken = new Set(others.filter((other) => !other.isKept(body)));
  const isAlike = compiled(condition);
  const breaks = (one: Json): boolean =>
    underTest.accepts(one) &&
    rule.isBroken(one) &&
    isAlike(one) &&
    others.every((other) => wasBroken.has(other) || other.isKept(one));
  const lists = underTest.bodyLocations.filter(({ types }) => types.includes("array"));
  let found = body;
  for (const location of lists) found = withFewItems(found, location, breaks);
  for (const location of lists) found = withLaterBreach(underTest, found, location, breaks);
  return found;
}

/** An item of a list, of the values at a location. */
interface List {
  readonly at: InstancePointer;
  readonly items: readonly Json[];
}

const listsAt = (body: Json, location: Location): List[] =>
  valuesAtLocation(body, location).flatMap(({ at, value }: LocatedValue) =>
    Array.isArray(value) && value.length > 0 ? [{ at, items: value }] : [],
  );

function withFewItems(body: Json, location: Location, breaks: (body: Json) => boolean): Json {
  let found = body;
  for (const { at, items } of listsAt(body, location)) {
    let left = [...items];
    for (const item of items) {
      const fewer = left.filter((other) => other !== item);
      const candidate = withValueAt(found, at, fewer);
      if (fewer.length === 0 || !breaks(candidate)) continue;
      [found, left] = [candidate, fewer];
    }
  }
  return found;
}

function withLaterBreach(
  { bodyGenerator, bodyLocations }: OperationUnderTest,
  body: Json,
  location: Location,
  breaks: (body: Json) => boolean,
): Json {
  const isOfAccount = bodyLocations.some(
    ({ pointer, schema }) => schema["x-binding"] && pointer.startsWith(`${location.pointer}/`),
  );
  const generator = isOfAccount ? undefined : generatorOf(bodyGenerator, [...location.tokens, "-"]);
  for (const { at, items } of listsAt(body, location)) {
    const [first, ...rest] = items;
    const isFirst = breaks(
      withValueAt(
        body,
        at,
        items.map(() => first as Json),
      ),
    );
    if (!isFirst) continue;
    const harmless = generator && simplest(generator, 0);
    const orders = [[...rest, first as Json], ...(harmless === undefined ? [] : [[harmless, ...items]])];
    const found = orders.find(
      (order) =>
        breaks(withValueAt(body, at, order)) &&
        !breaks(
          withValueAt(
            body,
            at,
            order.map(() => order[0] as Json),
          ),
        ),
    );
    if (found) return withValueAt(body, at, found);
  }
  return body;
}

const generatorOf = (
  generator: InstanceGenerator | undefined,
  tokens: readonly string[],
): InstanceGenerator | undefined =>
  tokens.reduce<InstanceGenerator | undefined>((found, token) => found?.at?.(token), generator);
