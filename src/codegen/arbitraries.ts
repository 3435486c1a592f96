import { matches } from "../contract/conditions/matches.ts";
import type { Operation, Schema, SchemaObject } from "../contract/contract.ts";
import { type DocPointer, docPointer } from "../contract/pointers.ts";
import { refName, resolve, typesOf } from "../contract/schema.ts";
import { SuiteError } from "../core/errors.ts";
import type { Json } from "../core/json.ts";
import { escapeToken } from "../core/json.ts";
import { isExact, mostSteps } from "../core/limits.ts";
import { Identifiers } from "./identifiers.ts";
import { literal, propertyKey } from "./literal.ts";
import { emitParameterGenerators } from "./parameter-generators.ts";
import { textPool } from "./pools.ts";
import type { SchemaCompiler } from "./validators.ts";

type Schemas = { readonly [name: string]: Schema };

/** fast-check arbitraries for each request body and generators of its parameters, as code, typed by the generated types: a mismatch does not compile. */
export function emitArbitraries(
  operations: { readonly [id: string]: Operation },
  schemas: Schemas,
  compiler: SchemaCompiler,
): string {
  const emitter = new Emitter(schemas, compiler);
  const withBody = Object.values(operations).filter((operation) => operation.requestBody !== undefined);
  const bodies = withBody.map((operation) => emitter.body(operation));
  const rows = withBody.map(({ id }) => `  ${propertyKey(id)}: ${emitter.names.of(id)},`);
  const parameterRows = emitParameterGenerators(Object.values(operations), schemas, emitter.schema);
  const code = [...emitter.shared, ...bodies, ...parameterRows]
    .join("\n")
    .replace(/"(?:[^"\\]|\\.)*"/g, '""');
  const used = HELPERS.filter((name) => new RegExp(`\\b${name}(<.*>)?\\(`).test(code));
  const usesValidators = code.includes("validators[");
  return [
    ...(withBody.length > 0 ? [`import type { Writable } from "openapi-typescript-helpers";`] : []),
    `import { ${[...used, ...(emitter.shared.length > 0 ? ["type InstanceGenerator"] : [])].join(", ")} } from "../src/generation/arbitrary/index.ts";`,
    ...(withBody.length > 0 ? [`import { operations as table } from "./operations.ts";`] : []),
    `import type { ${[...(emitter.shared.length > 0 ? ["components"] : []), "operations"].join(", ")} } from "./types.ts";`,
    ...(usesValidators ? [`import { validators } from "./validators.js";`] : []),
    "",
    ...emitter.shared,
    ...bodies,
    `export const arbitraries = {\n${rows.join("\n")}\n};`,
    "",
    "/** The parameters of each operation's requests, by where they stand. */",
    `export const parameterGenerators = {\n${parameterRows.join("\n")}\n};`,
    "",
  ].join("\n");
}

/** The exports of `src/generation/arbitrary/index.ts`. */
const HELPERS = [
  "array", "body", "boolean", "constant", "hasConstants", "lazy", "map", "nothing", "number", "object", "optional",
  "parameters", "required", "text", "typeIs", "union", "values",
]; // biome-ignore format: a list reads better in lines

/** Every other name that stands in the file. */
const NAMES = [
  "Writable",
  "InstanceGenerator",
  "NonNullable",
  "arbitraries",
  "parameterGenerators",
  "table",
  "operations",
  "components",
  "validators",
];

class Emitter {
  readonly names = new Identifiers([...HELPERS, ...NAMES]);
  readonly #types = new Identifiers([...HELPERS, ...NAMES]);
  /** Generators of schemas that contain themselves, one constant each. */
  readonly shared: string[] = [];
  readonly #schemas: Schemas;
  readonly #compiler: SchemaCompiler;
  readonly #open: string[] = [];
  readonly #recursive = new Set<string>();
  readonly #shared = new Set<string>();
  #hasAlternatives = false;
  /** Number of different values that the lists around need. */
  #different = 0;

  constructor(schemas: Schemas, compiler: SchemaCompiler) {
    this.#compiler = compiler;
    this.#schemas = schemas;
  }

