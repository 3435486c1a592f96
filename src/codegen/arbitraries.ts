import type { Json, Operation, Schema, SchemaObject } from "../contract.ts";
import { SuiteError } from "../exchange.ts";
import { escapeToken } from "../json.ts";
import { refName, resolve, typesOf } from "../schema.ts";
import { textPool } from "./pools.ts";
import { identifier } from "./validators.ts";

type Schemas = { readonly [name: string]: Schema };

/** fast-check arbitraries for each request body, as code, typed by the generated types: a mismatch does not compile. */
export function emitArbitraries(operations: { readonly [id: string]: Operation }, schemas: Schemas): string {
  const emitter = new Emitter(schemas);
  const withBody = Object.values(operations).filter((operation) => operation.requestBody !== undefined);
  const bodies = withBody.map((operation) => emitter.body(operation));
  const rows = withBody.map(({ id }) => `  ${JSON.stringify(id)}: ${identifier(id)},`);
  const used = [
    "array",
    "body",
    "boolean",
    "hasConstants",
    "lazy",
    "map",
    "nothing",
    "number",
    "object",
    "optional",
    "required",
    "text",
    "typeIs",
    "union",
    "values",
  ].filter((name) =>
    [...emitter.shared, ...bodies].some((code) => new RegExp(`\\b${name}(<.*>)?\\(`).test(code)),
  );
  return [
    `import type { Writable } from "openapi-typescript-helpers";`,
    `import { ${[...used, ...(emitter.shared.length > 0 ? ["type Generator"] : [])].join(", ")} } from "../src/arbitrary/index.ts";`,
    `import { operations as table } from "./operations.ts";`,
    `import type { ${[...(emitter.shared.length > 0 ? ["components"] : []), "operations"].join(", ")} } from "./types.ts";`,
    "",
    ...emitter.shared,
    ...bodies,
    `export const arbitraries = {\n${rows.join("\n")}\n};`,
    "",
  ].join("\n");
}

class Emitter {
  /** Generators of schemas that contain themselves, one constant each. */
  readonly shared: string[] = [];
  readonly #schemas: Schemas;
  readonly #open: string[] = [];
  readonly #recursive = new Set<string>();

  constructor(schemas: Schemas) {
    this.#schemas = schemas;
  }

  body(operation: Operation): string {
    const { requestBody, id } = operation;
    if (requestBody === undefined)
      throw new SuiteError(`${operation.docs}: an operation without a request body`);
    const name = identifier(id);
    const type = `${name.charAt(0).toUpperCase()}${name.slice(1)}Body`;
    const key = JSON.stringify(id);
    return [
      `export type ${type} = Writable<NonNullable<operations[${key}]["requestBody"]>["content"][${JSON.stringify(requestBody.mediaType)}]>;`,
      "",
      `/** Bodies of ${operation.method} ${operation.path.replaceAll("*/", "")} that are valid and keep every rule. */`,
      `export const ${name} = body<${type}>(`,
      `  ${this.#emit(requestBody.schema, requestBody.docs, "  ")},`,
      `  table[${key}].rules,`,
      ");",
      "",
    ].join("\n");
  }

  #emit(schema: Schema, docs: string, indent: string): string {
    if (typeof schema === "object" && schema.$ref !== undefined) {
      const name = refName(schema.$ref);
      if (this.#open.includes(name)) {
        this.#recursive.add(name);
        return `lazy(() => ${identifier(name)})`;
      }
      this.#open.push(name);
      const code = this.#emit(this.#schemas[name] ?? true, schema.$ref, indent);
      this.#open.pop();
      return this.#recursive.delete(name) ? this.#share(name, code) : code;
    }
    const { schema: resolved, docs: at } = resolve(schema, docs, this.#schemas);
    return this.#emitResolved(resolved, at, indent);
  }

