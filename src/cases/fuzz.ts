import type { Random } from "fast-check";
import { firstPointer, type Location, valuesAtLocation } from "../contract/locations.ts";
import type { InstancePointer } from "../contract/pointers.ts";
import type { Json } from "../core/json.ts";
import { dotted, isObject, valueAt, withValueAt } from "../core/json.ts";
import { randomOf, seedOf } from "../core/seed.ts";
import { faultsOf, faultyValue, type InstanceFault, typeFaults } from "../generation/faults.ts";
import { SPECIAL_VALUES } from "../generation/values/index.ts";
import type { Draft, Kind, KindContext } from "./kind.ts";
import { PRIORITY } from "./priority.ts";
import { expectationOf } from "./shared/expectation.ts";

/**
 * Random bodies, endless, each from its own seed: valid ones biased to special values, and one in three with faults.
 * One in three is a mutant of a case whose answer was new, and has that case's name before its own number: `12.40`.
 */
export const fuzz: Kind = {
  id: "fuzz",
  *drafts(context) {
    const fuzzer = new Fuzzer(context);
    for (let index = 0; ; index++) yield fuzzer.draft(fuzzer.lineageAt(index));
  },
  named(context, name) {
    const lineage = lineageOf(name);
    return lineage && new Fuzzer(context).draft(lineage);
  },
};

/** The numbers of the case's ancestors, the eldest first, and its own at the end. */
type Lineage = readonly number[];

const nameOf = (lineage: Lineage): string => lineage.join(".");

/** Reads a name that `nameOf` has written; undefined for any other text. */
const lineageOf = (name: string): Lineage | undefined =>
  /^\d+(\.\d+)*$/.test(name) ? name.split(".").map(Number) : undefined;

type Fault = { readonly location: Location; readonly fault: InstanceFault };
type Fuzzed = Pick<Draft, "expect" | "body" | "fault">;

/** Mutations that one body may have behind it at most: each is made again when a case is replayed. */
const MOST_GENERATIONS = 6;

const faultsIn = ({ underTest }: KindContext): Fault[] =>
  underTest.bodyLocations.flatMap((location) =>
    [...faultsOf(location), ...typeFaults(location)].map((fault) => ({ location, fault })),
  );

/** Makes the cases of one run, and keeps the cases that it can mutate. */
class Fuzzer {
  readonly #context: KindContext;
  readonly #faults: readonly Fault[];
  /** Number of interesting cases that were considered. */
  #seen = 0;
  /** The cases whose answers were new so far. */
  readonly #parents: Lineage[] = [];
  /** Their bodies by name, as far as they were needed: else the ancestors of each would be made again each time. */
  readonly #bodies = new Map<string, Json>();

  constructor(context: KindContext) {
    this.#context = context;
    this.#faults = faultsIn(context);
  }

