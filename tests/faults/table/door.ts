import type { WireRequest } from "../../../src/http/exchange.ts";
import { faultsOf } from "../fault.ts";
import { type Plant, reads } from "../plant.ts";
import { TOKEN } from "../target.ts";

/** Reads a request as if it carried what it lacks. */
const opens = (when: (request: WireRequest) => boolean, headers: WireRequest["headers"]): Plant =>
  reads((request) => (when(request) ? { ...request, headers: { ...request.headers, ...headers } } : request));

const key = { authorization: `Bearer ${TOKEN}` };
const version = { version: "2021-04-15" };

/** True for a request with a value of the header that the docs do not list. */
const isOtherVersion = ({ headers }: WireRequest): boolean =>
  headers.version?.startsWith("2021-04-1") === true && headers.version !== version.version;
const isList = ({ path }: WireRequest): boolean => path.includes("?");

/** What must not get in, and does. */
export const door = faultsOf("door", [
  ["without a token", "door", /a request with no token is accepted/, opens(({ headers }) => headers.authorization === undefined, key)],
  ["with a wrong token", "door", /a request with wrong token is accepted/, opens(({ headers }) => headers.authorization?.startsWith("Bearer invalid") === true, key)],
  ["with another scheme", "door", /a request with wrong scheme is accepted/, opens(({ headers }) => headers.authorization?.startsWith("Basic") === true, key)],
  ["with any scheme", "door", /a request with other scheme is accepted/, opens(({ headers }) => headers.authorization === `Token ${TOKEN}`, key)],
  ["a reading without a token", "door", /a request with no token is accepted/, opens(({ method, headers }) => method === "GET" && headers.authorization === undefined, key)],
  ["a deletion with a wrong token", "door", /a request with wrong token is accepted/, opens(({ method, headers }) => method === "DELETE" && headers.authorization?.includes("invalid") === true, key)],
  ["a reading by any scheme", "door", /a request with other scheme is accepted/, opens(({ method, headers }) => method === "GET" && headers.authorization === `Token ${TOKEN}`, key)],
  ["a deletion without a token", "door", /a request with no token is accepted/, opens(({ method, headers }) => method === "DELETE" && headers.authorization === undefined, key)],
  ["a deletion without a required header", "door", /a request with no version is accepted/, opens(({ method, headers }) => method === "DELETE" && headers.version === undefined, version)],
  ["without a required header", "door", /a request with no version is accepted/, opens(({ headers }) => headers.version === undefined, version)],
  ["with an unknown header value", "door", /a request with unknown version is accepted/, opens(({ headers }) => headers.version === "0000-00-00", version)],
  ["a reading with another header value", "door", /a request with unknown version is accepted/, opens((request) => request.method === "GET" && !isList(request) && isOtherVersion(request), version)],
  ["a list with another header value", "door", /a request with unknown version is accepted/, opens((request) => request.method === "GET" && isList(request) && isOtherVersion(request), version)],
  ["a deletion with another header value", "door", /a request with unknown version is accepted/, opens((request) => request.method === "DELETE" && isOtherVersion(request), version)],
  ["by another method", "door", /a request with wrong method is accepted/, reads((request) => (["PATCH", "PUT"].includes(request.method) ? { ...request, method: "POST" } : request))],
]); // biome-ignore format: a table reads better in lines
