import { compiled } from "../contract/conditions/compiled.ts";
import type { Schema, SchemaObject } from "../contract/contract.ts";
import type { SchemaAtLocation } from "../contract/schema-at-location.ts";
import { equal, type Json } from "../core/json.ts";
import { atomsOf } from "./request-atoms.ts";
import { REQUEST_PARTS, type RequestCondition, type RequestPart } from "./request-condition.ts";

/** The parts of a request as JSON. */
export type Parts = { readonly [part in RequestPart]?: Json };

/** Simple conditions that one condition joins at most: more of them would describe the examples, not their cause. */
const MOST_ATOMS = 4;

/** Headers that no condition may speak of: they belong to the caller. */
const CALLERS = /^(authorization|proxy-authorization|cookie|user-agent|host|content-length)$/i;

interface Atom {
  readonly part: RequestPart;
  readonly schema: SchemaObject;
  /** True for a condition that something is not there. */
  readonly isAbsence: boolean;
  readonly holds: (parts: Parts) => boolean;
}

/** The requests that show a difference, the simplest first, and those that do not. */
export interface Examples {
  readonly showing: readonly Parts[];
  readonly others: readonly Parts[];
}

/**
 * The smallest condition found that all showing requests meet and as few others as can be; undefined where nothing tells them
 * apart. It takes one simple condition after the other, each time the one that tells most apart, as long as it is half of them.
 */
export function smallestCondition(
  { showing, others }: Examples,
  described: SchemaAtLocation | undefined,
): RequestCondition | undefined {
  const [simplest] = showing;
  if (simplest === undefined || others.length === 0) return undefined;
  const atoms = REQUEST_PARTS.flatMap((part) => atomsOfPart(part, simplest, described)).filter(({ holds }) =>
    showing.every(holds),
  );
  const chosen: Atom[] = [];
  let left = others;
  while (left.length > 0 && chosen.length < MOST_ATOMS) {
    const best = bestOf(atoms, left);
    if (best === undefined) break;
    chosen.push(best);
    left = left.filter(best.holds);
  }
  return joined(needed(chosen, others));
}

function atomsOfPart(part: RequestPart, parts: Parts, described: SchemaAtLocation | undefined): Atom[] {
  const value = parts[part];
  if (value === undefined) return [];
  return atomsOf(value, part === "body" ? described : undefined)
    .filter(({ required = [] }) => part !== "header" || !required.some((name) => CALLERS.test(name)))
    .map((schema) => {
      const test = compiled(schema);
      const holds = (other: Parts): boolean => {
        const found = other[part];
        return found !== undefined && test(found);
      };
      return { part, schema, isAbsence: JSON.stringify(schema).includes('{"not":'), holds };
    });
}

/** The atom that tells most apart, the first among equals. */
function bestOf(atoms: readonly Atom[], requests: readonly Parts[]): Atom | undefined {
  let best: Atom | undefined;
  let fewest = Math.floor(requests.length / 2) + 1;
  for (const atom of atoms) {
    // Every second request lacks any one member: that tells something only where all others have it.
    const most = atom.isAbsence ? 1 : fewest;
    let met = 0;
    for (const request of requests) {
      if (atom.holds(request)) met += 1;
      if (met >= most) break;
    }
    if (met < most && met < fewest) [best, fewest] = [atom, met];
  }
  return best;
}

/** The atoms without those that tell nothing apart which the others do not. */
function needed(atoms: readonly Atom[], others: readonly Parts[]): readonly Atom[] {
  const met = (some: readonly Atom[]): number =>
    others.filter((request) => some.every(({ holds }) => holds(request))).length;
  let kept = atoms;
  for (const atom of atoms) {
    const without = kept.filter((one) => one !== atom);
    if (met(without) === met(kept)) kept = without;
  }
  return kept;
}

function joined(atoms: readonly Atom[]): RequestCondition | undefined {
  const parts = REQUEST_PARTS.flatMap((part): [RequestPart, Schema][] => {
    const schemas = atoms.filter((atom) => atom.part === part).map(({ schema }) => schema);
    return schemas.length === 0 ? [] : [[part, schemas.reduce(both)]];
  });
  return parts.length === 0 ? undefined : Object.fromEntries(parts);
}

/** Both conditions as one: members joined, anything else that both say differently side by side. */
function both(one: SchemaObject, other: SchemaObject): SchemaObject {
  const { required, properties, ...rest } = other;
  const names = new Set([...(one.required ?? []), ...(required ?? [])]);
  const members = { ...one.properties };
  for (const [name, schema] of Object.entries(properties ?? {})) {
    const known = members[name];
    members[name] = typeof known === "object" && typeof schema === "object" ? both(known, schema) : schema;
  }
  const isFree = Object.entries(rest).every(
    ([keyword, operand]) =>
      !Object.hasOwn(one, keyword) || equal(one[keyword as keyof SchemaObject], operand),
  );
  return {
    ...one,
    ...(names.size === 0 ? {} : { required: [...names] }),
    ...(Object.keys(members).length === 0 ? {} : { properties: members }),
    ...(isFree ? rest : { allOf: [...(one.allOf ?? []), rest] }),
  };
}
