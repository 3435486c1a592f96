import { locateSite, type Site } from "../contract/locations.ts";
import type { Json } from "../core/json.ts";
import { randomOf } from "../core/seed.ts";
import { type BodySource, baseBody } from "./base-instance.ts";
import { satisfy } from "./repair.ts";

const built = new WeakMap<BodySource, { readonly seed: number; readonly bodies: readonly Json[] }>();

/** Valid bodies that keep every rule, each with as many places as can stand together; every place is in one of them. */
export function fullBodies(source: BodySource, sites: readonly Site[], seed: number): readonly Json[] {
  const known = built.get(source);
  if (known?.seed === seed) return known.bodies;
  const bodies: Json[] = [];
  let missing = [...sites];
  while (missing.length > 0) {
    const body = fullBody(source, [...missing, ...sites], seed);
    const left = body === undefined ? [] : missing.filter((site) => locateSite(body, site) === undefined);
    if (body === undefined || left.length === missing.length) break;
    bodies.push(body);
    missing = left;
  }
  built.set(source, { seed, bodies });
  return bodies;
}

/** Adds one place after the other, each where it takes none of those before away. */
function fullBody(source: BodySource, wanted: readonly Site[], seed: number): Json | undefined {
  const keeps = source.rules.map((rule) => rule.keeps);
  const random = randomOf(seed);
  let held: Site[] = [];
  let body: Json | undefined;
  for (const site of wanted) {
    if (body !== undefined && locateSite(body, site) !== undefined) {
      held.push(site);
      continue;
    }
    const found =
      body === undefined
        ? baseBody(source, [site.presence], seed)
        : satisfy(body, [site.presence, ...keeps], source.generator, random, source.isValid);
    if (found === undefined || held.some((site) => locateSite(found, site) === undefined)) continue;
    body = found;
    held = [...held, site];
  }
  return body;
}
