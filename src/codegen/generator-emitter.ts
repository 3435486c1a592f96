import type { Operation, Schema, SchemaObject } from "../contract/contract.ts";
import { type DocPointer, docPointer } from "../contract/pointers.ts";
import { refName, resolve, type Schemas, typesOf } from "../contract/schema.ts";
import { SuiteError } from "../core/errors.ts";
import { equal, escapeToken, type Json } from "../core/json.ts";
import { acceptance, impliedType } from "./acceptance.ts";
import { HELPERS, NAMES } from "./generator-names.ts";
import { Identifiers } from "./identifiers.ts";
import { HELD_BY_VALIDATORS } from "./keywords.ts";
import { listedValues } from "./listed-values.ts";
import { literal, optionsLiteral, propertyKey } from "./literal.ts";
import { numberOptions } from "./number-options.ts";
import { textPool } from "./pools.ts";
import type { SchemaCompiler } from "./validators.ts";
import { valueCount } from "./value-count.ts";

/** Names of members where any will do. */
const NAMES_OF_MAPS: SchemaObject = { pattern: "^[a-z]{3,8}$" };

const mapNames = (names: SchemaObject, docs: DocPointer, compiler: SchemaCompiler): readonly Json[] =>
  (names.enum ?? textPool(names, `${docs}/propertyNames`, compiler)) as readonly Json[];

/** Writes the generators of schemas as code. */
export class GeneratorEmitter {
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
    if (schema.enum !== undefined) return `values(${literal(listedValues(schema, schema.enum, docs))})`;
    if (equal(schema.not, {})) throw new SuiteError(`${docs}: no value is allowed here (false)`);
    if (HELD_BY_VALIDATORS.some((keyword) => keyword in schema)) this.#hasAlternatives = true;
    if (schema.oneOf || schema.anyOf) return this.#emitUnion(schema, docs, indent);
    const [type] = types.length > 0 ? types : [impliedType(schema)];
    if (types.length <= 1) return this.#emitType(type ?? "object", schema, docs, indent);
    const alternatives = types.map(
      (type) =>
        `{ generator: ${this.#emitType(type, schema, docs, indent)}, accepts: typeIs(${literal(type)}) }`,
    );
    return `union([${alternatives.join(", ")}])`;
  }

  #emitType(type: string, schema: SchemaObject, docs: DocPointer, indent: string): string {
    if (type === "null") return "nothing()";
    if (type === "boolean") return "boolean()";
    if (type === "number" || type === "integer")
      return `number(${optionsLiteral(numberOptions(type, schema, docs))})`;
    if (type === "string") return `text(${literal(textPool(schema, docs, this.#compiler, this.#different))})`;
    if (type === "array") return this.#emitArray(schema, docs, indent);
    if (type === "object") return this.#emitObject(schema, docs, indent);
    throw new SuiteError(`${docs}: unsupported type "${type}"`);
  }

  #emitArray(schema: SchemaObject, docs: DocPointer, indent: string): string {
    const { minItems, maxItems, uniqueItems } = schema;
    if ((minItems ?? 0) > (maxItems ?? Number.POSITIVE_INFINITY))
      throw new SuiteError(
        `${docs}: no list is within the bounds: minItems ${minItems} is above maxItems ${maxItems}`,
      );
    const least = uniqueItems ? (minItems ?? 0) : 0;
    const items = this.#emitItems(schema.items ?? { type: "string" }, `${docs}/items`, indent, least);
    const options = optionsLiteral({ minItems, maxItems, uniqueItems, docs: least > 1 ? docs : undefined });
    return `array(${[items, options].filter((argument) => argument !== "").join(", ")})`;
  }

  /** Items of which there must be `different` ones at least. @throws SuiteError where there are fewer values */
  #emitItems(schema: Schema, docs: DocPointer, indent: string, different: number): string {
    const there = valueCount(schema, docs, this.#schemas);
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
    const [named] = Object.entries(schema.patternProperties ?? {});
    if (properties.length === 0 && named !== undefined) return this.#emitMap(named[1], { pattern: named[0] }, docs, indent); // biome-ignore format: one line
    if (properties.length === 0 && rest !== false) {
      const { schema: names } = resolve(schema.propertyNames, docs, this.#schemas);
      const isOpen = Object.keys(names).length === 0;
      return this.#emitMap(rest ?? true, isOpen ? NAMES_OF_MAPS : names, docs, indent);
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

  /** An object of any members, whose names keep a schema. */
  #emitMap(rest: Schema, names: SchemaObject, docs: DocPointer, indent: string): string {
    const items = this.#emit(
      typeof rest === "object" ? rest : { type: "string" },
      `${docs}/additionalProperties`,
      indent,
    );
    return `map(${items}, ${literal(mapNames(names, docs, this.#compiler))})`;
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
