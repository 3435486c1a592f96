import { Ajv2020, type AnySchema, type Options, type ValidateFunction } from "ajv/dist/2020.js";
import standalone from "ajv/dist/standalone/index.js";
import addFormats from "ajv-formats";
import type { Operation, Schema } from "../contract/contract.ts";
import { isPlain, linearPattern } from "../contract/pattern/linear-pattern.ts";
import { parametersSchema } from "../contract/request-schema.ts";
import { refName } from "../contract/schema.ts";
import { SuiteError } from "../core/errors.ts";
import { isObject } from "../core/json.ts";
import { Identifiers } from "./identifiers.ts";
import { propertyKey, visible, withOwnProto } from "./literal.ts";

type Schemas = { readonly [name: string]: Schema };

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

  /** A validator of this schema alone. @throws where it is no schema. */
  compile(schema: AnySchema): ValidateFunction {
    return this.#reader(namesInherited(JSON.stringify(schema))).compile(schema);
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

/** A schema that stands alone: the component schemas that it reaches under `$defs`, without `x-` keywords. */
export function standAlone(schema: Schema, schemas: Schemas): AnySchema {
  const reached = new Map<string, unknown>();
  // A reference is a URI, in which not every name can stand.
  const identifiers = new Identifiers();
  const clean = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(clean);
    if (!isObject(value)) return value;
    const members = Object.entries(value).filter(([key]) => !key.startsWith("x-"));
    return Object.fromEntries(members.flatMap(([key, member]) => cleaned(key, member)));
  };
  const cleaned = (key: string, member: unknown): [string, unknown][] => {
    if (key === "$ref") return [["$ref", `#/$defs/${reach(refName(String(member)))}`]];
    if (DATA_KEYWORDS.has(key)) return [[key, member]];
    if (key !== "properties") return [[key, clean(member)]];
    const each = Object.entries(member as object).map(([name, one]) => [name, clean(one)] as const);
    // Ajv passes over a property of this name, but not over a pattern that fits no other.
    const proto = each.find(([name]) => name === "__proto__");
    const properties = Object.fromEntries(each.filter((one) => one !== proto));
    return [
      ["properties", properties],
      ...(proto ? [["patternProperties", { "^__proto__$": proto[1] }] as [string, unknown]] : []),
    ];
  };
  const reach = (name: string): string => {
    const identifier = identifiers.of(name);
    if (!reached.has(identifier)) {
      reached.set(identifier, undefined);
      reached.set(identifier, clean(schemas[name]));
    }
    return identifier;
  };
  const root = clean(schema);
  if (typeof root === "boolean") return root;
  return reached.size > 0 ? { ...(root as object), $defs: Object.fromEntries(reached) } : (root as AnySchema);
}

/** Keywords whose value is data, not a schema. */
const DATA_KEYWORDS = new Set([
  "enum",
  "const",
  "default",
  "examples",
  "discriminator",
  "externalDocs",
  "xml",
]);

/** Standalone Ajv code: one function a schema, however often it stands in the contract, and the table by operation that the suite reads. */
export function emitValidators(
  operations: { readonly [id: string]: Operation },
  schemas: Schemas,
  compiler: SchemaCompiler,
): string {
  const text = JSON.stringify([operations, schemas]);
  const isLinear = [...text.matchAll(/"pattern":("(?:[^"\\]|\\.)*")/g)].some(
    ([, pattern = '""']) => !isPlain(JSON.parse(pattern) as string),
  );
  const ajv = newAjv({
    ownProperties: namesInherited(text),
    // The reader has checked it against the meta-schemas.
    validateSchema: false,
    code: { source: true, esm: true, lines: true, ...(isLinear ? { regExp: LINEAR } : {}) },
  });
  const identifiers = new Identifiers(["validators", "require", "createRequire", LINEAR.code]);
  const names: { [name: string]: string } = {};
  /** By the text of the schema, so that equal schemas share one function. */
  const known = new Map<string, string>();
  const add = (hint: string, schema: Schema): string => {
    const alone = standAlone(schema, schemas);
    const same = known.get(JSON.stringify(alone));
    if (same !== undefined) return same;
    const name = identifiers.of(hint);
    try {
      compiler.check(alone);
      ajv.addSchema(alone, name);
      ajv.getSchema(name);
    } catch (error) {
      throw new SuiteError(`the schema of ${hint} cannot be compiled: ${(error as Error).message}`);
    }
    names[name] = name;
    known.set(JSON.stringify(alone), name);
    return name;
  };
  const rows = Object.values(operations).map(
    (operation) => `  ${propertyKey(operation.id)}: ${emitOperation(operation, add)},`,
  );
  const code = visible(withOwnProto(standalone.default(ajv, names)));
  const helper = isLinear ? `import { ${LINEAR.code} } from "../src/generation/arbitrary/index.ts";\n` : "";
  return `import { createRequire } from "node:module";\n${helper}\nconst require = createRequire(import.meta.url);\n${code}\n\nexport const validators = {\n${rows.join("\n")}\n};\n`;
}

function emitOperation(operation: Operation, add: (hint: string, schema: Schema) => string): string {
  const table = (hint: string, entries: readonly (readonly [string, Schema | undefined])[]): string => {
    const rows = entries.flatMap(([key, schema]) =>
      schema === undefined ? [] : [`${propertyKey(key)}: ${add(`${operation.id} ${hint} ${key}`, schema)}`],
    );
    return rows.length === 0 ? "{}" : `{ ${rows.join(", ")} }`;
  };
  const request = operation.requestBody
    ? `request: ${add(`${operation.id} request`, operation.requestBody.schema)}, `
    : "";
  const responses = table(
    "response",
    Object.entries(operation.responses).map(([status, one]) => [status, one.schema]),
  );
  const breaks = table(
    "breaks",
    operation.rules.map((rule) => [rule.id, rule.breaks]),
  );
  const parameters =
    operation.parameters.length > 0
      ? `parameters: ${add(`${operation.id} parameters`, parametersSchema(operation))}, `
      : "";
  return `{ ${parameters}${request}responses: ${responses}, breaks: ${breaks} }`;
}
