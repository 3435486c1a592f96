import type { Random } from "fast-check";
import type { CompiledRule } from "../contract/compiled-rule.ts";
import type { Contract, Rule, Schema, SchemaError } from "../contract/contract.ts";
import { type DocumentedOperation, documentedOperation } from "../contract/documented-operation.ts";
import type { InstanceGenerator } from "../contract/instance-generator.ts";
import type { Location } from "../contract/locations.ts";
import { isCarried } from "../contract/parameters.ts";
import { preconditionOf } from "../contract/precondition.ts";
import { ofBody, PARAMETER_MEMBERS, type RequestInstance } from "../contract/request-schema.ts";
import type { Json } from "../core/json.ts";
import { own } from "../core/json.ts";
import { atOnce, type Work } from "../core/slices.ts";
import { BaseInstances } from "./base-instance.ts";
import { Covering } from "./covering/covering.ts";
import { maximalInstances } from "./maximal-instances.ts";
import { requestGenerator } from "./request-generator.ts";

/** Number of random parameters that are tried where alternatives overlap, or no request carries a value, such as an empty list. */
const TRIES = 30;

/** The requests of one operation, each as one instance `{path, query, header, body}`; what takes long is made when it is first asked for. */
export class Requests {
  readonly generator: InstanceGenerator;
  /** The rules of the body, each as one of the request. */
  readonly rules: readonly Rule[];
  /** Schemas that a request meets exactly where it keeps every rule. */
  readonly keeps: readonly Schema[];
  readonly #contract: Contract;
  readonly #documented: DocumentedOperation;
  readonly #ofBody: readonly CompiledRule[];
  readonly #seed: number;
  readonly #bases: BaseInstances;
  #locations: readonly Location[] | undefined;
  #covering: Covering | undefined;
  #maximal: readonly RequestInstance[] | undefined;

  constructor(contract: Contract, operation: string, rules: readonly CompiledRule[], seed: number) {
    this.#contract = contract;
    this.#documented = documentedOperation(contract, operation);
    this.#ofBody = rules;
    this.#seed = seed;
    this.generator = requestGenerator(contract, this.#documented.operation);
    this.rules = rules.map(ofRequest);
    this.keeps = this.rules.map(({ keeps }) => keeps);
    this.#bases = new BaseInstances(this);
  }

  /**
   * Every location of a request, parents first, those of the parameters before those of the body; without the ids in the path
   * that another operation's creation gives.
   */
  get locations(): readonly Location[] {
    this.#locations ??= this.#documented.locations.filter((location) => !this.#isGiven(location));
    return this.#locations;
  }

  #isGiven({ in: member, tokens: [, name = ""] }: Location): boolean {
    const { fromAnswer = {} } = preconditionOf(this.#contract, this.#documented.operation) ?? {};
    return member === "path" && Object.hasOwn(fromAnswer, name);
  }

  /** True if a request is valid by the schema, and arrives as it is made; whatever the rules say. */
  readonly accepts = (request: Json): boolean => {
    const { body, ...parameters } = asRequest(request);
    return this.#areSound(parameters) && (this.#documented.request?.accepts(body) ?? true);
  };

  #randomParameters(random: Random): Omit<RequestInstance, "body"> {
    const made = { path: {}, query: {}, header: {} };
    for (const member of PARAMETER_MEMBERS)
      Object.assign(made, { [member]: this.generator.at?.(member)?.make(random) ?? {} });
    return made;
  }

  /** True for parameters that are valid, and arrive as they are made. */
  #areSound(parameters: Omit<RequestInstance, "body">): boolean {
    return (this.#documented.parameters?.accepts(parameters) ?? true) && this.#areCarried(parameters);
  }

  #areCarried(parameters: Omit<RequestInstance, "body">): boolean {
    return this.#documented.operation.parameters.every((parameter) => {
      const value = own(parameters[parameter.in] as { [name: string]: Json }, parameter.name);
      return value === undefined || isCarried(parameter, value);
    });
  }

  /** Every way in which a request breaks the schema; empty where it is valid. */
  validate({ body, ...parameters }: RequestInstance): readonly SchemaError[] {
    const errors = this.#documented.request?.validate(body) ?? [];
    return [
      ...(this.#documented.parameters?.validate(parameters) ?? []),
      ...errors.map((error) => ({ ...error, instancePath: `/body${error.instancePath}` })),
    ];
  }

  /** True if a request is valid and keeps every rule. */
  isLawful(request: RequestInstance): boolean {
    const { body } = request;
    const keepsRules = body === undefined || this.#ofBody.every((rule) => rule.isKept(body));
    return keepsRules && this.accepts(asJson(request));
  }

  /** A random request that is valid and keeps every rule. */
  random(random: Random): RequestInstance {
    let made = this.#randomParameters(random);
    for (let tries = 1; tries < TRIES && !this.#areSound(made); tries++)
      made = this.#randomParameters(random);
    const arbitrary = own(this.#contract.arbitraries, this.#documented.operation.id);
    const body = arbitrary?.generate(random).value as Json | undefined;
    return { ...made, ...(body === undefined ? {} : { body }) };
  }

  /** @returns a lawful request, as small as can be found, that meets the conditions; undefined where they contradict the rules */
  base(conditions: readonly Schema[], seed: number): RequestInstance | undefined {
    const found = this.#bases.find(conditions, seed);
    return found === undefined ? undefined : asRequest(found);
  }

  /** @returns a valid request of which the body meets the condition and breaks no rule but the one named; undefined where none was found */
  breaking(rule: Rule, condition: Schema, seed: number): RequestInstance | undefined {
    const found = this.#bases.breaking(rule, ofBody(condition), seed);
    return found === undefined ? undefined : asRequest(found);
  }

  /** The factors of a request, and the rows that cover their pairs. */
  get covering(): Covering {
    return atOnce(this.coveringInSteps());
  }

  /** The same with pauses; made once. */
  *coveringInSteps(): Work<Covering> {
    this.#covering ??= yield* Covering.of(this.locations, this.#contract.schemas, this.rules, this.#seed);
    return this.#covering;
  }

  /** True once the covering array is made, which takes longest. */
  get isCoveringMade(): boolean {
    return this.#covering !== undefined;
  }

  /** Lawful requests, each with as many locations as can stand together; every location is in one of them. */
  get maximal(): readonly RequestInstance[] {
    return atOnce(this.maximalInSteps());
  }

  /** The same with pauses; made once. */
  *maximalInSteps(): Work<readonly RequestInstance[]> {
    this.#maximal ??= (yield* maximalInstances(this, this.#bases, this.locations, this.#seed)).map(asRequest);
    return this.#maximal;
  }
}

/** A value that the schema of requests describes, as a request. */
export const asRequest = (instance: Json): RequestInstance => instance as unknown as RequestInstance;

/** A request as the JSON value that it is. */
export const asJson = (request: RequestInstance): Json => request as unknown as Json;

const ofRequest = ({ id, sentence, docs, keeps, breaks }: Rule): Rule => ({
  id,
  sentence,
  docs,
  keeps: ofBody(keeps),
  breaks: breaks === false ? false : ofBody(breaks),
});
