import { fullBodies } from "../body/full.ts";
import { type Site, valuesAt } from "../body/sites.ts";
import type { Json } from "../contract.ts";
import { withValueAt } from "../json.ts";
import { matches } from "../rules/matches.ts";
import { typesOf } from "../schema.ts";
import { CORNERS, type Corner } from "./corners.ts";
import { invalidDraft } from "./invalid.ts";
import type { Draft, Kind, KindContext } from "./kind.ts";

/** At and beside every documented bound, and values known to break systems, many places of a body at once. */
export const boundary: Kind = {
  id: "boundary",
  *drafts(context) {
    const drafts = [...valid(context)];
    for (const draft of drafts) yield { ...draft, gain: 1 / drafts.length };
    yield* fractionsOutside(context);
  },
};

/** One body a corner: every place that can, takes it; a place that the first body cannot have is in the next. */
function* valid(context: KindContext): Iterable<Draft> {
  const seen = new Set<string>();
  const bodies = fullBodies(context.source, context.sites, context.seed);
  for (const [round, full] of bodies.entries()) {
    for (const corner of CORNERS) {
      const { body, changed } = withCorner(context, full, corner);
      const fresh = changed.filter((pointer) => !seen.has(`${corner.name} ${pointer}`));
      if (fresh.length === 0) continue;
      for (const pointer of fresh) seen.add(`${corner.name} ${pointer}`);
      yield { name: round === 0 ? corner.name : `${corner.name}/${round}`, expect: "accept", body, gain: 1 };
    }
  }
}

/** The body with the corner in every place that takes it without breaking schema or rule. */
function withCorner(
  { source, sites }: KindContext,
  full: Json,
  corner: Corner,
): { body: Json; changed: string[] } {
  let body = full;
  const changed: string[] = [];
  for (const site of sites) {
    if (site.pointer === "" || isForeign(site)) continue;
    for (const { at, value } of [...valuesAt(body, site.pointer)]) {
      const other = corner.value(site, value);
      if (other === undefined) continue;
      const candidate = withValueAt(body, at, other);
      if (!source.isValid(candidate) || !source.rules.every(({ keeps }) => matches(keeps, candidate)))
        continue;
      body = candidate;
      changed.push(site.pointer);
    }
  }
  return { body, changed };
}

/** A value that must exist in the account is the account's, not ours to bend. */
const isForeign = ({ schema }: Site): boolean => schema["x-binding"] !== undefined;

/** Half a step outside of each bound of a number that may be a fraction; whole steps are the kind `invalid`'s. */
function* fractionsOutside(context: KindContext): Iterable<Draft> {
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
      if (draft) yield { ...draft, gain: 0.0017 };
    }
  }
}
