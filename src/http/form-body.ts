import type { Operation, Schema } from "../contract/contract.ts";
import { parameterText } from "../contract/parameters.ts";
import { resolve, type Schemas } from "../contract/schema.ts";
import type { Json, JsonObject } from "../core/json.ts";
import { isObject, jsonText, own, parsed, setOwn } from "../core/json.ts";
import { deepPairs, type Pair, queryPairs } from "./parameter-styles.ts";
import { queryValue, typedValue } from "./read-values.ts";

type RequestBody = NonNullable<Operation["requestBody"]>;

/** The media type of forms in a line, of which a form of nothing is the empty text. */
export const URLENCODED = "application/x-www-form-urlencoded";
export const MULTIPART = "multipart/form-data";

/** A body as it goes over the wire: its text, and the media type with what a reader needs. */
export interface WrittenBody {
  readonly text: string;
  readonly contentType: string;
}

/** True for a media type whose body is one JSON value. */
export const isJson = ({ mediaType }: Pick<RequestBody, "mediaType">): boolean =>
  /[/+]json$/i.test(mediaType);

/** Writes a body in its media type: JSON, the members of a form, or a text as it stands. */
export function writeBody(requestBody: RequestBody, body: Json, schemas: Schemas): WrittenBody {
  const { mediaType, encoding = {} } = requestBody;
  if (isJson(requestBody)) return { text: jsonText(body), contentType: mediaType };
  if (mediaType !== URLENCODED && mediaType !== MULTIPART)
    return { text: parameterText(body), contentType: mediaType };
  const members = isObject(body) ? body : {};
  const pairs = Object.entries(members).flatMap(([name, value]) =>
    memberPairs(name, value, own(encoding, name)),
  );
  if (mediaType === URLENCODED)
    return {
      text: new URLSearchParams(pairs.map(([name, text]) => [name, text])).toString(),
      contentType: mediaType,
    };
  return multipart(pairs, (name) => isFile(requestBody, name, schemas));
}

/** A member of a form: a text, one for each item of a list, JSON for an object unless its encoding says otherwise. */
function memberPairs(
  name: string,
  value: Json,
  encoding: NonNullable<RequestBody["encoding"]>[string] | undefined,
): Pair[] {
  if (encoding?.style === "deepObject") return deepPairs(name, value);
  if (isObject(value)) return [[name, jsonText(value)]];
  return queryPairs(name, value, encoding ?? {});
}

/** True for a member that is a file: its text is binary by its format (OpenAPI 3.0), or its media type is named. */
function isFile({ schema }: RequestBody, name: string, schemas: Schemas): boolean {
  const property = own(resolve(schema, "", schemas).schema.properties, name);
  const { schema: member } = resolve(property, "", schemas);
  const { schema: item } = resolve(member.items, "", schemas);
  return [member, item].some(({ format }) => format === "binary" || format === "byte");
}

/** A body of several parts (RFC 7578), those that are files with a name of their own. */
function multipart(pairs: readonly Pair[], isFileNamed: (name: string) => boolean): WrittenBody {
  let boundary = "form-boundary";
  while (pairs.some(([name, text]) => name.includes(boundary) || text.includes(boundary))) boundary += "-x";
  const parts = pairs.map(([name, text]) => {
    const file = isFileNamed(name) ? `; filename="file.txt"\r\ncontent-type: text/plain` : "";
    return `--${boundary}\r\ncontent-disposition: form-data; name="${quoted(name)}"${file}\r\n\r\n${text}\r\n`;
  });
  return { text: `${parts.join("")}--${boundary}--\r\n`, contentType: `${MULTIPART}; boundary=${boundary}` };
}

/** A name between quotes (HTML, multipart/form-data). */
const quoted = (name: string): string =>
  name.replace(/[\r\n"]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0")}`);

/** Reads a body the other way round from `writeBody`; undefined for a text that is none of its media type. */
export function readBody(
  { mediaType, schema, encoding = {} }: RequestBody,
  { text, contentType }: WrittenBody,
  schemas: Schemas,
): Json | undefined {
  if (isJson({ mediaType })) return parsed(text);
  if (mediaType !== URLENCODED && mediaType !== MULTIPART) return typedValue(schema, text, schemas);
  const pairs = mediaType === URLENCODED ? [...new URLSearchParams(text)] : partsIn(text, contentType);
  if (pairs === undefined) return undefined;
  return formValue(pairs, schema, encoding, schemas);
}

/** The object of a form's pairs; a member without a schema is a text. */
function formValue(
  pairs: readonly Pair[],
  schema: Schema,
  encoding: NonNullable<RequestBody["encoding"]>,
  schemas: Schemas,
): JsonObject {
  const { schema: form } = resolve(schema, "", schemas);
  const made: JsonObject = {};
  for (const name of new Set(pairs.map(([name]) => name.replace(/\[.*$/s, "")))) {
    const member: Schema = own(form.properties, name) ?? form.additionalProperties ?? true;
    const isText = typeof member === "boolean" || Object.keys(member).length === 0;
    const known = own(encoding, name) ?? {};
    const value = queryValue(name, isText ? { type: "string" } : member, pairs, known, schemas);
    if (value !== undefined) setOwn(made, name, value);
  }
  return made;
}

/** The parts of a multipart body as names and texts; undefined where it is none. */
function partsIn(text: string, contentType: string): Pair[] | undefined {
  const boundary = /;\s*boundary="?([^";]+)/i.exec(contentType)?.[1];
  if (boundary === undefined || !text.endsWith(`--${boundary}--\r\n`)) return undefined;
  const parts = text.split(`--${boundary}\r\n`).slice(1);
  return parts.map((part): Pair => {
    const end = part.indexOf("\r\n\r\n");
    const name = /;\s*name="([^"]*)"/i.exec(part.slice(0, end))?.[1] ?? "";
    const value = part.slice(end + 4).replace(/\r\n(--[^\r\n]*--\r\n)?$/, "");
    return [name.replace(/%(0D|0A|22)/g, (sign) => decodeURIComponent(sign)), value];
  });
}
