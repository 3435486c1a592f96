import { compiled } from "../contract/conditions/compiled.ts";
import { placesOf, type Site } from "../contract/locations.ts";
import { typesOf } from "../contract/schema.ts";
import type { Json } from "../core/json.ts";
import { withValueAt } from "../core/json.ts";
import { seedOf } from "../core/seed.ts";
import { baseBody } from "../generation/base-instance.ts";
import { fullBodies } from "../generation/maximal-instances.ts";
import { BOUNDARY_VALUES } from "../generation/values/boundary-values.ts";
import { SPECIAL_VALUES } from "../generation/values/index.ts";
import type { SpecialValue } from "../generation/values/special-value.ts";
import { invalidDraft, placeName } from "./invalid.ts";
import type { Draft, Kind, KindContext } from "./kind.ts";
import { PRIORITY } from "./priority.ts";

const isOfBound = ({ name }: Draft): boolean =>
  BOUNDARY_VALUES.some((corner) => corner.name === name.split("/")[0]);

/** At and beside every documented bound, and values known to break systems, many places of a body at once. */
export const boundary: Kind = {
  id: "boundary",
  *drafts(context) {
    const seen = new Set<string>();
    const drafts = [...valid(context, seen), ...apart(context, seen)];
    const bounds = drafts.filter(isOfBound);
    for (const draft of bounds) yield { ...draft, priority: 1 / bounds.length };
    for (const draft of drafts) if (!isOfBound(draft)) yield { ...draft, priority: PRIORITY.naughtyString };
    yield* [...fractionsOutside(context)].sort((a, b) => b.priority - a.priority);
  },
};

/** One body a corner: every place that can, takes it; a place that the first body cannot have is in the next. */
function* valid(context: KindContext, seen: Set<string>): Iterable<Draft> {
  const bodies = fullBodies(context.source, context.sites, context.seed);
  for (const [round, full] of bodies.entries()) {
    for (const corner of SPECIAL_VALUES) {
      const { body, changed } = withCorner(context, full, corner);
      const fresh = changed.filter((site) => !seen.has(keyOf(corner, site)));
      if (fresh.length === 0) continue;
      for (const site of fresh) seen.add(keyOf(corner, site));
      yield {
        name: round === 0 ? corner.name : `${corner.name}/${round}`,
        expect: "accept",
        body,
        priority: 1,
      };
    }
  }
}

/** What the full bodies have no room for, a rule being in the way, gets a body of its own: each bound at least. */
function* apart({ source, sites, seed }: KindContext, seen: Set<string>): Iterable<Draft> {
  for (const corner of BOUNDARY_VALUES) {
    for (const site of sites) {
      const condition = isForeign(site) ? undefined : corner.condition(site);
      if (condition === undefined || seen.has(keyOf(corner, site))) continue;
      seen.add(keyOf(corner, site));
      const name = `${corner.name}/${placeName(site)}`;
      const body = baseBody(source, [site.holding(condition)], seedOf(seed, `boundary/${name}`));
      if (body !== undefined) yield { name, expect: "accept", body, priority: 1 };
    }
  }
}

const keyOf = ({ name }: SpecialValue, { pointer, branch }: Site): string => `${name} ${pointer} ${branch}`;

interface Cornered {
  readonly body: Json;
  readonly changed: readonly Site[];
}

/** The body with the corner in every place that takes it without breaking schema or rule. */
function withCorner({ source, sites }: KindContext, full: Json, corner: SpecialValue): Cornered {
  const isLawful = (body: Json) =>
    source.isValid(body) && source.rules.every(({ keeps }) => compiled(keeps)(body));
  // Mostly all places take it, so that all are tried at once, then halves of them.
  const inEach = (body: Json, places: readonly Site[]): Cornered => {
    const all = replacedIn(body, places, corner);
    if (all.changed.length === 0 || isLawful(all.body)) return all;
    if (places.length === 1) return oneByOne(body, places[0] as Site, corner, isLawful);
    const half = Math.ceil(places.length / 2);
    const left = inEach(body, places.slice(0, half));
    const right = inEach(left.body, places.slice(half));
    return { body: right.body, changed: [...left.changed, ...right.changed] };
  };
  return inEach(
    full,
    sites.filter((site) => site.pointer !== "" && !isForeign(site)),
  );
}

function replacedIn(full: Json, places: readonly Site[], corner: SpecialValue): Cornered {
  let body = full;
  const changed: Site[] = [];
  for (const site of places) {
    for (const { at, value } of placesOf(body, site)) {
      const other = corner.value(site, value);
      if (other === undefined) continue;
      body = withValueAt(body, at, other);
      changed.push(site);
    }
  }
  return { body, changed };
}

/** The corner in each item by itself that takes it: items of one place may have to differ. */
function oneByOne(full: Json, site: Site, corner: SpecialValue, isLawful: (body: Json) => boolean): Cornered {
  let body = full;
  const changed: Site[] = [];
  for (const { at, value } of placesOf(full, site)) {
    const other = corner.value(site, value);
    const candidate = other === undefined ? undefined : withValueAt(body, at, other);
    if (candidate === undefined || !isLawful(candidate)) continue;
    body = candidate;
    changed.push(site);
  }
  return { body, changed };
}

/** A value that must exist in the account is the account's, not ours to bend. */
const isForeign = ({ schema }: Site): boolean => schema["x-binding"] !== undefined;

/** Half a step outside of each bound of a number that may be a fraction; whole steps are the kind `invalid`'s. */
function* fractionsOutside(context: KindContext): Iterable<Draft> {
  const seen = new Set<string>();
  for (const site of context.sites) {
    const { minimum, maximum, multipleOf } = site.schema;
    if (!typesOf(site.schema).includes("number") || multipleOf !== undefined) continue;
    const bounds = [
      ["minimum", minimum, -0.5, "at least"],
      ["maximum", maximum, 0.5, "at most"],
    ] as const;
    for (const [keyword, bound, step, word] of bounds) {
      if (bound === undefined) continue;
      const draft = invalidDraft(context, site, {
        keyword,
        variant: "by a fraction",
        value: bound + step,
        expected: `${word} ${bound}`,
      });
      // The same bound in another place is mostly held by the same code.
      const kind = `${keyword} ${bound}`;
      if (draft)
        yield {
          ...draft,
          priority: seen.has(kind) ? PRIORITY.fractionOutsideAgain : PRIORITY.fractionOutside,
        };
      seen.add(kind);
    }
  }
}
