import { SuiteError } from "../core/errors.ts";
import { own } from "../core/json.ts";
import { answeredResource } from "./answered-resource.ts";
import type { Contract, Operation } from "./contract.ts";
import { echoedResource } from "./echoed-resource.ts";
import { type Location, locationsOf, requestLocations } from "./locations.ts";
import { PathTemplate } from "./path-template.ts";
import type { InstancePointer } from "./pointers.ts";
import type { ResourcePointers } from "./resource.ts";
import { SchemaAtLocation } from "./schema-at-location.ts";
import { answerValidator, type SchemaValidator, schemaValidator } from "./validation.ts";

/** One operation as the docs describe it, with the look-ups that every exchange needs. */
export class DocumentedOperation {
  readonly operation: Operation;
  /** Judges path, query and header of a request; absent where the operation has no parameters. */
  readonly parameters: SchemaValidator | undefined;
  /** Judges the body of a request; absent where the operation takes none. */
  readonly request: SchemaValidator | undefined;
  /** By status; none where the document promises no body. */
  readonly responses: ReadonlyMap<string, SchemaValidator>;
  readonly #contract: Contract;
  readonly #path: PathTemplate;
  readonly #responseSchemas = new Map<string, SchemaAtLocation>();
  #echoedAt: { readonly pointer: InstancePointer | undefined } | undefined;
  #requestSchema: SchemaAtLocation | undefined;
  #locations: readonly Location[] | undefined;
  readonly #resources = new Map<Operation, ResourcePointers | undefined>();
  #bodyLocations: readonly Location[] | undefined;
  #listedTexts: ReadonlySet<string> | undefined;
  #shownTexts: readonly string[] | undefined;

  /** @throws SuiteError where `generated/` has no validators for the operation. */
  constructor(contract: Contract, operation: Operation) {
    const validators = contract.validators[operation.id];
    if (!validators)
      throw new SuiteError(`generated/ has no validators for ${operation.id}; run npm run generate`);
    this.#contract = contract;
    this.operation = operation;
    this.#path = new PathTemplate(operation.path);
    this.parameters = validators.parameters && schemaValidator(validators.parameters);
    this.request = validators.request && schemaValidator(validators.request);
    this.responses = new Map(
      Object.entries(validators.responses).map(([status, validator]) => [status, answerValidator(validator)]),
    );
  }

  /** True if a path, whatever query follows it, is an instance of this operation's template. */
  hasPath(path: string): boolean {
    return this.#path.segmentsIn(path.split("?", 1)[0] ?? "") !== undefined;
  }

  /** The schema of the request's body; undefined where the operation takes none. */
  get requestSchema(): SchemaAtLocation | undefined {
    const { requestBody } = this.operation;
    if (requestBody)
      this.#requestSchema ??= new SchemaAtLocation(
        requestBody.schema,
        requestBody.docs,
        this.#contract.schemas,
      );
    return this.#requestSchema;
  }

  /** The schema of an answer's body; undefined where the docs do not have the status. */
  responseSchema(status: string): SchemaAtLocation | undefined {
    const response = this.operation.responses[status];
    if (response === undefined) return undefined;
    const known =
      this.#responseSchemas.get(status) ??
      new SchemaAtLocation(response.schema, response.docs, this.#contract.schemas);
    this.#responseSchemas.set(status, known);
    return known;
  }

  /** The locations in a success of what another operation makes, and of its id; undefined where it makes nothing that is linked. */
  resourceOf(creator: Operation): ResourcePointers | undefined {
    if (!this.#resources.has(creator))
      this.#resources.set(creator, answeredResource(this.operation, creator, this.#contract.schemas));
    return this.#resources.get(creator);
  }

  /** The location in a success at which what was sent comes back; undefined where there is none. */
  get echoedAt(): InstancePointer | undefined {
    this.#echoedAt ??= { pointer: echoedResource(this.operation, this.#contract.schemas) };
    return this.#echoedAt.pointer;
  }

  /** Every text that a schema of the contract lists as a value. */
  get listedTexts(): ReadonlySet<string> {
    this.#listedTexts ??= listedTexts(this.#contract);
    return this.#listedTexts;
  }

  /** Every text that the docs show as an example or a default, as it stands in JSON, the longest first. */
  get shownTexts(): readonly string[] {
    this.#shownTexts ??= [...shownTexts(this.#contract)].sort((a, b) => b.length - a.length);
    return this.#shownTexts;
  }

  /** Every location of a request, parents first, those of the parameters before those of the body. */
  get locations(): readonly Location[] {
    this.#locations ??= requestLocations(this.operation, this.#contract.schemas);
    return this.#locations;
  }

  /** Every location of a body alone, its own value first; none where the operation takes no body. */
  get bodyLocations(): readonly Location[] {
    const { requestBody } = this.operation;
    this.#bodyLocations ??= requestBody
      ? locationsOf(requestBody.schema, requestBody.docs, this.#contract.schemas)
      : [];
    return this.#bodyLocations;
  }
}

function listedTexts({ schemas, operations }: Contract): ReadonlySet<string> {
  const found = new Set<string>();
  JSON.stringify([schemas, operations], (key, value: unknown) => {
    if (key === "enum" && Array.isArray(value))
      for (const one of value) if (typeof one === "string") found.add(one);
    if (key === "const" && typeof value === "string") found.add(value);
    return value;
  });
  return found;
}

function shownTexts({ schemas, operations }: Contract): ReadonlySet<string> {
  const found = new Set<string>();
  const collect = (value: unknown): void => {
    if (typeof value === "string") found.add(JSON.stringify(value).slice(1, -1));
    else if (typeof value === "object" && value !== null) Object.values(value).forEach(collect);
  };
  JSON.stringify([schemas, operations], (key, value: unknown) => {
    if (SHOWN.has(key)) collect(value);
    return value;
  });
  return found;
}

/** Keywords and members by which docs show values. */
const SHOWN = new Set(["examples", "default", "responseExamples"]);

/** The operations of a contract that were asked for so far: a contract does not change. */
const documented = new WeakMap<Contract, Map<string, DocumentedOperation>>();

/**
 * The operation with this id, built once for each contract.
 * @throws SuiteError that lists the operations there are
 */
export function documentedOperation(contract: Contract, id: string): DocumentedOperation {
  const known = documented.get(contract) ?? new Map<string, DocumentedOperation>();
  documented.set(contract, known);
  const found = known.get(id) ?? new DocumentedOperation(contract, operationOf(contract, id));
  known.set(id, found);
  return found;
}

/**
 * The operation with this id.
 * @throws SuiteError that lists the operations there are
 */
export function operationOf(contract: Contract, id: string): Operation {
  const operation = own(contract.operations, id);
  if (operation) return operation;
  throw new SuiteError(
    `operation "${id}" is not in ${contract.document}; there are ${Object.keys(contract.operations).join(", ")}`,
  );
}
