import { SuiteError } from "./errors.ts";
import { isObject, type JsonObject } from "./json.ts";

/** All that the operations of an API share; what an operation's own docs say of it goes before it. */
export interface SharedSettings {
  /** The base URL, without a slash at its end. */
  readonly server?: string;
  /** The way in which requests carry the token (OpenAPI 3.1, Security Scheme Object). */
  readonly security?: JsonObject;
  /** Headers that every request must have, each with its one value. */
  readonly headers?: { readonly [name: string]: string };
  /** The same as a document's `x-rate-limit`. */
  readonly rateLimit?: JsonObject;
}

/** A field name and a value of a header (RFC 9110, sections 5.1 and 5.5). */
const NAME = /^[!#$%&'*+.^_`|~\w-]+$/;
const VALUE = /^[!-~](?:[ -~]*[!-~])?$/;

/**
 * The settings that a project's file has for all operations.
 * @param file its name in messages
 * @throws SuiteError for one of another form
 */
export function sharedSettings(settings: JsonObject, file: string): SharedSettings {
  const { server, security, headers, rateLimit } = settings;
  const wrong = (name: string, expected: string, found: unknown): SuiteError =>
    new SuiteError(`${file}: ${name}: expected ${expected}, found ${JSON.stringify(found)}`);
  if (server !== undefined && !isAddress(server))
    throw wrong("server", "an http(s) address such as https://api.example.com", server);
  if (security !== undefined && !(isObject(security) && typeof security.type === "string"))
    throw wrong("security", "a security scheme such as {type: http, scheme: bearer}", security);
  if (headers !== undefined && !isHeaders(headers))
    throw wrong("headers", "texts by names of headers, in quotes where they look like numbers", headers);
  if (rateLimit !== undefined && !isObject(rateLimit))
    throw wrong("rateLimit", "figures such as {requests: 100, milliseconds: 10000}", rateLimit);
  return {
    ...(server === undefined ? {} : { server: server.replace(/\/+$/, "") }),
    ...(security === undefined ? {} : { security }),
    ...(headers === undefined ? {} : { headers }),
    ...(rateLimit === undefined ? {} : { rateLimit }),
  };
}

const isAddress = (value: unknown): value is string =>
  typeof value === "string" && /^https?:\/\/[^?#]+$/.test(value) && URL.canParse(value);

const isHeaders = (value: unknown): value is { readonly [name: string]: string } =>
  isObject(value) &&
  Object.entries(value).every(
    ([name, text]) => NAME.test(name) && typeof text === "string" && VALUE.test(text),
  );
