import { AccountMarks } from "../contract/account-marks.ts";
import { type CompiledRule, compiledRule } from "../contract/compiled-rule.ts";
import type { Contract, Operation, Rule, Schema, SchemaError } from "../contract/contract.ts";
import { type DocumentedOperation, documentedOperation } from "../contract/documented-operation.ts";
import type { InstanceGenerator } from "../contract/instance-generator.ts";
import type { Location } from "../contract/locations.ts";
import { ofBody, type ParameterValues } from "../contract/request-schema.ts";
import type { Json } from "../core/json.ts";
import { baseParameters } from "./base-parameters.ts";
import { Requests } from "./requests.ts";

/** All that a run knows of the operation that it tests: of its requests as a whole, and of their bodies alone. */
export class OperationUnderTest {
  readonly contract: Contract;
  readonly operation: Operation;
  readonly seed: number;
  readonly documented: DocumentedOperation;
  readonly requests: Requests;
  readonly marks: AccountMarks;
  readonly rules: readonly CompiledRule[];
  /** Schemas that a body meets exactly where it keeps every rule. */
  readonly keeps: readonly Schema[];
  #baseParameters: ParameterValues | undefined;

  /** @throws SuiteError where `generated/` lacks what its requests are made of */
  constructor(contract: Contract, operation: Operation, seed: number) {
    this.documented = documentedOperation(contract, operation.id);
    this.contract = contract;
    this.operation = operation;
    this.seed = seed;
    this.marks = new AccountMarks(operation.requestBody?.schema ?? true, contract.schemas);
    this.rules = operation.rules.map(compiledRule);
    this.keeps = operation.rules.map(({ keeps }) => keeps);
    this.requests = new Requests(contract, operation.id, this.rules, seed);
  }

  /** Makes and shrinks bodies; undefined where the operation takes none. */
  get bodyGenerator(): InstanceGenerator | undefined {
    return this.operation.requestBody && this.requests.generator.at?.("body");
  }

  /** True if a body is valid by the schema, whatever the rules say. */
  readonly accepts = (body: unknown): boolean => this.documented.request?.accepts(body) ?? true;

  /** Every way in which a body breaks the schema; empty where it is valid. */
  validate(body: unknown): readonly SchemaError[] {
    return this.documented.request?.validate(body) ?? [];
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

  /** Every location of a body alone. */
  get bodyLocations(): readonly Location[] {
    return this.documented.bodyLocations;
  }

  /** @returns a lawful body, as small as can be found, that meets the conditions; undefined where they contradict the rules */
  baseInstance(conditions: readonly Schema[], seed: number): Json | undefined {
    return this.requests.base(conditions.map(ofBody), seed)?.body;
  }

  /** @returns a valid body that meets the condition and breaks no rule but the one named; undefined where none was found */
  instanceBreaking(rule: Rule, condition: Schema, seed: number): Json | undefined {
    return this.requests.breaking(rule, condition, seed)?.body;
  }
}
