import type { Json, JsonObject } from "../../core/json.ts";
import { equal, isObject } from "../../core/json.ts";
import { below, itemsOf, type Located, membersOf, refuseAt } from "../located.ts";
import { plainText } from "../plain-text.ts";
import { pascalCase } from "../title-names.ts";
import { Broken } from "./broken.ts";
import { type OnBroken, SchemaReader } from "./canonical-schema.ts";
import { canonicalSecurity } from "./canonical-security.ts";
import type { Picked } from "./pick-operation.ts";
import type { References } from "./references.ts";
import { serversOf } from "./servers.ts";
import { ordered } from "./upgrade-schema.ts";

/** Callbacks for a broken reference: one where the contract is incomplete without its schema, one where it is not. */
export interface OnBrokenReference {
  readonly needed: OnBroken;
  readonly spared: OnBroken;
}

/** The order in which parameters are written, that of the sections of a page. */
const PLACES = ["header", "path", "query", "cookie"];

/** Writes one operation of a document in the one shape that all forms of source come to, OpenAPI 3.1. */
export class OperationWriter {
  readonly #root: Located;
  readonly #picked: Picked;
  readonly #references: References;
  readonly #on: OnBrokenReference;
  readonly #schemas: SchemaReader;
  readonly #stem: string;
  #isSpared = false;

  constructor(root: Located, picked: Picked, references: References, on: OnBrokenReference) {
    this.#root = root;
    this.#picked = picked;
    this.#references = references;
    this.#on = on;
    this.#stem = pascalCase(picked.id);
    this.#schemas = new SchemaReader(references, (place, reason) => this.#broken(place, reason));
  }

