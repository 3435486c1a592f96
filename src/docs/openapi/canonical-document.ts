import type { Json, JsonObject } from "../../core/json.ts";
import { below, type Located, membersOf, refuseAt } from "../located.ts";
import { plainText } from "../plain-text.ts";
import { pascalCase } from "../title-names.ts";
import { ContentWriter } from "./canonical-content.ts";
import { ParameterWriter } from "./canonical-parameters.ts";
import { type KeptMarks, SchemaReader } from "./canonical-schema.ts";
import { canonicalSecurity } from "./canonical-security.ts";
import { described, sunsetIn, textOf } from "./described.ts";
import { FollowedReferences, type OnBrokenReference } from "./followed-references.ts";
import type { Picked } from "./pick-operation.ts";
import type { References } from "./references.ts";
import { PARTIAL } from "./schema-keywords.ts";
import { serversOf } from "./servers.ts";

/** Writes one operation of a document in the one shape that all forms of source come to, OpenAPI 3.1. */
export class OperationWriter {
  readonly #root: Located;
  readonly #picked: Picked;
  readonly #followed: FollowedReferences;
  readonly #schemas: SchemaReader;
  readonly #parameters: ParameterWriter;
  readonly #content: ContentWriter;
  readonly #stem: string;
  readonly #unknown = new Set<string>();
  readonly #onUnsound: OnBrokenReference["unsound"];

  constructor(
    root: Located,
    picked: Picked,
    references: References,
    marks: KeptMarks,
    on: OnBrokenReference,
  ) {
    const followed = new FollowedReferences(references, marks.broken, on);
    this.#root = root;
    this.#onUnsound = on.unsound;
    this.#picked = picked;
    this.#followed = followed;
    this.#stem = pascalCase(picked.id);
    this.#schemas = new SchemaReader(references, marks, {
      broken: (location, reason) => followed.broken(location, reason),
      unsound: on.unsound,
    });
    this.#parameters = new ParameterWriter(followed, this.#schemas, this.#stem, on.unsound);
    this.#content = new ContentWriter(followed, this.#schemas);
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
    const { security, schemes } = canonicalSecurity(this.#root, operation, this.#followed);
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

  /** The statuses whose answers lack what a broken reference leads to. */
  get unknown(): string[] {
    return [...this.#unknown];
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
    const parameters = this.#parameters.parameters(this.#picked);
    const body = this.#body();
    return {
      operationId: id,
      summary,
      ...described(operation),
      ...(below(operation, "deprecated").value === true ? { deprecated: true } : {}),
      ...sunsetIn(operation),
      ...(security === undefined ? {} : { security }),
      ...(parameters.length === 0 ? {} : { parameters }),
      ...(body === undefined ? {} : { requestBody: body }),
      responses: this.#responses(),
    };
  }

  #body(): JsonObject | undefined {
    const given = below(this.#picked.operation, "requestBody");
    if (given.value === undefined) return undefined;
    const location = this.#followed.follow(given);
    if (location === undefined)
      return this.#followed.leavesMarks ? { [PARTIAL]: true, content: {} } : undefined;
    return {
      ...described(location),
      required: below(location, "required").value === true,
      content: this.#content.content(location, `${this.#stem}Request`, true),
    };
  }

  #responses(): JsonObject {
    const given = below(this.#picked.operation, "responses");
    const all = membersOf(given);
    if (all.length === 0) return this.#anyResponse(given);
    const success = all.map(([status]) => status).find((status) => /^2/.test(status));
    const answers = all
      .filter(([status]) => !status.startsWith("x-"))
      .map(([status, location]) => [written(status), this.#response(status, location, success)]);
    return Object.fromEntries(answers);
  }

  /** OpenAPI 3.1 lets an operation have no responses: nothing is promised of them. */
  #anyResponse(given: Located): JsonObject {
    if (given.document.is30) refuseAt(given, { wrong: "no response", expected: "at least one" });
    this.#onUnsound(given, "no response is described, so that any answer is one");
    return { default: { description: "" } };
  }

  #response(status: string, given: Located, success: string | undefined): JsonObject {
    // What an error answers is known from other sources as well; a contract without a request or an answer is none.
    this.#followed.isSpared = !/^[23]/.test(status);
    const before = this.#followed.brokenCount;
    const location = this.#followed.follow(given);
    const label = `${this.#stem}Response${status === success ? "" : status}`;
    const headers = location === undefined ? {} : this.#parameters.headers(location);
    const content = location === undefined ? {} : this.#content.content(location, label, status === success);
    this.#followed.isSpared = false;
    if (this.#followed.brokenCount > before) this.#unknown.add(written(status));
    return {
      description: location === undefined ? "" : plainText(textOf(below(location, "description"))),
      ...(location === undefined && this.#followed.leavesMarks ? { [PARTIAL]: true } : {}),
      ...(Object.keys(headers).length === 0 ? {} : { headers }),
      ...(Object.keys(content).length === 0 ? {} : { content }),
    };
  }
}

/** A status as it is written: ranges in capitals. */
const written = (status: string): string => status.toUpperCase().replace("DEFAULT", "default");