  body(operation: Operation): string {
    const { requestBody, id } = operation;
    if (requestBody === undefined)
      throw new SuiteError(`${operation.docs}: an operation without a request body`);
    const name = this.names.of(id);
    const type = this.#types.of(`${name.charAt(0).toUpperCase()}${name.slice(1)}Body`);
    const quoted = literal(id);
    this.#hasAlternatives = false;
    const generator = this.#emit(requestBody.schema, requestBody.docs, "  ");
    // Alternatives may overlap, and shrinking may cross from one to another: there the validator has the last word.
    const accepts = this.#hasAlternatives ? [`  validators[${quoted}]?.request,`] : [];
    return [
      `export type ${type} = Writable<NonNullable<operations[${quoted}]["requestBody"]>["content"][${literal(requestBody.mediaType)}]>;`,
      "",
      "/** Bodies that are valid and keep every rule. */",
      `export const ${name} = body<${type}>(`,
      `  ${generator},`,
      `  table[${quoted}].rules,`,
      ...accepts,
      ");",
      "",
    ].join("\n");
  }

  /** The generator of a schema that stands by itself. */
  readonly schema = (schema: Schema, docs: DocPointer, indent: string): string =>
    this.#emit(schema, docs, indent);

  #emit(schema: Schema, docs: DocPointer, indent: string): string {
    if (typeof schema === "object" && schema.$ref !== undefined) {
      const name = refName(schema.$ref);
      if (Object.keys(schema).length > 1) {
        const { schema: merged, docs: at } = resolve(schema, docs, this.#schemas);
        return this.#emitResolved(merged, at, indent);
      }
      if (this.#shared.has(name)) return this.names.of(name);
      if (this.#open.includes(name)) {
        this.#recursive.add(name);
        return `lazy(() => ${this.names.of(name)})`;
      }
      this.#open.push(name);
      const code = this.#emit(this.#schemas[name] ?? true, docPointer(schema.$ref), indent);
      this.#open.pop();
      return this.#recursive.delete(name) ? this.#share(name, code) : code;
    }
    const { schema: resolved, docs: at } = resolve(schema, docs, this.#schemas);
    return this.#emitResolved(resolved, at, indent);
  }

  #share(name: string, code: string): string {
    const constant = this.names.of(name);
    this.#shared.add(name);
    this.shared.push(
      `const ${constant}: InstanceGenerator<Writable<components["schemas"][${literal(name)}]>> = ${code};\n`,
    );
    return constant;
  }

  #emitResolved(schema: SchemaObject, docs: DocPointer, indent: string): string {
    const { const: only } = schema;
    if (only !== undefined) return `values(${literal([only])})`;
    const types = typesOf(schema);
    if (schema.enum !== undefined) {
      const allowed = schema.enum.filter((one) => matches(pick(schema), one));
      if (allowed.length === 0) throw new SuiteError(`${docs}: no value of the enum is allowed by the rest`);
      return `values(${literal(allowed)})`;
    }
    if (schema.not !== undefined) throw new SuiteError(`${docs}: no value is allowed here (false)`);
    if (schema.oneOf || schema.anyOf) return this.#emitUnion(schema, docs, indent);
    const [type] = types.length > 0 ? types : [implied(schema)];
    if (types.length <= 1) return this.#emitType(type ?? "object", schema, docs, indent);
    const alternatives = types.map(
      (one) =>
        `{ generator: ${this.#emitType(one, schema, docs, indent)}, accepts: typeIs(${literal(one)}) }`,
    );
    return `union([${alternatives.join(", ")}])`;
  }

