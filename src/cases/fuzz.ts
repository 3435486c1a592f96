import type { Random } from "fast-check";
import { compiled } from "../contract/conditions/compiled.ts";
import { firstPointer, type Location, valuesAtLocation } from "../contract/locations.ts";
import type { Json } from "../core/json.ts";
import { dotted, isObject, valueAt, withValueAt } from "../core/json.ts";
import { randomOf, seedOf } from "../core/seed.ts";
import type { BodySource } from "../generation/base-instance.ts";
import { faultsOf, faultyValue, type InstanceFault, typeFaults } from "../generation/faults.ts";
import { SPECIAL_VALUES } from "../generation/values/index.ts";
import type { Draft, Kind, KindContext } from "./kind.ts";
import { PRIORITY } from "./priority.ts";
import { expectationOf } from "./shared/expectation.ts";

/**
 * Random bodies, endless, each from its own seed: valid ones biased to corners, and one in three with faults. One in
 * three is a mutant of a case whose answer was new, and has that case's name before its own number: `12.40`.
 */
export const fuzz: Kind = {
  id: "fuzz",
  *drafts(context) {
    const faults = faultsIn(context);
    for (let index = 0; ; index++) yield drafted(context, faults, lineageAt(context, index));
  },
  named(context, name) {
    const lineage = lineageOf(name);
    return lineage && drafted(context, faultsIn(context), lineage);
  },
};

/** The numbers of the case's ancestors, the eldest first, and at the end its own. */
type Lineage = readonly number[];

const nameOf = (lineage: Lineage): string => lineage.join(".");

/** Reads what `nameOf` has written; undefined where a text is no such name. */
const lineageOf = (name: string): Lineage | undefined =>
  /^\d+(\.\d+)*$/.test(name) ? name.split(".").map(Number) : undefined;

type Fault = { readonly location: Location; readonly fault: InstanceFault };
type Fuzzed = Pick<Draft, "expect" | "body" | "fault">;

/** How many mutations one body may have behind it: each is made again when a case is replayed. */
const MOST_GENERATIONS = 6;

const faultsIn = ({ locations }: KindContext): Fault[] =>
  locations.flatMap((location) =>
    [...faultsOf(location), ...typeFaults(location)].map((fault) => ({ location, fault })),
  );

/** What a run has to mutate: the cases whose answers were new so far, and the bodies that were asked for. */
interface Parents {
  /** How many of the interesting cases were looked at. */
  seen: number;
  readonly lineages: Lineage[];
  /** By the names of the cases. */
  readonly bodies: Map<string, Json>;
}

const parentsIn = new WeakMap<KindContext, Parents>();

function parentsOf(context: KindContext): Parents {
  const { interesting = [] } = context;
  const parents: Parents = parentsIn.get(context) ?? { seen: 0, lineages: [], bodies: new Map() };
  parentsIn.set(context, parents);
  for (; parents.seen < interesting.length; parents.seen++) {
    const origin = interesting[parents.seen];
    const lineage = origin?.kind === fuzz.id ? lineageOf(origin.name) : undefined;
    if (lineage !== undefined && lineage.length < MOST_GENERATIONS) parents.lineages.push(lineage);
  }
  return parents;
}

/** The number of the case, after the lineage of its parent where it has one. */
function lineageAt(context: KindContext, index: number): Lineage {
  const parents = parentsOf(context).lineages;
  const random = randomOf(seedOf(context.seed, `${fuzz.id}/parent/${index}`));
  if (parents.length === 0 || random.nextInt(0, 2) > 0) return [index];
  return [...(parents[random.nextInt(0, parents.length - 1)] ?? []), index];
}

function drafted(context: KindContext, faults: readonly Fault[], lineage: Lineage): Draft {
  const name = nameOf(lineage);
  const random = randomOf(seedOf(context.seed, `${fuzz.id}/${name}`));
  const fresh = context.source.arbitrary.generate(random).value as Json;
  const made =
    lineage.length === 1
      ? varied(context, fresh, faults, random)
      : mutant(context, parentBody(context, faults, lineage.slice(0, -1)) ?? fresh, fresh, faults, random);
  return { name, ...made, priority: PRIORITY.fuzz };
}

/** The body of a case that others are mutants of, made once: its own parents would have to be made again each time. */
function parentBody(context: KindContext, faults: readonly Fault[], lineage: Lineage): Json | undefined {
  const { bodies } = parentsOf(context);
  const name = nameOf(lineage);
  const known = bodies.get(name) ?? drafted(context, faults, lineage).body;
  if (known !== undefined) bodies.set(name, known);
  return known;
}