  /** The number of the case, after the lineage of its parent where it has one. */
  lineageAt(index: number): Lineage {
    this.#look();
    const random = randomOf(seedOf(this.#context.underTest.seed, `${fuzz.id}/parent/${index}`));
    const parents = this.#parents;
    if (parents.length === 0 || random.nextInt(0, 2) > 0) return [index];
    return [...(parents[random.nextInt(0, parents.length - 1)] ?? []), index];
  }

  draft(lineage: Lineage): Draft {
    const { underTest } = this.#context;
    const name = nameOf(lineage);
    const random = randomOf(seedOf(underTest.seed, `${fuzz.id}/${name}`));
    const fresh = underTest.arbitrary.generate(random).value as Json;
    const made =
      lineage.length === 1
        ? varied(this.#context, fresh, this.#faults, random)
        : mutant(this.#context, this.#body(lineage.slice(0, -1)) ?? fresh, fresh, this.#faults, random);
    return { name, ...made, priority: PRIORITY.fuzz };
  }

  #look(): void {
    const { interesting = [] } = this.#context;
    for (; this.#seen < interesting.length; this.#seen++) {
      const origin = interesting[this.#seen];
      const lineage = origin?.kind === fuzz.id ? lineageOf(origin.name) : undefined;
      if (lineage !== undefined && lineage.length < MOST_GENERATIONS) this.#parents.push(lineage);
    }
  }

  #body(lineage: Lineage): Json | undefined {
    const name = nameOf(lineage);
    const known = this.#bodies.get(name) ?? this.draft(lineage).body;
    if (known !== undefined) this.#bodies.set(name, known);
    return known;
  }
}

/** Makes one body in three faulty, and puts special values into the others. */
const varied = (context: KindContext, body: Json, faults: readonly Fault[], random: Random): Fuzzed =>
  random.nextInt(0, 2) === 0 && faults.length > 0
    ? withFaults(context, body, faults, random)
    : withSpecialValues(context, body, random);

/**
 * The parent with up to three locations as in another body; a body that keeps every rule still does, before it is
 * varied like any other.
 */
function mutant(
  context: KindContext,
  parent: Json,
  other: Json,
  faults: readonly Fault[],
  random: Random,
): Fuzzed {
  const wasLawful = context.underTest.isLawful(parent);
  let body = parent;
  for (let left = random.nextInt(1, 3), tries = 0; left > 0 && tries < 30; tries++) {
    const location =
      context.underTest.bodyLocations[random.nextInt(0, context.underTest.bodyLocations.length - 1)];
    const candidate = location && grafted(body, other, location);
    if (candidate === undefined || (wasLawful && !context.underTest.isLawful(candidate))) continue;
    body = candidate;
    left -= 1;
  }
  if (wasLawful) return varied(context, body, faults, random);
  return { body, ...expectationOf(body, context.underTest) };
}

/** The body with one location as in the other, present or not; undefined where that changes nothing. */
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

/**
 * The body with up to three special values at locations of their own; those that break the schema or a rule are left
 * out.
 */
function withSpecialValues({ underTest }: KindContext, start: Json, random: Random): Fuzzed {
  const { bodyLocations: locations } = underTest;
  let body = start;
  for (let left = random.nextInt(0, 3); left > 0; left--) {
    const location = locations[random.nextInt(0, locations.length - 1)];
    const special = SPECIAL_VALUES[random.nextInt(0, SPECIAL_VALUES.length - 1)];
    if (!location || !special || location.schema["x-binding"]) continue;
    const [located] = valuesAtLocation(body, location);
    const value = located && special.value(location, located.value);
    if (!located || value === undefined) continue;
    const candidate = withValueAt(body, located.at, value);
    if (underTest.isLawful(candidate)) body = candidate;
  }
  return { expect: "accept", body };
}

/**
 * True for a text that the account's values replace or extend before it is sent; only a case's single fault is left as
 * it is.
 */
const isReplacedByAccount = ({ location: { schema }, fault: { value } }: Fault): boolean =>
  typeof value === "string" &&
  (schema["x-binding"] !== undefined || schema["x-unique"] === true || schema["x-tag"] === true);

/** Plants one to three faults at once: the endpoint must refuse, whichever it meets first. */
function withFaults(
  { underTest }: KindContext,
  start: Json,
  faults: readonly Fault[],
  random: Random,
): Fuzzed {
  let body = start;
  const done: (Fault & { readonly at: InstancePointer })[] = [];
  const count = random.nextInt(1, 3);
  for (let left = count, tries = 0; left > 0 && tries < 30; tries++) {
    const chosen = faults[random.nextInt(0, faults.length - 1)];
    const [located] = chosen ? valuesAtLocation(body, chosen.location) : [];
    if (!chosen || !located || located.at === "" || (count > 1 && isReplacedByAccount(chosen))) continue;
    body = withValueAt(body, located.at, faultyValue(chosen.fault, located.value));
    done.push({ at: located.at, ...chosen });
    left -= 1;
  }
  const first = done.find(({ at }) => at !== "");
  if (first === undefined || underTest.accepts(body)) return { expect: "observe", body };
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