  #share(name: string, code: string): string {
    const constant = identifier(name);
    this.shared.push(
      `const ${constant}: Generator<Writable<components["schemas"][${JSON.stringify(name)}]>> = ${code};\n`,
    );
    return constant;
  }

  #emitResolved(schema: SchemaObject, docs: string, indent: string): string {
    const { const: only } = schema;
    if (only !== undefined) return `values(${JSON.stringify([only])})`;
    if (schema.enum !== undefined) return `values(${JSON.stringify(schema.enum)})`;
    if (schema.oneOf || schema.anyOf) return this.#emitUnion(schema, docs, indent);
    const types = typesOf(schema);
    const [type] = types.length > 0 ? types : [implied(schema)];
    if (types.length <= 1) return this.#emitType(type ?? "object", schema, docs, indent);
    const alternatives = types.map(
      (one) =>
        `{ generator: ${this.#emitType(one, schema, docs, indent)}, accepts: typeIs(${JSON.stringify(one)}) }`,
    );
    return `union([${alternatives.join(", ")}])`;
  }

  #emitType(type: string, schema: SchemaObject, docs: string, indent: string): string {
    if (type === "null") return "nothing()";
    if (type === "boolean") return "boolean()";
    if (type === "number" || type === "integer") return `number(${options(numberOptions(type, schema))})`;
    if (type === "string") return `text(${JSON.stringify(textPool(schema, docs))})`;
    if (type === "array") {
      const { minItems, maxItems, uniqueItems } = schema;
      const items = this.#emit(schema.items ?? { type: "string" }, `${docs}/items`, indent);
      return `array(${[items, options({ minItems, maxItems, uniqueItems })].filter((one) => one !== "").join(", ")})`;
    }
    if (type === "object") return this.#emitObject(schema, docs, indent);
    throw new SuiteError(`${docs}: unsupported type "${type}"`);
  }

  #emitObject(schema: SchemaObject, docs: string, indent: string): string {
    const properties = Object.entries(schema.properties ?? {});
    const rest = schema.additionalProperties;
    if (properties.length === 0 && rest !== false) {
      const items = this.#emit(
        typeof rest === "object" ? rest : { type: "string" },
        `${docs}/additionalProperties`,
        indent,
      );
      return `map(${items}, ${JSON.stringify(textPool({ pattern: "^[a-z]{3,8}$" }, `${docs}/propertyNames`))})`;
    }
    const fields = properties.flatMap(([name, property]) => {
      const at = `${docs}/properties/${escapeToken(name)}`;
      const { schema: resolved } = resolve(property, at, this.#schemas);
      if (resolved.readOnly) return [];
      const presence = schema.required?.includes(name) ? "required" : "optional";
      return [`${indent}  ${JSON.stringify(name)}: ${presence}(${this.#emit(property, at, `${indent}  `)}),`];
    });
    return `object({\n${fields.join("\n")}\n${indent}})`;
  }

  #emitUnion(schema: SchemaObject, docs: string, indent: string): string {
    const [keyword, parts] = schema.oneOf ? ["oneOf", schema.oneOf] : ["anyOf", schema.anyOf ?? []];
    const { oneOf: _, anyOf: __, discriminator, ...own } = schema;
    const alternatives = parts.map((part, index) => {
      const at = `${docs}/${keyword}/${index}`;
      const whole: Schema = Object.keys(own).length === 0 ? part : { allOf: [own, part] };
      const { schema: resolved } = resolve(whole, at, this.#schemas);
      const accepts = acceptance(resolved, this.#schemas, at, discriminator?.propertyName);
      return `${indent}  { generator: ${this.#emit(whole, at, `${indent}  `)}, accepts: ${accepts} },`;
    });
    return `union([\n${alternatives.join("\n")}\n${indent}])`;
  }
}

/** How a value is told to be of this alternative: by its constants, else by its type. */
function acceptance(
  schema: SchemaObject,
  schemas: Schemas,
  docs: string,
  discriminator: string | undefined,
): string {
  const constants: { [name: string]: readonly Json[] } = {};
  for (const [name, property] of Object.entries(schema.properties ?? {})) {
    const { schema: resolved } = resolve(property, docs, schemas);
    const allowed = resolved.const === undefined ? resolved.enum : [resolved.const];
    if (allowed && (name === discriminator || schema.required?.includes(name))) constants[name] = allowed;
  }
  if (Object.keys(constants).length > 0) return `hasConstants(${JSON.stringify(constants)})`;
  return `typeIs(${[...typesOf(schema), ...(schema.type === undefined ? [implied(schema)] : [])].map((type) => JSON.stringify(type)).join(", ")}${(schema.required ?? []).length > 0 ? `, ${JSON.stringify({ required: schema.required })}` : ""})`;
}

function implied(schema: SchemaObject): string {
  if (schema.properties || schema.additionalProperties !== undefined) return "object";
  if (schema.items !== undefined) return "array";
  if (schema.minimum !== undefined || schema.maximum !== undefined) return "number";
  return "string";
}

function numberOptions(type: string, schema: SchemaObject): { [name: string]: unknown } {
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf } = schema;
  const room =
    (exclusiveMaximum ?? maximum ?? Number.POSITIVE_INFINITY) -
    (exclusiveMinimum ?? minimum ?? Number.NEGATIVE_INFINITY);
  const inside = multipleOf ?? (type === "integer" || room > 2 ? 1 : room / 4);
  return {
    minimum:
      exclusiveMinimum === undefined
        ? minimum
        : Math.max(minimum ?? Number.NEGATIVE_INFINITY, exclusiveMinimum + inside),
    maximum:
      exclusiveMaximum === undefined
        ? maximum
        : Math.min(maximum ?? Number.POSITIVE_INFINITY, exclusiveMaximum - inside),
    integer: type === "integer" ? true : undefined,
    multipleOf,
  };
}

function options(given: { readonly [name: string]: unknown }): string {
  const set = Object.entries(given).filter(([, value]) => value !== undefined);
  return set.length === 0
    ? ""
    : `{ ${set.map(([name, value]) => `${name}: ${JSON.stringify(value)}`).join(", ")} }`;
}