/** One in three with faults, the others with corners. */
const varied = (context: KindContext, body: Json, faults: readonly Fault[], random: Random): Fuzzed =>
  random.nextInt(0, 2) === 0 && faults.length > 0
    ? spoiled(context, body, faults, random)
    : cornered(context, body, random);

/** The parent with up to three places as in another body; what is lawful stays so before it is varied like any other. */
function mutant(
  context: KindContext,
  parent: Json,
  other: Json,
  faults: readonly Fault[],
  random: Random,
): Fuzzed {
  const wasLawful = isLawful(context.source, parent);
  let body = parent;
  for (let left = random.nextInt(1, 3), tries = 0; left > 0 && tries < 30; tries++) {
    const location = context.locations[random.nextInt(0, context.locations.length - 1)];
    const candidate = location && grafted(body, other, location);
    if (candidate === undefined || (wasLawful && !isLawful(context.source, candidate))) continue;
    body = candidate;
    left -= 1;
  }
  if (wasLawful) return varied(context, body, faults, random);
  return { body, ...expectationOf(body, context.source) };
}

/** The body with one place as it is in the other, there or not; undefined where that changes nothing. */
function grafted(body: Json, other: Json, location: Location): Json | undefined {
  const [here] = valuesAtLocation(body, location);
  const [there] = valuesAtLocation(other, location);
  if (here !== undefined) return here.at === "" ? undefined : withValueAt(body, here.at, there?.value);
  const above = location.parent && firstPointer(body, location.parent);
  if (there === undefined || above === undefined || !isObject(valueAt(body, above))) return undefined;
  return withValueAt(
    body,
    `${above}${location.pointer.slice(location.pointer.lastIndexOf("/"))}`,
    there.value,
  );
}

const isLawful = ({ isValid, rules }: BodySource, body: Json): boolean =>
  isValid(body) && rules.every(({ keeps }) => compiled(keeps)(body));

/** Up to three corners in places of their own; those that break the schema or a rule are left out. */
function cornered({ source, locations }: KindContext, start: Json, random: Random): Fuzzed {
  let body = start;
  for (let left = random.nextInt(0, 3); left > 0; left--) {
    const location = locations[random.nextInt(0, locations.length - 1)];
    const corner = SPECIAL_VALUES[random.nextInt(0, SPECIAL_VALUES.length - 1)];
    if (!location || !corner || location.schema["x-binding"]) continue;
    const [place] = valuesAtLocation(body, location);
    const value = place && corner.value(location, place.value);
    if (!place || value === undefined) continue;
    const candidate = withValueAt(body, place.at, value);
    if (isLawful(source, candidate)) body = candidate;
  }
  return { expect: "accept", body };
}

/** A text that is replaced or added to before it is sent; only a case's one fault is left as it is. */
const isMendedByAccount = ({ location: { schema }, fault: { value } }: Fault): boolean =>
  typeof value === "string" &&
  (schema["x-binding"] !== undefined || schema["x-unique"] === true || schema["x-tag"] === true);

/** One to three faults at once: the answer must refuse, whichever it meets first. */
function spoiled({ source }: KindContext, start: Json, faults: readonly Fault[], random: Random): Fuzzed {
  let body = start;
  const done: (Fault & { readonly at: string })[] = [];
  const count = random.nextInt(1, 3);
  for (let left = count, tries = 0; left > 0 && tries < 30; tries++) {
    const chosen = faults[random.nextInt(0, faults.length - 1)];
    const [place] = chosen ? valuesAtLocation(body, chosen.location) : [];
    if (!chosen || !place || place.at === "" || (count > 1 && isMendedByAccount(chosen))) continue;
    body = withValueAt(body, place.at, faultyValue(chosen.fault, place.value));
    done.push({ at: place.at, ...chosen });
    left -= 1;
  }
  const first = done.find(({ at }) => at !== "");
  if (first === undefined || source.isValid(body)) return { expect: "observe", body };
  const { at, location, fault } = first;
  const clause = {
    docs: location.docs,
    expected: done.map((each) => `${dotted(each.at)}: ${each.fault.expected}`).join("; "),
  };
  return {
    expect: "reject",
    body,
    fault:
      done.length === 1
        ? { kind: "schema", keyword: fault.keyword, at, ...clause }
        : { kind: "several", ...clause },
  };
}
