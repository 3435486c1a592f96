import { Ajv2020, type AnySchema, type Options, type ValidateFunction } from "ajv/dist/2020.js";
import standalone from "ajv/dist/standalone/index.js";
import addFormats from "ajv-formats";
import type { Operation, Schema } from "../contract/contract.ts";
import { isPlain, linearPattern } from "../contract/pattern/linear-pattern.ts";
import { parametersSchema } from "../contract/request-schema.ts";
import type { Schemas } from "../contract/schema.ts";
import { SuiteError } from "../core/errors.ts";
import { Identifiers } from "./identifiers.ts";
import { propertyKey, visible, withOwnProto } from "./literal.ts";
import { standAlone } from "./stand-alone.ts";

/** The function by which validators run a pattern, with its name in generated code. */
const LINEAR: NonNullable<NonNullable<Options["code"]>["regExp"]> = Object.assign(
  (pattern: string, flags: string) => linearPattern(pattern, flags),
  { code: linearPattern.name },
);

/** An Ajv that reads the suite's schemas: 2020-12, formats, every error told. */
function newAjv(options: Options = {}): Ajv2020 {
  const ajv = new Ajv2020({
    allErrors: true,
    strict: true,
    strictTypes: false,
    strictRequired: false,
    strictTuples: false,
    strictSchema: false,
    allowUnionTypes: true,
    multipleOfPrecision: 9,
    ...options,
  });
  ajv.addKeyword("discriminator");
  for (const keyword of ["externalDocs", "xml"]) ajv.addKeyword(keyword);
  // ajv-formats is CommonJS: its function is the default of the default under Node's ESM.
  (addFormats as unknown as (ajv: Ajv2020) => void)(ajv);
  return ajv;
}

/** Reads and compiles schemas for code generation itself; its first schema costs it the meta-schemas, so readers are made late. */
export class SchemaCompiler {
  /** By whether own properties are told apart from inherited ones. */
  readonly #readers = new Map<boolean, Ajv2020>();
  /** By the text of their schemas. */
  readonly #compiled = new Map<string, ValidateFunction>();
  /** The texts that generators draw from, by all that they follow from. */
  readonly pools = new Map<string, [string, ...string[]]>();

  /** A validator of this schema alone. @throws where it is no schema. */
  compile(schema: AnySchema): ValidateFunction {
    const text = JSON.stringify(schema);
    const compiled = this.#compiled.get(text) ?? this.#reader(namesInherited(text)).compile(schema);
    this.#compiled.set(text, compiled);
    return compiled;
  }

  /** @throws where it is no schema by the meta-schemas. */
  check(schema: AnySchema): void {
    this.#reader(false).validateSchema(schema, true);
  }

  #reader(ownProperties: boolean): Ajv2020 {
    const reader = this.#readers.get(ownProperties) ?? newAjv({ ownProperties, code: { regExp: LINEAR } });
    this.#readers.set(ownProperties, reader);
    return reader;
  }
}

/**
 * True if a text names an inherited property, so that own properties must be distinguished, which costs: every object
 * has a `constructor`, but not of its own.
 */
const namesInherited = (text: string): boolean =>
  Object.getOwnPropertyNames(Object.prototype).some((name) => text.includes(`"${name}"`));

/** The functions of the generated file: one a schema, however often it stands in the contract. */
class ValidatorFunctions {
  /** The exported names, each with the name that Ajv knows its schema by. */
  readonly names: { [name: string]: string } = {};
  readonly #ajv: Ajv2020;
  readonly #compiler: SchemaCompiler;
  readonly #schemas: Schemas;
  readonly #identifiers = new Identifiers(["validators", "require", "createRequire", LINEAR.code]);
  /** By the text of the schema. */
  readonly #known = new Map<string, string>();

  constructor(ajv: Ajv2020, compiler: SchemaCompiler, schemas: Schemas) {
    this.#ajv = ajv;
    this.#compiler = compiler;
    this.#schemas = schemas;
  }

  /** The name of a schema's function, made of the hint where the schema is new. @throws SuiteError for what is no schema */
  add(hint: string, schema: Schema): string {
    const alone = standAlone(schema, this.#schemas);
    const text = JSON.stringify(alone);
    const same = this.#known.get(text);
    if (same !== undefined) return same;
    const name = this.#identifiers.of(hint);
    try {
      this.#compiler.check(alone);
      this.#ajv.addSchema(alone, name);
      this.#ajv.getSchema(name);
    } catch (error) {
      throw new SuiteError(`the schema of ${hint} cannot be compiled: ${(error as Error).message}`);
    }
    this.names[name] = name;
    this.#known.set(text, name);
    return name;
  }
}

/** Standalone Ajv code: the validators of all schemas, and the table by operation that the suite reads. */
export function emitValidators(
  operations: { readonly [id: string]: Operation },
  schemas: Schemas,
  compiler: SchemaCompiler,
): string {
  const text = JSON.stringify([operations, schemas]);
  const isLinear =
    text.includes('"patternProperties":') ||
    [...text.matchAll(/"pattern":("(?:[^"\\]|\\.)*")/g)].some(
      ([, pattern = '""']) => !isPlain(JSON.parse(pattern) as string),
    );
  const ajv = newAjv({
    ownProperties: namesInherited(text),
    // The reader has checked it against the meta-schemas.
    validateSchema: false,
    code: { source: true, esm: true, lines: true, ...(isLinear ? { regExp: LINEAR } : {}) },
  });
  const functions = new ValidatorFunctions(ajv, compiler, schemas);
  const rows = Object.values(operations).map(
    (operation) =>
      `  ${propertyKey(operation.id)}: ${emitOperation(operation, (hint, schema) => functions.add(hint, schema))},`,
  );
  const code = visible(withOwnProto(standalone.default(ajv, functions.names)));
  const helper = isLinear ? `import { ${LINEAR.code} } from "../src/generation/arbitrary/index.ts";\n` : "";
  return `import { createRequire } from "node:module";\n${helper}\nconst require = createRequire(import.meta.url);\n${code}\n\nexport const validators = {\n${rows.join("\n")}\n};\n`;
}

function emitOperation(operation: Operation, add: (hint: string, schema: Schema) => string): string {
  const { id, parameters, requestBody, responses, rules } = operation;
  const table = (hint: string, entries: readonly (readonly [string, Schema | undefined])[]): string => {
    const rows = entries.flatMap(([key, schema]) =>
      schema === undefined ? [] : [`${propertyKey(key)}: ${add(`${id} ${hint} ${key}`, schema)}`],
    );
    return rows.length === 0 ? "{}" : `{ ${rows.join(", ")} }`;
  };
  // The body's schema is named before those of the parameters: a name that is taken gets a number.
  const request = requestBody ? `request: ${add(`${id} request`, requestBody.schema)}, ` : "";
  const answers = table(
    "response",
    Object.entries(responses).map(([status, { schema }]) => [status, schema]),
  );
  const breaks = table(
    "breaks",
    rules.map((rule) => [rule.id, rule.breaks]),
  );
  const ofParameters =
    parameters.length > 0 ? `parameters: ${add(`${id} parameters`, parametersSchema(operation))}, ` : "";
  return `{ ${ofParameters}${request}responses: ${answers}, breaks: ${breaks} }`;
}
