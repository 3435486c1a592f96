import type { Probe, Rule, Schema } from "../contract/contract.ts";
import { type DocPointer, docPointer } from "../contract/pointers.ts";
import type { Json, JsonObject } from "../core/json.ts";
import { isObject, valueAt } from "../core/json.ts";
import { checkSchema } from "./keywords.ts";
import { listOf, operationError, type RawOperation, textOf } from "./raw-operation.ts";

/** A rule of `x-rules`. */
export function readRule(operation: RawOperation, raw: Json, index: number): Rule {
  const at = `/x-rules/${index}`;
  const { id, sentence, docs } = readSentence(operation, raw, at);
  const rule = raw as JsonObject;
  if (rule.keeps === undefined && rule.breaks === undefined)
    throw operationError(operation, at, `rule ${id} has neither keeps nor breaks`);
  for (const part of ["keeps", "breaks"]) {
    if (rule[part] !== undefined)
      checkSchema(operation.document, rule[part], `${operation.at}${at}/${part}`, "rule");
  }
  const keeps = (rule.keeps ?? { not: rule.breaks }) as Schema;
  const breaks = (rule.breaks ?? { not: rule.keeps }) as Schema;
  return { id, sentence, docs, keeps, breaks };
}

/** A probe of `x-probes`. */
export function readProbe(operation: RawOperation, raw: Json, index: number): Probe {
  const at = `/x-probes/${index}`;
  const read = readSentence(operation, raw, at);
  const { schema, departs } = raw as JsonObject;
  checkSchema(operation.document, schema, `${operation.at}${at}/schema`, "rule");
  const probe = { ...read, schema: schema as Schema };
  if (departs === undefined) return probe;
  const rules = listOf(operation.raw["x-rules"]).flatMap((rule) => (isObject(rule) ? [rule.id] : []));
  if (typeof departs === "string" && rules.includes(departs)) return { ...probe, departs };
  throw operationError(
    operation,
    `${at}/departs`,
    `${JSON.stringify(departs)} is no rule of the operation; known are ${rules.join(", ") || "none"}`,
  );
}

function readSentence(
  operation: RawOperation,
  raw: Json,
  at: string,
): { id: string; sentence: string; docs: DocPointer } {
  const value = isObject(raw) ? raw : {};
  const [id, sentence, docs] = [textOf(value.id), textOf(value.sentence), textOf(value.docs)];
  if (id === "" || sentence === "") throw operationError(operation, at, "expected id and sentence");
  if (valueAt(operation.document.root, docs.slice(1)) === undefined)
    throw operationError(
      operation,
      at,
      `docs ${docs} leads nowhere; it must point at the place that states it`,
    );
  return { id, sentence, docs: docPointer(docs) };
}