  #emitType(type: string, schema: SchemaObject, docs: DocPointer, indent: string): string {
    if (type === "null") return "nothing()";
    if (type === "boolean") return "boolean()";
    if (type === "number" || type === "integer")
      return `number(${options(numberOptions(type, schema, docs))})`;
    if (type === "string") return `text(${literal(textPool(schema, docs, this.#compiler, this.#different))})`;
    if (type === "array") {
      const { minItems, maxItems, uniqueItems } = schema;
      if ((minItems ?? 0) > (maxItems ?? Number.POSITIVE_INFINITY))
        throw new SuiteError(
          `${docs}: no list is within the bounds: minItems ${minItems} is above maxItems ${maxItems}`,
        );
      const least = uniqueItems ? (minItems ?? 0) : 0;
      const items = this.#emitItems(schema.items ?? { type: "string" }, `${docs}/items`, indent, least);
      const at = least > 1 ? docs : undefined;
      return `array(${[items, options({ minItems, maxItems, uniqueItems, docs: at })].filter((one) => one !== "").join(", ")})`;
    }
    if (type === "object") return this.#emitObject(schema, docs, indent);
    throw new SuiteError(`${docs}: unsupported type "${type}"`);
  }

  /** Items of which there must be `different` ones at least. @throws SuiteError where there are fewer values */
  #emitItems(schema: Schema, docs: DocPointer, indent: string, different: number): string {
    const there = valuesOf(schema, docs, this.#schemas);
    if (there < different)
      throw new SuiteError(
        `${docs}: minItems ${different} different items (uniqueItems), but an item has ${there} values`,
      );
    const before = this.#different;
    this.#different = Math.max(before, different);
    const code = this.#emit(schema, docs, indent);
    this.#different = before;
    return code;
  }

  #emitObject(schema: SchemaObject, docs: DocPointer, indent: string): string {
    const rest = schema.additionalProperties;
    const listed = schema.properties ?? {};
    // A required property that is not listed is of any value that the others may have.
    const unlisted = (schema.required ?? []).filter((name) => !Object.hasOwn(listed, name));
    if (unlisted.length > 0 && rest === false)
      throw new SuiteError(`${docs}: "${unlisted[0]}" is required, but no other properties are allowed`);
    const properties = [
      ...Object.entries(listed),
      ...unlisted.map((name): [string, Schema] => [name, rest ?? true]),
    ];
    if (properties.length === 0 && rest !== false) {
      const items = this.#emit(
        typeof rest === "object" ? rest : { type: "string" },
        `${docs}/additionalProperties`,
        indent,
      );
      return `map(${items}, ${literal(textPool({ pattern: "^[a-z]{3,8}$" }, `${docs}/propertyNames`, this.#compiler))})`;
    }
    const fields = properties.flatMap(([name, property]) => {
      const at: DocPointer = `${docs}/properties/${escapeToken(name)}`;
      const { schema: resolved } = resolve(property, at, this.#schemas);
      if (resolved.readOnly && schema.required?.includes(name))
        throw new SuiteError(`${at}: read-only, yet required in a request; leave it out of "required" there`);
      if (resolved.readOnly) return [];
      const presence = schema.required?.includes(name) ? "required" : "optional";
      return [`${indent}  ${propertyKey(name)}: ${presence}(${this.#emit(property, at, `${indent}  `)}),`];
    });
    return `object({\n${fields.join("\n")}\n${indent}})`;
  }

  #emitUnion(schema: SchemaObject, docs: DocPointer, indent: string): string {
    const [keyword, parts] = schema.oneOf ? ["oneOf", schema.oneOf] : ["anyOf", schema.anyOf ?? []];
    if (schema.oneOf && schema.anyOf)
      throw new SuiteError(`${docs}: oneOf and anyOf beside one another are unsupported; use one of them`);
    const { oneOf: _, anyOf: __, discriminator, ...own } = schema;
    this.#hasAlternatives = true;
    const alternatives = parts.map((part, index) => {
      const at: DocPointer = `${docs}/${keyword}/${index}`;
      const whole: Schema = Object.keys(own).length === 0 ? part : { allOf: [own, part] };
      const { schema: resolved } = resolve(whole, at, this.#schemas);
      const accepts = acceptance(resolved, this.#schemas, at, discriminator?.propertyName);
      if (discriminator && !accepts.includes(`${propertyKey(discriminator.propertyName)}:`))
        throw new SuiteError(
          `${at}: the discriminator "${discriminator.propertyName}" has neither const nor enum here`,
        );
      return `${indent}  { generator: ${this.#emit(whole, at, `${indent}  `)}, accepts: ${accepts} },`;
    });
    return `union([\n${alternatives.join("\n")}\n${indent}])`;
  }
}

