/** Reads who is let in by an operation. */
import type { Json, JsonObject } from "../core/json.ts";
import { escapeToken, isObject, valueAt } from "../core/json.ts";
import { PARTIAL } from "../docs/openapi/schema-keywords.ts";
import type { OperationModel } from "./operation-model.ts";

/** The security requirements of an operation, or of its document where it has none, by the kinds of their schemes. */
export function securityOf(
  document: JsonObject,
  operation: JsonObject,
): Pick<OperationModel, "security" | "securityWords" | "isSecurityUnknown"> {
  const requirements = listOf(operation.security ?? document.security).filter(isObject);
  const names = [...new Set(requirements.flatMap((requirement) => Object.keys(requirement)))];
  const schemes = names.map((name) => schemeOf(document, name));
  const words = schemes.map((scheme) => textAt(scheme, "/description")).filter((text) => text !== "");
  // The name of a scheme is private to the document; its kind is what a caller meets.
  const security = requirements.map((requirement) =>
    Object.fromEntries(
      Object.entries(requirement).map(([name, scopes]) => [
        kindOf(document, name),
        listOf(scopes).map(String).sort(),
      ]),
    ),
  );
  // Their order says nothing.
  security.sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
  const isSecurityUnknown = schemes.some((scheme) => valueAt(scheme, `/${PARTIAL}`) === true);
  return { security, securityWords: words.join("\n\n"), isSecurityUnknown };
}

const listOf = (value: unknown): Json[] => (Array.isArray(value) ? value : []);

function textAt(value: unknown, at: string): string {
  const text = valueAt(value, at);
  return typeof text === "string" ? text : "";
}

const schemeOf = (document: JsonObject, name: string): unknown =>
  valueAt(document, `/components/securitySchemes/${escapeToken(name)}`);

function kindOf(document: JsonObject, name: string): string {
  const scheme = schemeOf(document, name);
  const words = ["type", "scheme", "in", "name"].map((key) => textAt(scheme, `/${key}`));
  return words.filter((word) => word !== "").join(" ") || name;
}
