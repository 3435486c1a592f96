import { SuiteError } from "../core/errors.ts";
import type { Json, JsonObject } from "../core/json.ts";
import { isObject } from "../core/json.ts";
import type { OpenApiDocument } from "./document.ts";

/** An operation as its document has it. */
export interface RawOperation {
  readonly document: OpenApiDocument;
  /** JSON pointer to it, as a fragment. */
  readonly at: string;
  readonly raw: JsonObject;
}

/** An error about a part of an operation; `below` is the pointer from the operation to it. */
export const operationError = ({ document, at }: RawOperation, below: string, message: string): SuiteError =>
  new SuiteError(`${document.name}${at}${below}: ${message}`);

/** The members of an object; none of any other value. */
export const entriesOf = (value: unknown): [string, Json][] => (isObject(value) ? Object.entries(value) : []);

/** A text; the fallback for any other value. */
export const textOf = (value: unknown, fallback = ""): string =>
  typeof value === "string" ? value : fallback;

/** The items of a list; none of any other value. */
export const listOf = (value: unknown): Json[] => (Array.isArray(value) ? value : []);
