import { Arbitrary, type Random, Stream, Value } from "fast-check";
import { isBrokenOnlyAt } from "../cases/invalid.ts";
import { alternatives } from "../cases/rule.ts";
import { isWritable } from "../cases/shared/parameter-fault.ts";
import type { Contract, Rule, Schema } from "../contract/contract.ts";
import { operationOf } from "../contract/documented-operation.ts";
import { valuesAtLocation } from "../contract/located-values.ts";
import { isParameter, type Location } from "../contract/locations.ts";
import { childPointer, WHOLE } from "../contract/pointers.ts";
import type { RequestInstance } from "../contract/request-schema.ts";
import type { RequestOf } from "../contract/typed-operations.ts";
import { withValueAt } from "../core/json.ts";
import { faultsOf } from "../generation/faults.ts";
import { faultyValue, type InstanceFault } from "../generation/instance-fault.ts";
import { OperationUnderTest } from "../generation/operation-under-test.ts";
import { asJson, asRequest } from "../generation/requests.ts";
import { typeFaults } from "../generation/type-faults.ts";

/** A request that must be refused, for one reason alone. */
export interface FaultyRequest {
  readonly request: RequestInstance;
  readonly fault: {
    /** JSON pointer into the request to the value that is wrong; "" where a rule across fields is broken. */
    readonly at: string;
    /** The JSON Schema keyword that the value breaks, or `rule`. */
    readonly keyword: string;
    /** The id of the rule that is broken. */
    readonly rule?: string;
    /** JSON pointer into the document to the clause. */
    readonly docs: string;
    /** A conforming value, in words. */
    readonly expected: string;
  };
}

/** The arbitraries of one operation's requests. */
export interface RequestArbitraries<Request> {
  /** Requests that the docs allow: valid by the schema, every rule kept. They shrink to smaller ones. */
  readonly valid: Arbitrary<Request>;
  /** Requests that the docs do not allow, each with exactly one fault, which is told. */
  readonly withOneFault: Arbitrary<FaultyRequest>;
}

/** The arbitraries of all operations, by id. */
export type AllRequestArbitraries<Operations> = {
  readonly [Id in keyof Operations]: RequestArbitraries<RequestOf<Operations[Id]>>;
};

/** Any seed: what is drawn comes from the generator that fast-check hands over. */
const SEED = 0;

/** Arbitraries of the requests of every operation of a contract, such as that of a project's `generated/index.ts`; each is made when it is first asked for. */
export function requestArbitraries<Operations>(contract: Contract): AllRequestArbitraries<Operations> {
  const all = {};
  for (const id of Object.keys(contract.operations)) {
    let made: RequestArbitraries<RequestInstance> | undefined;
    Object.defineProperty(all, id, {
      enumerable: true,
      get: () => {
        made ??= arbitrariesOf(contract, id);
        return made;
      },
    });
  }
  return all as AllRequestArbitraries<Operations>;
}

function arbitrariesOf(contract: Contract, id: string): RequestArbitraries<RequestInstance> {
  const underTest = new OperationUnderTest(contract, operationOf(contract, id), SEED);
  return { valid: new ValidRequests(underTest), withOneFault: new FaultyRequests(underTest) };
}

class ValidRequests extends Arbitrary<RequestInstance> {
  readonly #underTest: OperationUnderTest;

  constructor(underTest: OperationUnderTest) {
    super();
    this.#underTest = underTest;
  }

  override generate(random: Random): Value<RequestInstance> {
    return new Value(this.#underTest.requests.random(random), undefined);
  }

  override canShrinkWithoutContext(value: unknown): value is RequestInstance {
    return this.#underTest.requests.isLawful(value as RequestInstance);
  }

  override shrink(value: RequestInstance): Stream<Value<RequestInstance>> {
    return new Stream(this.#simpler(value));
  }

  *#simpler(value: RequestInstance): IterableIterator<Value<RequestInstance>> {
    const { requests } = this.#underTest;
    for (const simpler of requests.generator.shrink(asJson(value))) {
      const request = asRequest(simpler);
      if (requests.isLawful(request)) yield new Value(request, undefined);
    }
  }
}

/** One way in which a request of an operation can be wrong. */
type OneFault = WrongValue | BrokenRule;

interface WrongValue {
  readonly location: Location;
  readonly fault: InstanceFault;
}

interface BrokenRule {
  readonly rule: Rule;
  readonly condition: Schema;
}

/** Faults and requests that are tried for one value: not every request has every location, or can have a fault alone. */
const TRIES = 200;

class FaultyRequests extends Arbitrary<FaultyRequest> {
  readonly #underTest: OperationUnderTest;
  readonly #faults: readonly OneFault[];

  constructor(underTest: OperationUnderTest) {
    super();
    this.#underTest = underTest;
    this.#faults = [
      ...underTest.requests.locations.flatMap((location) =>
        [...faultsOf(location), ...typeFaults(location)]
          .filter((fault) => !isParameter(location) || isWritable(location.in, fault))
          .map((fault) => ({ location, fault })),
      ),
      ...underTest.operation.rules.flatMap((rule) =>
        alternatives(rule.breaks).map((condition) => ({ rule, condition })),
      ),
    ];
  }

  override generate(random: Random): Value<FaultyRequest> {
    for (let tries = 0; tries < TRIES && this.#faults.length > 0; tries++) {
      const chosen = this.#faults[random.nextInt(0, this.#faults.length - 1)];
      const made =
        chosen && ("rule" in chosen ? this.#breaking(chosen, random) : this.#wrong(chosen, random));
      if (made !== undefined) return new Value(made, undefined);
    }
    throw new RangeError(`${this.#underTest.operation.id}: no request of it can have one fault alone`);
  }

  #breaking({ rule, condition }: BrokenRule, random: Random): FaultyRequest | undefined {
    const body = this.#underTest.instanceBreaking(rule, condition, random.nextInt(0, 0x7fffffff));
    if (body === undefined) return undefined;
    const request = { ...this.#underTest.requests.random(random), body };
    const { id, docs, sentence } = rule;
    return { request, fault: { at: WHOLE, keyword: "rule", rule: id, docs, expected: sentence } };
  }

  #wrong({ location, fault }: WrongValue, random: Random): FaultyRequest | undefined {
    const start = asJson(this.#underTest.requests.random(random));
    const [located] = valuesAtLocation(start, location);
    if (located === undefined) return undefined;
    const request = asRequest(withValueAt(start, located.at, faultyValue(fault, located.value)));
    if (!this.#isOnlyThere(request, located.at)) return undefined;
    const { keyword, expected } = fault;
    return { request, fault: { at: located.at, keyword, docs: location.docs, expected } };
  }

  /** True if nothing of the request is wrong but the value at a pointer. */
  #isOnlyThere(request: RequestInstance, at: string): boolean {
    const isInBody = at.startsWith(BODY);
    if (request.body !== undefined && isInBody)
      return isBrokenOnlyAt(this.#underTest, request.body, at.slice(BODY.length) as typeof WHOLE);
    return this.#underTest.requests.validate(request).length > 0;
  }

  override canShrinkWithoutContext(_value: unknown): _value is FaultyRequest {
    return false;
  }

  /** A smaller request could have another fault as well, so there is none. */
  override shrink(): Stream<Value<FaultyRequest>> {
    return Stream.nil();
  }
}

const BODY = childPointer(WHOLE, "body");
