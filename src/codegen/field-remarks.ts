import { mentions } from "../contract/conditions/parts.ts";
import type { Operation, Rule } from "../contract/contract.ts";
import { locationsOf } from "../contract/locations.ts";
import type { Schemas } from "../contract/schema.ts";
import { fitsGlob } from "../core/glob.ts";
import { dotted, escapeToken, isObject, type JsonObject, valueAt } from "../core/json.ts";
import type { KnownDifference } from "./known-differences.ts";

/** Remarks by the pointer to the schema or operation that they are about. */
type Remarks = Map<string, Set<string>>;

/** The document with what is known of each field beside the docs' own words: the rules that speak of it, and how the endpoint differs. */
export function withRemarks(
  root: JsonObject,
  operations: { readonly [id: string]: Operation },
  schemas: Schemas,
  differences: readonly KnownDifference[],
): JsonObject {
  const remarks: Remarks = new Map();
  for (const operation of Object.values(operations)) {
    const fields = requestFields(operation, schemas);
    for (const rule of operation.rules) remarkOnRule(remarks, rule, fields);
    for (const difference of differences)
      if (fitsGlob(difference.operation, operation.id))
        remarkOnDifference(remarks, difference, operation, fields, answeredAt(root, operation, difference));
  }
  const made = structuredClone(root);
  for (const [pointer, texts] of remarks) {
    const at = valueAt(made, pointer.slice(1));
    if (!isObject(at)) continue;
    const words = typeof at.description === "string" ? [at.description.trimEnd()] : [];
    at.description = [...words, ...texts].join("\n\n");
  }
  return made;
}

/** A field with the pointer to its schema. */
interface Field {
  /** JSON pointer into the body, with `-` for the items of a list. */
  readonly pointer: string;
  readonly docs: string;
}

function add(remarks: Remarks, docs: string, text: string): void {
  remarks.set(docs, (remarks.get(docs) ?? new Set()).add(text));
}

const requestFields = ({ requestBody }: Operation, schemas: Schemas): Field[] =>
  requestBody === undefined ? [] : locationsOf(requestBody.schema, requestBody.docs, schemas);

function remarkOnRule(remarks: Remarks, rule: Rule, fields: readonly Field[]): void {
  const told = new Set([...mentions(rule.keeps), ...mentions(rule.breaks)]);
  for (const { pointer, docs } of fields)
    if (told.has(pointer) || docs === rule.docs) add(remarks, docs, `Rule ${rule.id}: ${rule.sentence}`);
}

/** The fields of the answers at a difference's place; where no field is documented there, those that hold it. */
function answeredAt(
  root: JsonObject,
  { responses }: Operation,
  { place, status: only }: KnownDifference,
): Field[] {
  const found: Field[] = [];
  // Nothing but what leads to the place is walked: schemas that contain each other have no end of fields.
  const visit = ({ pointer, docs: given }: Field, above: readonly string[]): void => {
    const docs = resolved(root, given);
    const schema = docs === undefined ? undefined : valueAt(root, docs.slice(1));
    if (docs === undefined || !isObject(schema) || above.includes(docs)) return;
    if (pointer !== "") found.push({ pointer, docs: given });
    for (const part of partsOf(schema, { pointer, docs }))
      if (part.pointer === pointer || isBeginOf(dotted(part.pointer), place)) visit(part, [...above, docs]);
  };
  for (const [status, { docs }] of Object.entries(responses))
    if (only === undefined || status === only) visit({ pointer: "", docs }, []);
  const longest = Math.max(0, ...found.map(({ pointer }) => dotted(pointer).length));
  return found.filter(({ pointer }) => dotted(pointer).length === longest);
}

/** The properties, the items and the alternatives of a schema. */
function partsOf({ properties, items, ...schema }: JsonObject, { pointer, docs }: Field): Field[] {
  const names = Object.keys(isObject(properties) ? properties : {}).map(escapeToken);
  const alternatives = ["allOf", "anyOf", "oneOf"].flatMap((keyword) =>
    Object.keys(schema[keyword] ?? {}).map((index) => ({ pointer, docs: `${docs}/${keyword}/${index}` })),
  );
  return [
    ...names.map((name) => ({ pointer: `${pointer}/${name}`, docs: `${docs}/properties/${name}` })),
    ...(isObject(items) ? [{ pointer: `${pointer}/-`, docs: `${docs}/items` }] : []),
    ...alternatives,
  ];
}

/** The pointer behind references; undefined where one leads nowhere, or round. */
function resolved(root: JsonObject, pointer: string, followed: readonly string[] = []): string | undefined {
  const value = valueAt(root, pointer.slice(1));
  if (!isObject(value) || typeof value.$ref !== "string") return value === undefined ? undefined : pointer;
  if (!value.$ref.startsWith("#/") || followed.includes(value.$ref)) return undefined;
  return resolved(root, value.$ref, [...followed, value.$ref]);
}

/** Checks of which a difference is about what was sent as well: what comes back is another value. */
const ABOUT_SENT = ["echo", "default"];

function remarkOnDifference(
  remarks: Remarks,
  { check, place, reason }: KnownDifference,
  { docs }: Operation,
  fields: readonly Field[],
  answered: readonly Field[],
): void {
  const text = `Known difference (${check}): ${reason}`;
  if (answered.length === 0) add(remarks, docs, text);
  for (const field of answered) add(remarks, field.docs, text);
  if (!ABOUT_SENT.includes(check)) return;
  const sent = fields.filter(({ pointer }) => pointer !== "" && isEndOf(dotted(pointer), place));
  const longest = Math.max(0, ...sent.map(({ pointer }) => pointer.length));
  for (const field of sent) if (field.pointer.length === longest) add(remarks, field.docs, text);
}

const isBeginOf = (name: string, place: string): boolean =>
  place === name || place.startsWith(`${name}.`) || place.startsWith(`${name}[]`);

const isEndOf = (name: string, place: string): boolean => place === name || place.endsWith(`.${name}`);
