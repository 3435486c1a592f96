import type { Operation, Schema } from "../contract/contract.ts";
import { docPointer } from "../contract/pointers.ts";
import { resolve, type Schemas } from "../contract/schema.ts";
import type { Json, JsonObject } from "../core/json.ts";
import { escapeToken, isObject, valueAt } from "../core/json.ts";
import { deref } from "./document.ts";
import { checkSchema } from "./keywords.ts";
import { readStyle } from "./parameters.ts";
import { entriesOf, operationError, type RawOperation } from "./raw-operation.ts";
import { isJsonMediaType } from "./sendable.ts";

type RequestBody = NonNullable<Operation["requestBody"]>;

/** Media types whose body is written by the members of an object. */
const FORMS = ["application/x-www-form-urlencoded", "multipart/form-data"];

/** The body of an operation's requests in the first media type that is supported, JSON before others; undefined where it takes none. */
export function readRequestBody(operation: RawOperation): RequestBody | undefined {
  const { raw, document } = operation;
  if (raw.requestBody === undefined) return undefined;
  const { value, at } = deref(document, raw.requestBody, `${operation.at}/requestBody`);
  const [mediaType, media] = supportedContent(operation, value);
  const below = `${at}/content/${escapeToken(mediaType)}`;
  const schema = media.schema ?? (isText(mediaType) ? { type: "string" } : true);
  checkSchema(document, schema, `${below}/schema`);
  const examples = entriesOf(media.examples).map(
    ([name, shown]) => [name, valueAt(shown, "/value") as Json] as const,
  );
  const encoding = isJsonMediaType(mediaType) ? {} : encodingOf(media.encoding);
  return {
    mediaType,
    ...(Object.keys(encoding).length === 0 ? {} : { encoding }),
    required: value.required === true,
    schema: schema as Schema,
    examples: Object.fromEntries(examples.filter(([, example]) => example !== undefined)),
    docs: docPointer(`${below}/schema`),
  };
}

/** @throws SuiteError that names the media types where none is supported */
function supportedContent(operation: RawOperation, body: JsonObject): [string, JsonObject] {
  const content = entriesOf(body.content).filter((entry): entry is [string, JsonObject] =>
    isObject(entry[1]),
  );
  const rank = ([type, { schema }]: [string, JsonObject]): number => {
    if (isJsonMediaType(type)) return 0;
    if (FORMS.includes(type)) return 1 + FORMS.indexOf(type);
    return isText(type) && isOfText(schema, operation) ? 3 : Number.POSITIVE_INFINITY;
  };
  const [found] = [...content].sort((one, other) => rank(one) - rank(other));
  if (found !== undefined && rank(found) < Number.POSITIVE_INFINITY) return found;
  const types = content.map(([type]) => type).join(", ") || "no media type";
  throw operationError(
    operation,
    "/requestBody",
    `unsupported request body in ${types}; supported are JSON, ${FORMS.join(", ")}, and texts and octets whose schema is a string`,
  );
}

/** True for a schema of texts, and where there is none. */
function isOfText(schema: Json | undefined, { document }: RawOperation): boolean {
  if (schema === undefined) return true;
  const schemas = valueAt(document.root, "/components/schemas") as Schemas | undefined;
  const { type } = resolve(schema as Schema, docPointer(""), schemas ?? {}).schema;
  return type === "string";
}

/** True for a media type whose body is a text or octets, which stand as they are. */
const isText = (type: string): boolean =>
  /^text\/(?!xml$)|^application\/octet-stream$|^(image|audio|video)\//.test(type);

function encodingOf(encoding: Json | undefined): NonNullable<RequestBody["encoding"]> {
  const members = entriesOf(encoding).map(([name, given]) => {
    const style = isObject(given) ? readStyle(given, "query") : undefined;
    return [name, typeof style === "object" ? style : {}] as const;
  });
  return Object.fromEntries(members.filter(([, style]) => Object.keys(style).length > 0));
}
