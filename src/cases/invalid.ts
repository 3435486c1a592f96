import type { Random } from "fast-check";
import type { Schema, SchemaError } from "../contract/contract.ts";
import { valuesAtLocation } from "../contract/located-values.ts";
import type { Location } from "../contract/locations.ts";
import type { InstancePointer } from "../contract/pointers.ts";
import type { Json } from "../core/json.ts";
import { escapeToken, valueAt, withValueAt } from "../core/json.ts";
import { randomOf, seedOf } from "../core/seed.ts";
import { atOnce, collected, type WithPauses, type Work } from "../core/slices.ts";
import { faultsOf } from "../generation/faults.ts";
import { faultyValue, type InstanceFault, isMadeOf } from "../generation/instance-fault.ts";
import { OF_LIKE_LIST, ofLikeLists } from "../generation/like-lists.ts";
import type { OperationUnderTest } from "../generation/operation-under-test.ts";
import { repair } from "../generation/repair/repair.ts";
import { typeFaults } from "../generation/type-faults.ts";
import type { Draft, Kind, KindContext } from "./kind.ts";
import { PRIORITY } from "./priority.ts";
import { brokenRequests } from "./shared/broken-requests.ts";
import { caseName } from "./shared/case-name.ts";
import { withLaterItem } from "./shared/more-items.ts";
import { type NamedFault, severalFaults } from "./shared/several-faults.ts";

/** Bodies with exactly one fault, everywhere in the tree; all else is valid and every rule is kept. */
export const invalid: Kind = {
  id: "invalid",
  sends: "requests with exactly one fault, at every field",
  *drafts(context) {
    yield;
    const { bodyLocations: locations } = context.underTest;
    const constraints = locations.flatMap((location) =>
      constraintFaults(location, locations).map((fault) => ({ location, fault })),
    );
    const { likely, first, kinds, rest } = inTurn(locations);
    const several = yield* collected(severalFaults(context.underTest, [...inRounds(locations)]));
    const broken = [...brokenRequests(context)];
    const before = [...several, ...broken.filter(({ priority }) => priority === PRIORITY.notJson)];
    yield* before.sort((a, b) => b.priority - a.priority);
    const foremost = [...likely, ...firstOf(constraints, ({ fault }) => `${fault.keyword} ${fault.variant}`)];
    yield* drafted(context, foremost, PRIORITY.likelyFault * foremost.length);
    const later = constraints.filter((pair) => !foremost.includes(pair));
    const isOfLike = ({ fault }: Pair) => fault.variant === OF_LIKE_LIST;
    const others = later.filter((pair) => !isOfLike(pair));
    yield* drafted(context, others, PRIORITY.brokenConstraints);
    yield* drafted(context, first, PRIORITY.wrongTypes);
    const odd = [
      ...(yield* collected(drafted(context, kinds, PRIORITY.otherWrongType * kinds.length))),
      ...broken.filter(({ priority }) => priority !== PRIORITY.notJson),
    ];
    yield* odd.sort((a, b) => b.priority - a.priority);
    yield* drafted(context, [...later.filter(isOfLike), ...rest], PRIORITY.furtherWrongTypes);
  },
  named(context, name) {
    const pair = [...inRounds(context.underTest.bodyLocations)].find((one) => one.name === name);
    if (pair) return atOnce(invalidDraft(context, pair.location, pair.fault));
    return [...brokenRequests({ ...context, isNamed: true })].find((one) => one.name === name);
  },
};

/** Every fault of every location, the first of each location before the second ones. */
function* inRounds(locations: readonly Location[]): Iterable<NamedFault> {
  const lists = locations.map((location) => ({
    location,
    faults: [...constraintFaults(location, locations), ...typeFaults(location)],
  }));
  const most = Math.max(0, ...lists.map(({ faults }) => faults.length));
  for (let round = 0; round < most; round++)
    for (const { location, faults } of lists) {
      const fault = faults[round];
      if (fault) yield { location, fault, name: nameOf(location, fault) };
    }
}

const constraintFaults = (location: Location, locations: readonly Location[]): InstanceFault[] => [
  ...faultsOf(location),
  ...ofLikeLists(location, locations),
];

const nameOf = (location: Location, { keyword, variant }: InstanceFault): string =>
  `${caseName(location)}/${keyword}/${variant.replaceAll(" ", "-")}`;

/** Wrong types in the order in which they are sent. */
interface InTurn {
  /** The likeliest, and null, once for each type. */
  readonly likely: readonly Pair[];
  /** One for each location: the likeliest for plain values, and all in turn for enums, lists and objects. */
  readonly first: readonly Pair[];
  /** One of each kind that is still missing. */
  readonly kinds: readonly Pair[];
  readonly rest: readonly Pair[];
}

function inTurn(locations: readonly Location[]): InTurn {
  const turns = new Map<string, number>();
  const first: Pair[] = [];
  const further: Pair[] = [];
  for (const location of locations) {
    const faults = typeFaults(location);
    const usual = faults.filter(({ variant }) => !SELDOM.has(variant)).length;
    const type = location.types.join();
    const turn = turns.get(type) ?? 0;
    const takesTurns = hasLikeFaults(location);
    if (takesTurns) turns.set(type, turn + 1);
    for (const [index, fault] of faults.entries()) {
      const isFirst = index === (takesTurns ? turn % usual : 0);
      (isFirst ? first : further).push({ location, fault });
    }
  }
  const likely = [
    ...firstOf(first, typeOfPair),
    ...firstOf(
      further.filter(({ fault }) => fault.value === null),
      typeOfPair,
    ),
  ];
  const seen = new Set([...first, ...likely].map(kindOf));
  const count = (type: string) => further.filter((pair) => typeOfPair(pair) === type).length;
  const counts = new Map(
    firstOf(further, typeOfPair).map((pair) => [typeOfPair(pair), count(typeOfPair(pair))]),
  );
  // What stands for most locations tells most.
  const kinds = firstOf(further, kindOf)
    .filter((pair) => !seen.has(kindOf(pair)))
    .toSorted((one, other) => (counts.get(typeOfPair(other)) ?? 0) - (counts.get(typeOfPair(one)) ?? 0));
  const isLeft = (pair: Pair) => !likely.includes(pair);
  return {
    likely,
    first: first.filter(isLeft),
    kinds,
    rest: further.filter((pair) => isLeft(pair) && !kinds.includes(pair)),
  };
}

