import { isObject, type Json } from "../../core/json.ts";
import { answeredNames } from "./answer-shapes.ts";
import { type KnownOperation, propertiesOf } from "./known-operation.ts";
import { bodyOf } from "./request-parts.ts";

/** Names of texts that people read, the likeliest first. */
const TEXTS = ["name", "title", "label", "subject", "summary", "description", "note", "message", "text"];

/** The name of a free text at the body's top that the answer shows, in which the run's tag can stand; undefined where there is none. */
export function tagName(own: KnownOperation): string | undefined {
  const answered = answeredNames(own);
  const free = Object.entries(propertiesOf(bodyOf(own), own.document)).flatMap(([text, schema]) =>
    isFreeText(schema) && (answered === undefined || answered.includes(text)) ? [text] : [],
  );
  return (
    TEXTS.find((text) => free.includes(text)) ??
    free.find((text) => TEXTS.some((end) => text.toLowerCase().endsWith(end)))
  );
}

const isFreeText = (schema: Json): boolean =>
  isObject(schema) &&
  [schema.type].flat().includes("string") &&
  !["enum", "const", "format", "pattern"].some((key) => key in schema);
