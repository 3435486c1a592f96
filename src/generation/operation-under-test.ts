import { AccountMarks } from "../contract/account-marks.ts";
import { type CompiledRule, compiledRule } from "../contract/compiled-rule.ts";
import type {
  Contract,
  Operation,
  RequestArbitrary,
  Rule,
  Schema,
  SchemaError,
} from "../contract/contract.ts";
import { type DocumentedOperation, documentedOperation } from "../contract/documented-operation.ts";
import type { InstanceGenerator } from "../contract/instance-generator.ts";
import type { Location } from "../contract/locations.ts";
import type { DocPointer } from "../contract/pointers.ts";
import type { ParameterValues } from "../contract/request-schema.ts";
import type { SchemaValidator } from "../contract/validation.ts";
import { SuiteError } from "../core/errors.ts";
import type { Json } from "../core/json.ts";
import { atOnce, type Work } from "../core/slices.ts";
import { BaseInstances } from "./base-instance.ts";
import { baseParameters } from "./base-parameters.ts";
import { Covering } from "./covering/covering.ts";
import { maximalInstances } from "./maximal-instances.ts";

/** All that a run knows of the operation that it tests; what takes long is made when it is first asked for. */
export class OperationUnderTest {
  readonly contract: Contract;
  readonly operation: Operation;
  readonly seed: number;
  readonly documented: DocumentedOperation;
  /** The schema of a request's body. */
  readonly schema: Schema;
  /** JSON pointer into the document to that schema. */
  readonly docs: DocPointer;
  readonly marks: AccountMarks;
  readonly arbitrary: RequestArbitrary;
  readonly generator: InstanceGenerator;
  readonly rules: readonly CompiledRule[];
  /** Schemas that a body meets exactly where it keeps every rule. */
  readonly keeps: readonly Schema[];
  readonly #validator: SchemaValidator;
  readonly #bases: BaseInstances;
  #covering: Covering | undefined;
  #maximal: readonly Json[] | undefined;
  #baseParameters: ParameterValues | undefined;

  /** @throws SuiteError where the operation takes no body. */
  constructor(contract: Contract, operation: Operation, seed: number) {
    this.documented = documentedOperation(contract, operation.id);
    const arbitrary = contract.arbitraries[operation.id];
    const { request } = this.documented;
    const { requestBody } = operation;
    if (!requestBody || !arbitrary || !request) {
      throw new SuiteError(
        `operation ${operation.id} takes no request body, so there is nothing to generate; choose another with --operation`,
      );
    }
    this.contract = contract;
    this.operation = operation;
    this.seed = seed;
    this.schema = requestBody.schema;
    this.docs = requestBody.docs;
    this.marks = new AccountMarks(requestBody.schema, contract.schemas);
    this.arbitrary = arbitrary;
    this.generator = arbitrary.generator;
    this.rules = operation.rules.map(compiledRule);
    this.keeps = operation.rules.map(({ keeps }) => keeps);
    this.#validator = request;
    this.#bases = new BaseInstances(this);
  }

  /** True if a body is valid by the schema, whatever the rules say. */
  readonly accepts = (body: unknown): boolean => this.#validator.accepts(body);

  /** Every way in which a body breaks the schema; empty where it is valid. */
  validate(body: unknown): readonly SchemaError[] {
    return this.#validator.validate(body);
  }

  /** True if a body is valid and keeps every rule. */
  isLawful(body: Json): boolean {
    return this.accepts(body) && this.rules.every((rule) => rule.isKept(body));
  }

  /** Parameters with nothing but what every request must have. */
  get baseParameters(): ParameterValues {
    this.#baseParameters ??= baseParameters(this.contract, this.operation);
    return this.#baseParameters;
  }

  /** Every location of a request, parents first, those of the parameters before those of the body. */
  get locations(): readonly Location[] {
    return this.documented.locations;
  }

  get bodyLocations(): readonly Location[] {
    return this.documented.bodyLocations;
  }

  /** The factors of a body, and the rows that cover their pairs. */
  get covering(): Covering {
    return atOnce(this.coveringInSteps());
  }

  /** The same with pauses; made once. */
  *coveringInSteps(): Work<Covering> {
    this.#covering ??= yield* Covering.of(this.bodyLocations, this.contract.schemas, this.rules, this.seed);
    return this.#covering;
  }

  /** True once the covering array is made, which takes longest. */
  get isCoveringMade(): boolean {
    return this.#covering !== undefined;
  }

  /** Lawful bodies, each with as many locations as can stand together; every location is in one of them. */
  get maximalInstances(): readonly Json[] {
    return atOnce(this.maximalInstancesInSteps());
  }

  /** The same with pauses; made once. */
  *maximalInstancesInSteps(): Work<readonly Json[]> {
    this.#maximal ??= yield* maximalInstances(this, this.#bases, this.bodyLocations, this.seed);
    return this.#maximal;
  }

  /** @returns a lawful body, as small as can be found, that meets the conditions; undefined where they contradict the rules */
  baseInstance(conditions: readonly Schema[], seed: number): Json | undefined {
    return this.#bases.find(conditions, seed);
  }

  /** @returns a valid body that meets the condition and breaks no rule but the one named; undefined where none was found */
  instanceBreaking(rule: Rule, condition: Schema, seed: number): Json | undefined {
    return this.#bases.breaking(rule, condition, seed);
  }
}
