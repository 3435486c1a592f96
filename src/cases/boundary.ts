import { isBound } from "../contract/account-marks.ts";
import { valuesAtLocation } from "../contract/located-values.ts";
import { isWhole, type Location } from "../contract/locations.ts";
import type { Json } from "../core/json.ts";
import { seedOf } from "../core/seed.ts";
import { collected, type WithPauses, type Work } from "../core/slices.ts";
import { asJson, asRequest } from "../generation/requests.ts";
import { BOUNDARY_VALUES } from "../generation/values/boundary-values.ts";
import { SPECIAL_VALUES } from "../generation/values/index.ts";
import { NAUGHTY_DATES, UNPAIRED_SURROGATE } from "../generation/values/naughty-values.ts";
import type { SpecialValue } from "../generation/values/special-value.ts";
import type { Draft, Kind, KindContext } from "./kind.ts";
import { PRIORITY } from "./priority.ts";
import { caseName } from "./shared/case-name.ts";
import { type Choice, withSpecialValues } from "./shared/special-values.ts";

/** A case, and the special values that it sends. */
interface SpecialCase {
  readonly specials: readonly SpecialValue[];
  readonly draft: Draft;
}

const isBoundaryValue = (special: SpecialValue): boolean =>
  BOUNDARY_VALUES.some(({ name }) => name === special.name);

const isOfBound = ({ specials }: SpecialCase): boolean => specials.some(isBoundaryValue);

/** At and beside every documented bound, and values known to break systems, many locations of a request at once. */
export const boundary: Kind = {
  id: "boundary",
  sends: "at and beside every documented bound, and values that are known to break systems",
  *drafts(context) {
    const seen = new Set<string>();
    const drafts = yield* collected(valid(context, seen));
    drafts.push(...(yield* collected(ofOneBound(context, seen))));
    const bounds = drafts.filter(isOfBound);
    for (const { draft } of bounds) yield { ...draft, priority: 1 / bounds.length };
    const further = drafts
      .filter((each) => !isOfBound(each))
      .map(({ specials, draft }) => ({ ...draft, priority: priorityOf(specials) }));
    further.push(...(yield* collected(unpaired(context))));
    yield* further.sort((a, b) => b.priority - a.priority);
  },
};

function priorityOf(specials: readonly SpecialValue[]): number {
  if (specials.every((special) => NAUGHTY_DATES.includes(special))) return PRIORITY.naughtyDate;
  return specials.some(({ isPart }) => isPart) ? PRIORITY.naughtyPart : PRIORITY.naughtyString;
}

/**
 * Requests in which every location holds the next of the special values that it can hold, so that each of them asks about
 * texts, numbers, dates and lists at once; a location that the first maximal instance cannot have is in the next one.
 */
function* valid(context: KindContext, seen: Set<string>): WithPauses<SpecialCase> {
  const instances = yield* context.underTest.requests.maximalInSteps();
  const names = new Set<string>();
  let count = 0;
  for (const [round, instance] of instances.entries()) {
    const waiting = yield* waitingFor(context, asJson(instance), seen);
    while (waiting.some(({ specials }) => specials.length > 0)) {
      const chosen = waiting.flatMap(({ location, specials }): Choice[] => {
        const special = specials.shift();
        return special ? [{ location, special }] : [];
      });
      const varied = yield* withListedValues(context, asJson(instance), count++);
      const { request, changed } = yield* withSpecialValues(context, varied, chosen);
      const fresh = changed.filter((choice) => !seen.has(keyOf(choice.special, choice.location)));
      if (fresh.length === 0) continue;
      for (const { special, location } of fresh) seen.add(keyOf(special, location));
      const specials = [...new Set(fresh.map(({ special }) => special))];
      const name = freeName(specials.map(({ name }) => name).join("+"), round, names);
      yield { specials, draft: { name, expect: "accept", ...asRequest(request), priority: 1 } };
    }
  }
}

/** The request in which each location with listed values, or a boolean, has the next of them, as far as rules allow. */
function* withListedValues(context: KindContext, instance: Json, count: number): Work<Json> {
  const special: SpecialValue = {
    name: "listed",
    value: ({ schema, types }) => {
      const listed = schema.enum ?? (types.includes("boolean") ? [false, true] : []);
      return listed[count % listed.length];
    },
  };
  const chosen = context.underTest.requests.locations
    .filter((location) => !isWhole(location) && !isBound(location.schema) && location.in === "body")
    .map((location) => ({ location, special }));
  return (yield* withSpecialValues(context, instance, chosen)).request;
}

function freeName(name: string, round: number, names: Set<string>): string {
  let free = round === 0 ? name : `${name}/${round}`;
  while (names.has(free)) free += "/again";
  names.add(free);
  return free;
}

/** A location, and the special values that it has not held in any request. */
interface Waiting {
  readonly location: Location;
  readonly specials: SpecialValue[];
}

function* waitingFor(
  { underTest: { requests } }: KindContext,
  instance: Json,
  seen: ReadonlySet<string>,
): Work<Waiting[]> {
  const waiting: Waiting[] = [];
  for (const location of requests.locations) {
    yield;
    if (isWhole(location) || isBound(location.schema)) continue;
    const values = valuesAtLocation(instance, location);
    const specials = SPECIAL_VALUES.filter(
      (special) =>
        !seen.has(keyOf(special, location)) &&
        values.some(({ value }, nth) => special.value(location, value, nth) !== undefined),
    );
    if (specials.length > 0) waiting.push({ location, specials });
  }
  return waiting;
}

/** A text that is no Unicode: whoever replaces or refuses it does well (RFC 8259, section 8.2), and whoever fails does not. */
function* unpaired(context: KindContext): WithPauses<Draft> {
  const [instance] = yield* context.underTest.requests.maximalInSteps();
  if (instance === undefined) return;
  const locations = context.underTest.requests.locations.filter(
    (location) => location.in === "body" && !isWhole(location) && !isBound(location.schema),
  );
  const chosen = locations.map((location) => ({ location, special: UNPAIRED_SURROGATE }));
  const { request, changed } = yield* withSpecialValues(context, asJson(instance), chosen);
  if (changed.length === 0) return;
  yield {
    name: UNPAIRED_SURROGATE.name,
    expect: "observe",
    ...asRequest(request),
    priority: PRIORITY.noText,
  };
}

/** A request of its own for each bound that the maximal instances have no room for, because a rule is in the way. */
function* ofOneBound(
  { underTest: { requests, seed: ofRun } }: KindContext,
  seen: Set<string>,
): WithPauses<SpecialCase> {
  for (const special of BOUNDARY_VALUES) {
    for (const location of requests.locations) {
      yield;
      const condition = isBound(location.schema) ? undefined : special.condition(location);
      if (condition === undefined || seen.has(keyOf(special, location))) continue;
      seen.add(keyOf(special, location));
      const name = `${special.name}/${caseName(location)}`;
      const request = requests.base([location.holding(condition)], seedOf(ofRun, `boundary/${name}`));
      if (request !== undefined)
        yield { specials: [special], draft: { name, expect: "accept", ...request, priority: 1 } };
    }
  }
}

const keyOf = ({ name }: SpecialValue, { pointer, branch }: Location): string =>
  `${name} ${pointer} ${branch}`;
