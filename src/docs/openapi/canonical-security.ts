import type { Json, JsonObject } from "../../core/json.ts";
import { escapeToken, isObject } from "../../core/json.ts";
import { below, itemsOf, type Located, membersOf, refuseAt } from "../located.ts";
import { plainText } from "../plain-text.ts";
import type { FollowedReferences } from "./followed-references.ts";
import { PARTIAL } from "./schema-keywords.ts";

/** The security requirements of an operation, and the schemes that they name. */
export interface Security {
  readonly security?: Json;
  readonly schemes: JsonObject;
}

/**
 * The first scheme of a token in the Authorization header (RFC 6750) goes by the name that a page gives it, whatever a document
 * calls it; a second one is another alternative and keeps its own.
 */
export const BEARER = "bearer";

/** The requirements of the operation, or of the document where it has none, each with its scopes. */
export function canonicalSecurity(
  root: Located,
  operation: Located,
  references: FollowedReferences,
): Security {
  const own = below(operation, "security");
  const wanted = itemsOf(own.value === undefined ? below(root, "security") : own);
  // An empty list says that no token is needed, which is more than to say nothing.
  const isOpen = Array.isArray(own.value) && own.value.length === 0;
  if (wanted.length === 0) return { ...(isOpen ? { security: [] } : {}), schemes: {} };
  const schemes = new Map<string, JsonObject>();
  const bearers: string[] = [];
  const security = wanted.map((alternative) => {
    const needed = membersOf(alternative).map(([name, scopes]): [string, Json] => {
      const scheme = schemeOf(root, name, alternative, references);
      if (isBearer(scheme) && !bearers.includes(name)) bearers.push(name);
      const called = name === bearers[0] ? BEARER : freeName(name, schemes);
      if (!schemes.has(called)) schemes.set(called, scheme);
      return [called, scopes.value ?? []];
    });
    return Object.fromEntries(needed);
  });
  return { security, schemes: Object.fromEntries(schemes) };
}

/** The name of a scheme, but not the one that stands for the token in the Authorization header. */
const freeName = (name: string, schemes: ReadonlyMap<string, JsonObject>): string =>
  name === BEARER && schemes.has(BEARER) ? `${BEARER}-2` : name;

const isBearer = ({ type, scheme }: JsonObject): boolean => type === "http" && scheme === "bearer";

function schemeOf(
  root: Located,
  name: string,
  alternative: Located,
  references: FollowedReferences,
): JsonObject {
  const given = below(root, "components", "securitySchemes", name);
  if (references.leavesMarks && given.value === undefined) {
    const ref = `#/components/securitySchemes/${escapeToken(name)}`;
    references.broken({ ...below(alternative, name), value: ref }, "no such security scheme");
    return { [PARTIAL]: true };
  }
  if (!isObject(given.value))
    refuseAt(alternative, {
      wrong: `no security scheme "${name}"`,
      expected: "one of components.securitySchemes",
    });
  const { value } = references.follow(given) ?? {};
  if (!isObject(value)) return { [PARTIAL]: true };
  const { type = "", scheme, in: member, name: parameter, description, flows, openIdConnectUrl } = value;
  return {
    type,
    ...(type === "http" && typeof scheme === "string" ? { scheme: scheme.toLowerCase() } : {}),
    ...(type === "apiKey" ? { name: parameter ?? "", in: member ?? "" } : {}),
    ...(flows === undefined ? {} : { flows }),
    ...(openIdConnectUrl === undefined ? {} : { openIdConnectUrl }),
    ...(typeof description === "string" && description !== "" ? { description: plainText(description) } : {}),
  };
}
