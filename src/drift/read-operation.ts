/** Reads one operation of an OpenAPI 3.1 document into the form that is compared. */
import type { Schema } from "../contract/contract.ts";
import { parameterStyle } from "../contract/parameter-style.ts";
import type { Schemas } from "../contract/schema.ts";
import { SuiteError } from "../core/errors.ts";
import type { Json, JsonObject } from "../core/json.ts";
import { escapeToken, isObject, valueAt } from "../core/json.ts";
import { PARTIAL } from "../docs/openapi/schema-keywords.ts";
import type { Body, Content, OperationModel, Parameter, Response } from "./operation-model.ts";
import { securityOf } from "./read-security.ts";
import { type Shape, sunsetOf } from "./shape.ts";
import { ANYTHING, shapeOf } from "./shape-of.ts";

const METHODS = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];
const JSON_TYPE = /^application\/(.+\+)?json$/;

/** The ids of a document's operations, in its order. */
export const operationIds = (document: JsonObject): string[] => operationsOf(document).map(({ id }) => id);

/** Every operation of a document, in its order. */
export const allModels = (document: JsonObject, name: string): OperationModel[] =>
  operationIds(document).map((id) => operationModel(document, name, id));

/**
 * Reads the operation with an id, or the only one; `unknown` are the statuses whose answers lack what a broken reference
 * leads to. @throws SuiteError where there is none or more than one
 */
export function operationModel(
  document: JsonObject,
  name: string,
  id?: string,
  unknown: readonly string[] = [],
): OperationModel {
  const all = operationsOf(document);
  const found = id === undefined && all.length === 1 ? all[0] : all.find((candidate) => candidate.id === id);
  if (found === undefined) {
    const wanted = id === undefined ? "one operation" : `the operation "${id}"`;
    throw new SuiteError(
      `${name}: expected ${wanted}, found ${all.map((candidate) => candidate.id).join(", ") || "none"}; name one with --operation`,
    );
  }
  try {
    return new Reader(document, unknown).read(found);
  } catch (error) {
    if (!(error instanceof SuiteError)) throw error;
    throw new SuiteError(`${name}${error.message}`);
  }
}

interface Found {
  readonly id: string;
  readonly path: string;
  readonly method: string;
  readonly item: JsonObject;
  readonly raw: JsonObject;
}

function operationsOf({ paths }: JsonObject): Found[] {
  return entriesOf(paths).flatMap(([path, item]) =>
    METHODS.flatMap((method) => {
      const raw = isObject(item) ? item[method] : undefined;
      if (!isObject(item) || !isObject(raw)) return [];
      return [{ id: textOf(raw.operationId) || `${method} ${path}`, path, method, item, raw }];
    }),
  );
}

const entriesOf = (value: unknown): [string, Json][] => (isObject(value) ? Object.entries(value) : []);
const listOf = (value: unknown): Json[] => (Array.isArray(value) ? value : []);
const textOf = (value: unknown): string => (typeof value === "string" ? value : "");

/** True for a part of which nothing is known, because a reference leads nowhere. */
const isMarked = (value: Json | undefined): boolean => isObject(value) && value[PARTIAL] === true;

const UNKNOWN_BODY: Body = {
  mediaType: "",
  shape: ANYTHING,
  examples: [],
  isOpen: true,
  required: false,
  isUnknown: true,
  description: "",
  others: [],
};

class Reader {
  readonly #document: JsonObject;
  readonly #unknown: readonly string[];

  constructor(document: JsonObject, unknown: readonly string[]) {
    this.#document = document;
    this.#unknown = unknown;
  }