/** The condition by which a value is known to be of this alternative: its constants, else its type. */
function acceptance(
  schema: SchemaObject,
  schemas: Schemas,
  docs: DocPointer,
  discriminator: string | undefined,
): string {
  const constants: { [name: string]: readonly Json[] } = Object.create(null);
  for (const [name, property] of Object.entries(schema.properties ?? {})) {
    const { schema: resolved } = resolve(property, docs, schemas);
    const allowed = resolved.const === undefined ? resolved.enum : [resolved.const];
    if (allowed && (name === discriminator || schema.required?.includes(name))) constants[name] = allowed;
  }
  if (Object.keys(constants).length > 0) return `hasConstants(${literal(constants)})`;
  const types = schema.type === undefined ? [implied(schema)] : typesOf(schema);
  const { required = [] } = schema;
  const conditions = [...types, ...(required.length > 0 ? [{ required }] : [])];
  return `typeIs(${conditions.map((one) => literal(one)).join(", ")})`;
}

function implied(schema: SchemaObject): string {
  if (schema.properties || schema.additionalProperties !== undefined) return "object";
  if (schema.items !== undefined) return "array";
  if (schema.minimum !== undefined || schema.maximum !== undefined) return "number";
  return "string";
}

/** Bounds made inclusive. @throws SuiteError where they leave no number. */
function numberOptions(type: string, schema: SchemaObject, docs: DocPointer): { [name: string]: unknown } {
  const { exclusiveMinimum, exclusiveMaximum, multipleOf } = schema;
  const low = schema.minimum ?? Number.NEGATIVE_INFINITY;
  const high = schema.maximum ?? Number.POSITIVE_INFINITY;
  const room = (exclusiveMaximum ?? high) - (exclusiveMinimum ?? low);
  const step = multipleOf ?? (type === "integer" || room > 2 ? 1 : room / 4);
  const onGrid = type === "integer" || multipleOf !== undefined;
  const above = (bound: number) => (onGrid ? (Math.floor(bound / step) + 1) * step : bound + step);
  const below = (bound: number) => (onGrid ? (Math.ceil(bound / step) - 1) * step : bound - step);
  const least = exclusiveMinimum === undefined ? low : Math.max(low, above(exclusiveMinimum));
  const most = exclusiveMaximum === undefined ? high : Math.min(high, below(exclusiveMaximum));
  // Where two bounds are next to each other, no step leads away from an exclusive one.
  const isStuck = [least === exclusiveMinimum && least, most === exclusiveMaximum && most].some(
    (bound) => bound !== false && isExact(bound),
  );
  if (least > most || isStuck || (onGrid && Math.ceil(least / step) > Math.floor(most / step)))
    throw new SuiteError(`${docs}: no number is within the bounds`);
  const nearest = Math.max(least, -most, 0) / step;
  if (onGrid && nearest > mostSteps(step))
    throw new SuiteError(
      `${docs}: multipleOf ${step}: so fine a step is lost in numbers as large as the bounds`,
    );
  return {
    minimum: Number.isFinite(least) ? least : undefined,
    maximum: Number.isFinite(most) ? most : undefined,
    integer: type === "integer" ? true : undefined,
    multipleOf,
  };
}

/** Number of different values that a schema has, as far as its own keywords tell; infinity where they do not. */
function valuesOf(schema: Schema, docs: DocPointer, schemas: Schemas): number {
  const { schema: resolved } = resolve(schema, docs, schemas);
  if (resolved.const !== undefined) return 1;
  if (resolved.enum !== undefined) return resolved.enum.length;
  const types = typesOf(resolved);
  if (types.length === 0) return Number.POSITIVE_INFINITY;
  return types.reduce((sum, type) => sum + valuesOfType(type, resolved), 0);
}

function valuesOfType(type: string, { minimum, maximum, maxLength }: SchemaObject): number {
  if (type === "null") return 1;
  if (type === "boolean") return 2;
  if (type === "string" && maxLength === 0) return 1;
  if (type !== "integer" || minimum === undefined || maximum === undefined) return Number.POSITIVE_INFINITY;
  return Math.max(0, Math.floor(maximum) - Math.ceil(minimum) + 1);
}

/** The keywords of a schema by which a listed value can be checked. */
const pick = ({ type, minimum, maximum }: SchemaObject): SchemaObject => ({
  ...(type === undefined ? {} : { type }),
  ...(minimum === undefined ? {} : { minimum }),
  ...(maximum === undefined ? {} : { maximum }),
});

function options(given: { readonly [name: string]: unknown }): string {
  const set = Object.entries(given).filter(([, value]) => value !== undefined);
  return set.length === 0 ? "" : `{ ${set.map(([name, value]) => `${name}: ${literal(value)}`).join(", ")} }`;
}
