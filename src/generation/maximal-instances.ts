import { firstPointer } from "../contract/located-values.ts";
import type { Location } from "../contract/locations.ts";
import type { Json } from "../core/json.ts";
import { randomOf } from "../core/seed.ts";
import type { Work } from "../core/slices.ts";
import type { BaseInstances, InstanceSource } from "./base-instance.ts";
import { repair } from "./repair/repair.ts";

/** Valid instances that keep every rule, each with as many locations as can stand together; every location is in one of them. */
export function* maximalInstances(
  source: InstanceSource,
  bases: BaseInstances,
  locations: readonly Location[],
  seed: number,
): Work<readonly Json[]> {
  const instances: Json[] = [];
  let missing = [...locations];
  while (missing.length > 0) {
    const instance = yield* maximalInstance(source, bases, [...missing, ...locations], seed);
    const left =
      instance === undefined
        ? []
        : missing.filter((location) => firstPointer(instance, location) === undefined);
    if (instance === undefined || left.length === missing.length) break;
    instances.push(instance);
    missing = left;
  }
  return instances;
}

/** Adds one location after the other, each where it takes none of those before away. */
function* maximalInstance(
  source: InstanceSource,
  bases: BaseInstances,
  wanted: readonly Location[],
  seed: number,
): Work<Json | undefined> {
  const keeps = source.rules.map((rule) => rule.keeps);
  const random = randomOf(seed);
  let held: Location[] = [];
  let instance: Json | undefined;
  for (const location of wanted) {
    yield;
    if (instance !== undefined && firstPointer(instance, location) !== undefined) {
      held.push(location);
      continue;
    }
    const conditions = [location.presence, ...keeps];
    const found =
      instance === undefined
        ? bases.find([location.presence], seed)
        : repair(instance, conditions, source.generator, random, source.accepts);
    if (found === undefined || held.some((known) => firstPointer(found, known) === undefined)) continue;
    instance = found;
    held = [...held, location];
  }
  return instance;
}
