import type { Random } from "fast-check";
import { isMarked } from "../../contract/account-marks.ts";
import { firstPointer, valuesAtLocation } from "../../contract/located-values.ts";
import { isParameter, isWhole, type Location, locationName } from "../../contract/locations.ts";
import { childPointer, type InstancePointer, pointerBelow, WHOLE } from "../../contract/pointers.ts";
import type { RequestInstance } from "../../contract/request-schema.ts";
import type { Json } from "../../core/json.ts";
import { dotted, isObject, valueAt, withValueAt } from "../../core/json.ts";
import type { Fault } from "../../generation/fault.ts";
import { faultsOf } from "../../generation/faults.ts";
import { faultyValue, type InstanceFault } from "../../generation/instance-fault.ts";
import type { OperationUnderTest } from "../../generation/operation-under-test.ts";
import { asJson, asRequest } from "../../generation/requests.ts";
import { typeFaults } from "../../generation/type-faults.ts";
import { SPECIAL_VALUES } from "../../generation/values/index.ts";
import type { Draft } from "../kind.ts";
import { expectationOf } from "./expectation.ts";
import { isWritable, parameterFault } from "./parameter-fault.ts";

/** A request with what an endpoint must do with it. */
export interface Fuzzed {
  readonly request: RequestInstance;
  readonly expect: Draft["expect"];
  readonly fault?: Fault;
}

interface LocatedFault {
  readonly location: Location;
  readonly fault: InstanceFault;
}

/** Varies requests of one operation at random: by faults, by special values, and by parts of other requests. */
export class FuzzedRequests {
  readonly #underTest: OperationUnderTest;
  /** The locations that take more than one value. */
  readonly #locations: readonly Location[];
  readonly #faults: readonly LocatedFault[];

  constructor(underTest: OperationUnderTest) {
    this.#underTest = underTest;
    this.#locations = underTest.requests.locations.filter(isVarying);
    this.#faults = this.#locations.flatMap((location) =>
      [...faultsOf(location), ...typeFaults(location)]
        .filter((fault) => !isParameter(location) || isWritable(location.in, fault))
        .map((fault) => ({ location, fault })),
    );
  }

  /** True if a request can be varied at all. */
  get varies(): boolean {
    return this.#locations.some((location) => !isWhole(location) && location.parent !== undefined);
  }

  /** Makes one request in three faulty, and puts special values into the others. */
  varied(request: RequestInstance, random: Random): Fuzzed {
    return random.nextInt(0, 2) === 0 && this.#faults.length > 0
      ? this.#withFaults(request, random)
      : this.#withSpecialValues(request, random);
  }

  /**
   * The parent with up to three locations as in another request; one that keeps every rule still does, before it is
   * varied like any other.
   */
  mutant(parent: RequestInstance, other: RequestInstance, random: Random): Fuzzed {
    const { requests } = this.#underTest;
    const wasLawful = requests.isLawful(parent);
    let request = parent;
    for (let left = random.nextInt(1, 3), tries = 0; left > 0 && tries < 30; tries++) {
      const location = this.#anyLocation(random);
      const candidate = location && grafted(asJson(request), asJson(other), location);
      if (candidate === undefined || (wasLawful && !requests.isLawful(asRequest(candidate)))) continue;
      request = asRequest(candidate);
      left -= 1;
    }
    return wasLawful ? this.varied(request, random) : { request, ...this.#expectation(request) };
  }

  #anyLocation(random: Random): Location | undefined {
    return this.#locations[random.nextInt(0, this.#locations.length - 1)];
  }

  /** The expectation of the body; a request with a wrong parameter may be refused for either. */
  #expectation(request: RequestInstance): Omit<Fuzzed, "request"> {
    const isWrong = this.#underTest.requests
      .validate(request)
      .some(({ instancePath }) => !isInBody(instancePath));
    if (isWrong) return { expect: "observe" };
    return request.body === undefined ? { expect: "accept" } : expectationOf(request.body, this.#underTest);
  }

  /**
   * The request with up to three special values at locations of their own; those that break the schema or a rule are left
   * out.
   */
  #withSpecialValues(start: RequestInstance, random: Random): Fuzzed {
    let request = start;
    for (let left = random.nextInt(0, 3); left > 0; left--) {
      const location = this.#anyLocation(random);
      const special = SPECIAL_VALUES[random.nextInt(0, SPECIAL_VALUES.length - 1)];
      if (!location || !special || location.schema["x-binding"]) continue;
      const [located] = valuesAtLocation(asJson(request), location);
      const value = located && special.value(location, located.value, 0);
      if (!located || value === undefined) continue;
      const candidate = asRequest(withValueAt(asJson(request), located.at, value));
      if (this.#underTest.requests.isLawful(candidate)) request = candidate;
    }
    return { request, expect: "accept" };
  }

  /** Plants one to three faults at once: the endpoint must refuse, whichever it meets first. */
  #withFaults(start: RequestInstance, random: Random): Fuzzed {
    let request = asJson(start);
    const done: PlantedFault[] = [];
    const count = random.nextInt(1, 3);
    for (let left = count, tries = 0; left > 0 && tries < 30; tries++) {
      const chosen = this.#faults[random.nextInt(0, this.#faults.length - 1)];
      const [located] = chosen ? valuesAtLocation(request, chosen.location) : [];
      if (!chosen || !located || isWhole(chosen.location) || (count > 1 && isReplacedByAccount(chosen)))
        continue;
      request = withValueAt(request, located.at, faultyValue(chosen.fault, located.value));
      done.push({ at: located.at, ...chosen });
      left -= 1;
    }
    const made = asRequest(request);
    const fault = this.#faultOf(done);
    if (fault === undefined || this.#underTest.requests.validate(made).length === 0)
      return { request: made, expect: "observe" };
    return { request: made, expect: "reject", fault };
  }

  #faultOf(planted: readonly PlantedFault[]): Fault | undefined {
    const done = standing(planted);
    const last = done.at(-1);
    if (last === undefined) return undefined;
    const { at, location, fault } = last;
    const isOne = done.length === 1;
    if (isOne && isParameter(location)) return parameterFault(this.#underTest.operation, location, fault);
    const clause = {
      docs: (isOne ? location : (done[0]?.location ?? location)).docs,
      expected: (isOne ? [last] : done)
        .map((planted) => `${nameOf(planted)}: ${planted.fault.expected}`)
        .join("; "),
    };
    return isOne
      ? { kind: "schema", keyword: fault.keyword, at: pointerBelow(BODY, at), ...clause }
      : { kind: "several", ...clause };
  }
}

