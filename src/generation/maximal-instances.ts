import { firstPointer, type Location } from "../contract/locations.ts";
import type { Json } from "../core/json.ts";
import { randomOf } from "../core/seed.ts";
import { type BodySource, baseBody } from "./base-instance.ts";
import { repair } from "./repair.ts";

const built = new WeakMap<BodySource, { readonly seed: number; readonly bodies: readonly Json[] }>();

/** Valid bodies that keep every rule, each with as many places as can stand together; every place is in one of them. */
export function maximalInstances(
  source: BodySource,
  locations: readonly Location[],
  seed: number,
): readonly Json[] {
  const known = built.get(source);
  if (known?.seed === seed) return known.bodies;
  const bodies: Json[] = [];
  let missing = [...locations];
  while (missing.length > 0) {
    const body = maximalInstance(source, [...missing, ...locations], seed);
    const left =
      body === undefined ? [] : missing.filter((location) => firstPointer(body, location) === undefined);
    if (body === undefined || left.length === missing.length) break;
    bodies.push(body);
    missing = left;
  }
  built.set(source, { seed, bodies });
  return bodies;
}

/** Adds one place after the other, each where it takes none of those before away. */
function maximalInstance(source: BodySource, wanted: readonly Location[], seed: number): Json | undefined {
  const keeps = source.rules.map((rule) => rule.keeps);
  const random = randomOf(seed);
  let held: Location[] = [];
  let body: Json | undefined;
  for (const location of wanted) {
    if (body !== undefined && firstPointer(body, location) !== undefined) {
      held.push(location);
      continue;
    }
    const found =
      body === undefined
        ? baseBody(source, [location.presence], seed)
        : repair(body, [location.presence, ...keeps], source.generator, random, source.isValid);
    if (found === undefined || held.some((location) => firstPointer(found, location) === undefined)) continue;
    body = found;
    held = [...held, location];
  }
  return body;
}
