import { equal, isObject, type Json, type JsonObject } from "../core/json.ts";
import type { SharedSettings } from "../core/shared-settings.ts";
import { entriesOf, listOf, textOf } from "./raw-operation.ts";

/** The names that a document gives to a token in the Authorization header, and to any other one. */
const BEARER = "bearer";
const OTHER = "shared-token";

/** A document with what its API's operations share, wherever it says nothing of its own. */
export function withShared(document: JsonObject, shared: SharedSettings): JsonObject {
  const { server, security, rateLimit } = shared;
  const needsSecurity = security !== undefined && document.security === undefined;
  const name = needsSecurity ? nameOf(security) : "";
  const paths = mappedOperations(document.paths, (operation, item) => {
    const added = missingHeaders(operation, item, shared);
    const isSilent = needsSecurity && operation.security === undefined;
    if (added === undefined && !isSilent) return operation;
    return {
      ...operation,
      ...(isSilent ? { security: [{ [name]: [] }] } : {}),
      ...(added ? { parameters: added } : {}),
    };
  });
  return {
    ...document,
    ...(server === undefined ? {} : { servers: serversWith(document, server) }),
    ...(rateLimit === undefined || document["x-rate-limit"] !== undefined
      ? {}
      : { "x-rate-limit": rateLimit }),
    ...(isObject(paths) ? { paths } : {}),
    ...(needsSecurity ? { components: withScheme(document.components, name, security) } : {}),
  };
}

/** Each point, as a sentence, in which a document says otherwise than what its API's operations share. */
export function differencesFrom(document: JsonObject, { server, security, headers = {} }: SharedSettings) {
  const said: (readonly [string, Json | undefined, Json])[] = [];
  const [own] = listOf(document.servers);
  const url = isObject(own) ? textOf(own.url) : "";
  if (server !== undefined && isAbsolute(url) && url.replace(/\/+$/, "") !== server)
    said.push(["server", url, server]);
  for (const scheme of security === undefined ? [] : schemesOf(document))
    if (!isSameScheme(scheme, security)) said.push(["security", kindOf(scheme), kindOf(security ?? {})]);
  mappedOperations(document.paths, (operation, item) => {
    for (const [name, value] of Object.entries(headers)) {
      const allowed = allowedBy(schemaOf(headerIn(operation, item, name)));
      if (allowed !== undefined && !allowed.includes(value)) said.push([name, allowed.join(" or "), value]);
    }
    return operation;
  });
  return said.map(
    ([name, own, common]) =>
      `${name} is ${own} in its docs, which count, and ${common} in openapi/project.yaml`,
  );
}

/** The paths with each operation changed. */
function mappedOperations(
  paths: Json | undefined,
  change: (operation: JsonObject, item: JsonObject) => JsonObject,
): Json | undefined {
  if (!isObject(paths)) return paths;
  return mapped(paths, (item) =>
    isObject(item)
      ? mapped(item, (operation) =>
          isObject(operation) && isObject(operation.responses) ? change(operation, item) : operation,
        )
      : item,
  );
}

const mapped = (object: JsonObject, change: (member: Json) => Json): JsonObject =>
  Object.fromEntries(Object.entries(object).map(([name, member]) => [name, change(member)]));

const isAbsolute = (url: string): boolean => /^[a-z][a-z\d+.-]*:/i.test(url);

/** The document's servers; a path alone is one on the server that is shared. */
function serversWith({ servers }: JsonObject, server: string): Json[] {
  const own = listOf(servers).filter(isObject);
  if (own.length === 0) return [{ url: server }];
  return own.map((one) => {
    const url = textOf(one.url);
    return isAbsolute(url)
      ? one
      : { ...one, url: `${server}/${url.replace(/^\/+/, "")}`.replace(/\/+$/, "") };
  });
}

const nameOf = (scheme: JsonObject): string =>
  scheme.type === "http" && scheme.scheme === BEARER ? BEARER : OTHER;

function withScheme(components: Json | undefined, name: string, scheme: JsonObject): JsonObject {
  const all = isObject(components) ? components : {};
  const schemes = isObject(all.securitySchemes) ? all.securitySchemes : {};
  return { ...all, securitySchemes: { [name]: scheme, ...schemes } };
}

const schemesOf = ({ components }: JsonObject): JsonObject[] =>
  entriesOf(isObject(components) ? components.securitySchemes : undefined).flatMap(([, scheme]) =>
    isObject(scheme) ? [scheme] : [],
  );

/** True for schemes by which requests carry the token alike. */
const isSameScheme = (one: JsonObject, other: JsonObject | undefined): boolean =>
  ["type", "scheme", "name", "in"].every((part) => equal(one[part] ?? null, other?.[part] ?? null));

const kindOf = ({ type, scheme, name }: JsonObject): string =>
  [type, scheme, name].filter((part) => typeof part === "string").join(" ");

/** The operation's parameters with the shared headers that it lacks, or leaves open; undefined where there is none. */
function missingHeaders(
  operation: JsonObject,
  item: JsonObject,
  { headers = {} }: SharedSettings,
): Json[] | undefined {
  const missing = Object.entries(headers).flatMap(([name, value]) => {
    const known = headerIn(operation, item, name);
    const schema = schemaOf(known);
    if (known !== undefined && (schema === undefined || allowedBy(schema) !== undefined)) return [];
    const own = known ?? { name, in: "header", required: true };
    return [{ known, narrowed: { ...own, schema: { ...schema, type: "string", enum: [value] } } }];
  });
  if (missing.length === 0) return undefined;
  const kept = listOf(operation.parameters).filter((one) => !missing.some(({ known }) => known === one));
  return [...kept, ...missing.map(({ narrowed }) => narrowed)];
}

const headerIn = (operation: JsonObject, item: JsonObject, name: string): JsonObject | undefined =>
  [...listOf(operation.parameters), ...listOf(item.parameters)].find(
    (one): one is JsonObject =>
      isObject(one) && one.in === "header" && textOf(one.name).toLowerCase() === name.toLowerCase(),
  );

/** The schema of a header's values as a text; undefined where it is no text, or elsewhere. */
function schemaOf(parameter: JsonObject | undefined): JsonObject | undefined {
  const schema = parameter?.schema;
  return isObject(schema) && (schema.type === "string" || schema.type === undefined) ? schema : undefined;
}

/** The values that a schema allows; undefined where it leaves them open. */
function allowedBy(schema: JsonObject | undefined): readonly Json[] | undefined {
  if (schema === undefined) return undefined;
  if (schema.const !== undefined) return [schema.const];
  return Array.isArray(schema.enum) ? schema.enum : undefined;
}