/** Variants that few endpoints take, so that none is the first of its location. */
const SELDOM: ReadonlySet<string> = new Set(["JSON as text", "with blanks"]);

/** The first of those that are alike. */
const firstOf = (pairs: readonly Pair[], alike: (pair: Pair) => string): readonly Pair[] =>
  [...new Map([...pairs].reverse().map((pair) => [alike(pair), pair])).values()].reverse();

/** True for enums, lists and objects, of whose wrong types none is likelier than another. */
const hasLikeFaults = ({ schema, types }: Location): boolean =>
  schema.enum !== undefined || types.some((type) => type === "array" || type === "object");

const typeOfPair = ({ location }: Pair): string =>
  `${location.types.join()} ${location.schema.enum === undefined ? "" : "enum"}`;

const kindOf = (pair: Pair): string => `${typeOfPair(pair)} ${pair.fault.variant}`;

type Pair = { readonly location: Location; readonly fault: InstanceFault };

function* drafted(context: KindContext, pairs: readonly Pair[], shared: number): WithPauses<Draft> {
  for (const { location, fault } of pairs) {
    const draft = yield* invalidDraft(context, location, fault);
    yield draft && { ...draft, priority: shared / pairs.length };
  }
}

/** Bodies tried for one fault: in some of them it breaks a rule too, which would hide it. */
const TRIES = 8;

/** The case of one fault, or undefined where no body can have this fault alone. */
export function* invalidDraft(
  context: KindContext,
  location: Location,
  fault: InstanceFault,
): Work<Draft | undefined> {
  const { underTest } = context;
  const name = nameOf(location, fault);
  const { keyword, expected } = fault;
  for (const base of basesFor(
    context,
    location,
    fault,
    randomOf(seedOf(underTest.seed, `invalid/${name}`)),
  )) {
    yield;
    const values = valuesAtLocation(base, location);
    const at = (values.findLast(({ value }) => isMadeOf(fault, value)) ?? values.at(-1))?.at;
    if (at === undefined) continue;
    const body = withValueAt(base, at, faultyValue(fault, valueAt(base, at) as Json));
    if (isBrokenOnlyAt(underTest, body, at))
      return {
        name,
        expect: "reject",
        body,
        fault: { kind: "schema", keyword, at, docs: location.docs, expected },
        about: { at: location.pointer },
        priority: 1,
      };
  }
  return undefined;
}

/** Valid bodies in which the location exists, the smallest first. */
function* basesFor(
  context: KindContext,
  location: Location,
  fault: InstanceFault,
  random: Random,
): Iterable<Json> {
  const { underTest } = context;
  const presence = presenceFor(context, location, fault);
  const smallest = underTest.baseInstance([presence], random.nextInt(0, 0x7fffffff));
  const generator = underTest.bodyGenerator;
  if (smallest === undefined || generator === undefined) return;
  // What is refused in a list's first item is mostly refused in each, but not always; the last one tells of both.
  const later = withLaterItem(smallest, location);
  if (later !== smallest && underTest.isLawful(later)) yield later;
  yield smallest;
  const conditions = [presence, ...underTest.keeps];
  for (let tries = 1; tries < TRIES; tries++) {
    const start = generator.make(random);
    const body = repair(start, conditions, generator, random, underTest.accepts);
    if (body !== undefined) yield body;
  }
}

/** Bodies in which the location exists, with an item where the fault is made of one. */
function presenceFor(
  { underTest: { bodyLocations } }: KindContext,
  location: Location,
  { of }: InstanceFault,
): Schema {
  const item = of && bodyLocations.find(({ parent }) => parent === location);
  return item?.presence ?? location.presence;
}

/**
 * True if every error of the body lies at the location or below, and no rule is broken, so that nothing hides the
 * fault. The body was valid before its one fault.
 */
export function isBrokenOnlyAt(underTest: OperationUnderTest, body: Json, at: InstancePointer): boolean {
  const errors = underTest.validate(body);
  if (errors.length === 0) return false;
  const faulty = [
    at,
    ...errors.filter((error) => isUnionAround(error, at)).map((error) => error.instancePath),
  ];
  const isThere = errors.every((error) => faulty.some((pointer) => isWithin(errorPointer(error), pointer)));
  return isThere && underTest.rules.every((rule) => !rule.isBrokenByType(body));
}

/**
 * True for an error of a union that holds the location: that other alternatives do not fit the value is no fault of its
 * own.
 */
const isUnionAround = ({ keyword, instancePath }: SchemaError, at: InstancePointer): boolean =>
  (keyword === "oneOf" || keyword === "anyOf") && isWithin(at, instancePath);

const errorPointer = ({ keyword, instancePath, params }: SchemaError): string =>
  keyword === "required" ? `${instancePath}/${escapeToken(String(params.missingProperty))}` : instancePath;

const isWithin = (pointer: string, above: string): boolean =>
  pointer === above || pointer.startsWith(`${above}/`);