  /** The document; `title` counts where the operation has none. */
  document(title: string): JsonObject {
    const { operation, item, path, method } = this.#picked;
    const name = plainText(textOf(below(operation, "summary")) || title);
    const servers = serversOf([
      below(operation, "servers"),
      below(item, "servers"),
      below(this.#root, "servers"),
    ]);
    const { security, schemes } = canonicalSecurity(this.#root, operation, this.#references);
    const written = this.#operation(name, security);
    return {
      openapi: "3.1.0",
      info: { title: name, version: textOf(below(this.#root, "info", "version")) },
      ...(servers.length === 0 ? {} : { servers }),
      paths: { [path]: { [method]: written } },
      components: {
        schemas: this.#components(),
        ...(Object.keys(schemes).length === 0 ? {} : { securitySchemes: schemes }),
      },
    };
  }

  /** Request and response first, then what holds itself, in the order in which it was met. */
  #components(): JsonObject {
    const names = [...this.#schemas.components.keys()];
    const first = ["Request", "Response"]
      .map((part) => this.#stem + part)
      .filter((name) => names.includes(name));
    const all = [...new Set([...first, ...names])];
    return Object.fromEntries(all.map((name) => [name, this.#schemas.components.get(name) ?? {}]));
  }

  #operation(summary: string, security: Json | undefined): JsonObject {
    const { operation, id } = this.#picked;
    const parameters = this.#parameters();
    const body = this.#body();
    return {
      operationId: id,
      summary,
      ...described(operation),
      ...(below(operation, "deprecated").value === true ? { deprecated: true } : {}),
      ...(security === undefined ? {} : { security }),
      ...(parameters.length === 0 ? {} : { parameters }),
      ...(body === undefined ? {} : { requestBody: body }),
      responses: this.#responses(),
    };
  }

  /** Those of the path and of the operation; of two with one name and place, the operation's counts. */
  #parameters(): JsonObject[] {
    const { item, operation } = this.#picked;
    const all = [...itemsOf(below(item, "parameters")), ...itemsOf(below(operation, "parameters"))];
    const byName = new Map<string, JsonObject>();
    for (const place of all) {
      const parameter = this.#follow(place);
      if (parameter === undefined) continue;
      const written = this.#parameter(parameter);
      byName.set(JSON.stringify([written.in, String(written.name).toLowerCase()]), written);
    }
    const rank = ({ in: place }: JsonObject) => PLACES.indexOf(String(place));
    return [...byName.values()].sort((a, b) => rank(a) - rank(b));
  }

  #parameter(place: Located): JsonObject {
    const name = textOf(below(place, "name"));
    const where = textOf(below(place, "in"));
    if (name === "" || !PLACES.includes(where))
      refuseAt(place, { wrong: "no parameter", expected: `a name, and in one of ${PLACES.join(", ")}` });
    return {
      name,
      in: where,
      required: below(place, "required").value === true || where === "path",
      ...described(place),
      schema: this.#parameterSchema(place, `${this.#stem}${pascalCase(name)}`),
    };
  }

  /** The schema of a parameter, with the parameter's own description in it, as a page has it. */
  #parameterSchema(place: Located, label: string): Json {
    const [content] = membersOf(below(place, "content"));
    const holder = content === undefined ? place : content[1];
    const schema = below(holder, "schema");
    const read = schema.value === undefined ? {} : this.#schemas.read(schema, label);
    const examples = [below(place, "example").value, ...valuesOf(below(place, "examples"))];
    if (!isObject(read)) return read;
    const { description: _, ...own } = read;
    const shown = [...examples, ...(Array.isArray(own.examples) ? own.examples : [])].filter(
      (one) => one !== undefined,
    );
    return ordered({
      ...own,
      ...(shown.length === 0 ? {} : { examples: distinct(shown) }),
      ...(below(place, "deprecated").value === true ? { deprecated: true } : {}),
    });
  }

  #body(): JsonObject | undefined {
    const given = below(this.#picked.operation, "requestBody");
    if (given.value === undefined) return undefined;
    const place = this.#follow(given);
    if (place === undefined) return undefined;
    return {
      ...described(place),
      required: below(place, "required").value === true,
      content: this.#content(place, `${this.#stem}Request`, true),
    };
  }

  #responses(): JsonObject {
    const all = membersOf(below(this.#picked.operation, "responses"));
    if (all.length === 0)
      refuseAt(below(this.#picked.operation, "responses"), {
        wrong: "no response",
        expected: "at least one",
      });
    const success = all.map(([status]) => status).find((status) => /^2/.test(status));
    const written = all
      .filter(([status]) => !status.startsWith("x-"))
      .map(([status, place]) => [
        status.toUpperCase().replace("DEFAULT", "default"),
        this.#response(status, place, success),
      ]);
    return Object.fromEntries(written);
  }

  #response(status: string, given: Located, success: string | undefined): JsonObject {
    // What an error answers is known from other sources as well; a contract without a request or an answer is none.
    this.#isSpared = !/^[23]/.test(status);
    const place = this.#follow(given);
    const label = `${this.#stem}Response${status === success ? "" : status}`;
    const headers = place === undefined ? {} : this.#headers(place);
    const content = place === undefined ? {} : this.#content(place, label, status === success);
    this.#isSpared = false;
    return {
      description: place === undefined ? "" : plainText(textOf(below(place, "description"))),
      ...(Object.keys(headers).length === 0 ? {} : { headers }),
      ...(Object.keys(content).length === 0 ? {} : { content }),
    };
  }

  #headers(response: Located): JsonObject {
    const headers = membersOf(below(response, "headers")).flatMap(([name, given]): [string, JsonObject][] => {
      const place = this.#follow(given);
      if (place === undefined || name.toLowerCase() === "content-type") return [];
      const required = below(place, "required").value === true;
      const schema = this.#parameterSchema(place, `${this.#stem}${pascalCase(name)}`);
      return [[name, { ...described(place), ...(required ? { required } : {}), schema }]];
    });
    return Object.fromEntries(headers);
  }

  /** The schema of the first media type is a component, where `isNamed`; another that says the same refers to it. */
  #content(holder: Located, label: string, isNamed: boolean): JsonObject {
    const written = membersOf(below(holder, "content")).map(([type, place], index): [string, JsonObject] => {
      const schema = below(place, "schema");
      const examples = this.#examples(place);
      return [
        type.split(";")[0]?.trim().toLowerCase() ?? type,
        {
          ...(schema.value === undefined ? {} : this.#mediaSchema(schema, label, isNamed && index === 0)),
          ...(Object.keys(examples).length === 0 ? {} : { examples }),
        },
      ];
    });
    return Object.fromEntries(written);
  }

  #mediaSchema(place: Located, label: string, isNamed: boolean): JsonObject {
    this.#lost = false;
    const schema = isNamed ? this.#schemas.component(place, label) : this.#schemas.read(place, label);
    const same = this.#schemas.components.get(label);
    if (this.#lost) return {};
    return {
      schema: same !== undefined && equal(same, schema) ? { $ref: `#/components/schemas/${label}` } : schema,
    };
  }

  /** The one example of a media type is called as on a page; several keep their names. */
  #examples(media: Located): JsonObject {
    const { value } = below(media, "example");
    if (value !== undefined) return { docs: { value } };
    const named = membersOf(below(media, "examples")).flatMap(([name, given]): [string, JsonObject][] => {
      const place = this.#follow(given);
      const shown = place === undefined ? undefined : below(place, "value").value;
      return shown === undefined ? [] : [[name, { value: shown }]];
    });
    const [only, ...others] = named;
    return only !== undefined && others.length === 0 ? { docs: only[1] } : Object.fromEntries(named);
  }

  #lost = false;

  #follow(place: Located): Located | undefined {
    if (!isObject(place.value)) refuseAt(place, { wrong: "no object", expected: "an object" });
    if (place.value.$ref === undefined) return place;
    try {
      const target = this.#references.target(place.value.$ref, place.document);
      if (isObject(target.value) && target.value.$ref !== undefined)
        throw new Broken("it leads to another reference");
      return target;
    } catch (error) {
      if (!(error instanceof Broken)) throw error;
      this.#broken(below(place, "$ref"), error.message);
      return undefined;
    }
  }

  #broken(place: Located, reason: string): void {
    this.#lost = true;
    (this.#isSpared ? this.#on.spared : this.#on.needed)(place, reason);
  }
}

const textOf = ({ value }: Located): string => (typeof value === "string" ? value : "");

function described(place: Located): JsonObject {
  const description = plainText(textOf(below(place, "description")));
  return description === "" ? {} : { description };
}

const valuesOf = (place: Located): (Json | undefined)[] =>
  isObject(place.value) ? membersOf(place).map(([, one]) => below(one, "value").value) : [];

const distinct = (values: readonly Json[]): Json[] =>
  values.filter((one, at) => values.findIndex((other) => equal(one, other)) === at);