  read({ id, path, method, item, raw }: Found): OperationModel {
    const at = `#/paths/${escapeToken(path)}/${method}`;
    const listed = [...listOf(item.parameters), ...listOf(raw.parameters)];
    const parameters = listed.flatMap((parameter, index) =>
      this.#parameter(parameter, `${at}/parameters/${index}`),
    );
    const body = this.#body(this.#deref(raw.requestBody), `${at}/requestBody`);
    return {
      id,
      title: textOf(raw.summary) || id,
      method: method.toUpperCase(),
      path,
      servers: listOf(raw.servers ?? item.servers ?? this.#document.servers).map((server) =>
        textOf(valueAt(server, "/url")).replace(/\/$/, ""),
      ),
      description: textOf(raw.description),
      deprecated: raw.deprecated === true,
      ...sunsetOf(raw),
      parameters: new Map(parameters),
      hasUnknownParameters: listed.some(isMarked),
      ...(body ? { body } : {}),
      responses: this.#responses(raw.responses, at),
      ...securityOf(this.#document, raw),
    };
  }

  #responses(raw: Json | undefined, at: string): Map<string, Response> {
    const read = entriesOf(raw).map(([status, given]): [string, Response] => {
      const response = this.#deref(given);
      const place = `${at}/responses/${status}`;
      const body = this.#body(response, place);
      const headers = entriesOf(response.headers).flatMap(([name, header]) =>
        this.#parameter(
          { ...this.#deref(header), name, in: "header" },
          `${place}/headers/${escapeToken(name)}/schema`,
        ),
      );
      const isUnknown = this.#unknown.includes(status) || isMarked(given);
      const description = textOf(response.description);
      return [status, { description, ...(body ? { body } : {}), headers: new Map(headers), isUnknown }];
    });
    return new Map(read);
  }

  #parameter(raw: Json, at: string): [string, Parameter][] {
    const value = this.#deref(raw);
    const [where, name] = [textOf(value.in), textOf(value.name)];
    if (name === "") return [];
    const examples = [
      value.example,
      ...entriesOf(value.examples).map(([, example]) => valueAt(example, "/value") as Json),
    ];
    const given = examples.filter((example) => example !== undefined);
    const [content] = entriesOf(value.content);
    const shape = this.#shape(
      value.schema ?? (valueAt(content?.[1], "/schema") as Json | undefined),
      `${at}/schema`,
    );
    // Header names are the same in any case (RFC 9110, section 5.1).
    const key = `${where} ${where === "header" ? name.toLowerCase() : name}`;
    return [
      [
        key,
        {
          in: where,
          name,
          required: value.required === true,
          description: textOf(value.description),
          shape: given.length === 0 ? shape : { ...shape, examples: [...shape.examples, ...given] },
          ...sunsetOf(value),
          style: parameterStyle(where, value),
          isUnknown: isMarked(value),
        },
      ],
    ];
  }

  #body(holder: JsonObject, at: string): Body | undefined {
    if (isMarked(holder) && holder.content !== undefined) return UNKNOWN_BODY;
    const content = entriesOf(holder.content).flatMap(([mediaType, media]): Content[] => {
      if (!isObject(media)) return [];
      const named = entriesOf(media.examples).map(([, example]) => valueAt(example, "/value") as Json);
      return [
        {
          mediaType,
          shape: this.#shape(media.schema, `${at}/content/${escapeToken(mediaType)}/schema`),
          examples: [media.example, ...named].filter((example) => example !== undefined),
          isOpen: media.schema === undefined,
        },
      ];
    });
    const first = content.find(({ mediaType }) => JSON_TYPE.test(mediaType)) ?? content[0];
    if (first === undefined) return undefined;
    return {
      ...first,
      required: holder.required === true,
      isUnknown: false,
      description: textOf(holder.description),
      others: content.filter((other) => other !== first),
    };
  }

  #shape(schema: Json | undefined, at: string): Shape {
    const schemas = valueAt(this.#document, "/components/schemas");
    return shapeOf(schema as Schema | undefined, (isObject(schemas) ? schemas : {}) as Schemas, at);
  }

  #deref(value: Json | undefined): JsonObject {
    if (!isObject(value)) return {};
    if (typeof value.$ref !== "string") return value;
    const target = valueAt(this.#document, value.$ref.slice(1));
    return isObject(target) ? target : {};
  }
}
