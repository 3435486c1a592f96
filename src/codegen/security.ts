import type { Operation } from "../contract/contract.ts";
import type { DocPointer } from "../contract/pointers.ts";
import type { Json, JsonObject } from "../core/json.ts";
import { escapeToken, isObject } from "../core/json.ts";
import { deref } from "./document.ts";
import { listOf, operationError, type RawOperation, textOf } from "./raw-operation.ts";
import { isHeaderName } from "./sendable.ts";

type Security = Operation["security"];

/**
 * The first security requirement of an operation that one token can meet; undefined where none is needed.
 * @throws SuiteError that names the schemes where no requirement can be met so
 */
export function readSecurity(operation: RawOperation): Security {
  const { raw, document } = operation;
  const wanted = listOf(raw.security ?? document.root.security).filter(isObject);
  if (wanted.length === 0 || wanted.some((alternative) => Object.keys(alternative).length === 0))
    return undefined;
  const problems: string[] = [];
  for (const alternative of wanted) {
    const [name = "", ...others] = Object.keys(alternative);
    const read =
      others.length > 0
        ? `${[name, ...others].join(" and ")} at once`
        : readScheme(operation, name, alternative[name]);
    if (typeof read === "object") return read;
    problems.push(read);
  }
  throw operationError(
    operation,
    "/security",
    `unsupported security ${problems.join(", ")}; supported are http bearer and basic, an API key in a header or the query, OAuth 2 and OpenID Connect`,
  );
}

/** The scheme, or its name with the reason why it is not supported. */
function readScheme(
  operation: RawOperation,
  name: string,
  scopes: Json | undefined,
): NonNullable<Security> | string {
  const docs: DocPointer = `#/components/securitySchemes/${escapeToken(name)}`;
  const { value } = deref(operation.document, { $ref: docs }, `${operation.at}/security`);
  const written = writtenAs(value);
  if (typeof written === "string") return `"${name}" (${written})`;
  return {
    ...written,
    description: textOf(value.description),
    scopes: listOf(scopes).map((scope) => textOf(scope)),
    docs,
  };
}

/** The way a token is written for a scheme; the kind of scheme in words where it is not supported. */
function writtenAs(value: JsonObject): Pick<NonNullable<Security>, "scheme" | "key"> | string {
  const { type } = value;
  const scheme = textOf(value.scheme).toLowerCase();
  if (type === "oauth2" || type === "openIdConnect") return { scheme: "Bearer" };
  if (type === "http" && scheme === "bearer") return { scheme: "Bearer" };
  if (type === "http" && scheme === "basic") return { scheme: "Basic" };
  if (type === "http") return `http ${scheme}`;
  if (type !== "apiKey") return textOf(type, "no type");
  const name = textOf(value.name);
  if (value.in === "header" && name.toLowerCase() === "authorization") return { scheme: "" };
  if (value.in === "header" && isHeaderName(name)) return { scheme: "", key: { in: "header", name } };
  return value.in === "query"
    ? { scheme: "", key: { in: "query", name } }
    : `an API key in ${textOf(value.in)}`;
}