interface PlantedFault extends LocatedFault {
  readonly at: InstancePointer;
}

/** The faults that are still there: of those at one place, or one above the other, a later one takes the place of those before. */
const standing = (planted: readonly PlantedFault[]): readonly PlantedFault[] =>
  planted.filter(
    ({ at }, index) => !planted.slice(index + 1).some((later) => `${at}/`.startsWith(`${later.at}/`)),
  );

const BODY = childPointer(WHOLE, "body");

const isInBody = (pointer: string): boolean => pointer.startsWith(BODY);

const nameOf = ({ location, at }: PlantedFault): string =>
  isParameter(location) ? locationName(location) : dotted(pointerBelow(BODY, at));

/** True for all of the body, and for parameters that leave a choice. */
const isVarying = (location: Location): boolean =>
  location.in === "body" ||
  (isParameter(location) && location.schema.const === undefined && location.schema.enum?.length !== 1);

/** The request with one location as in the other, present or not; undefined where that changes nothing. */
function grafted(request: Json, other: Json, location: Location): Json | undefined {
  if (isWhole(location)) return undefined;
  const [here] = valuesAtLocation(request, location);
  const [there] = valuesAtLocation(other, location);
  if (here !== undefined) return withValueAt(request, here.at, there?.value);
  const above = location.parent && firstPointer(request, location.parent);
  if (there === undefined || above === undefined || !isObject(valueAt(request, above))) return undefined;
  return withValueAt(
    request,
    `${above}${location.pointer.slice(location.pointer.lastIndexOf("/"))}`,
    there.value,
  );
}

/**
 * True for a text that the account's values replace or extend before it is sent; only a case's single fault is left as
 * it is.
 */
const isReplacedByAccount = ({ location: { schema }, fault: { value } }: LocatedFault): boolean =>
  typeof value === "string" && isMarked(schema);
