/** Differences in how two operations are called. */
import type { Json } from "../core/json.ts";
import { equal } from "../core/json.ts";
import { kebabCase } from "../docs/title-names.ts";
import type { ChangeClass, ChangeKind } from "./change.ts";
import { securityClass } from "./compare-security.ts";
import { compareProse, compareSunsets } from "./compare-words.ts";
import { type Finding, finding, ofOperation } from "./finding.ts";
import type { OperationModel } from "./operation-model.ts";
import { ANYTHING } from "./shape-of.ts";

/** The name for changes of the token's description: its header (RFC 6750, section 2.1). */
const TOKEN = "Authorization";

export function compareCall(before: OperationModel, after: OperationModel): Finding[] {
  const found: Finding[] = [];
  const location = ofOperation();
  const add = (kind: ChangeKind, from: Json, to: Json, change: ChangeClass = "breaking"): void => {
    if (!equal(from, to))
      found.push(finding(location, [ANYTHING, ANYTHING], kind, { class: change, before: from, after: to }));
  };
  if (kebabCase(before.title) !== kebabCase(after.title))
    add("title-changed", before.title, after.title, "annotation");
  add("method-changed", before.method, after.method);
  const unnamed = ({ path }: OperationModel): string => path.replace(/\{[^}]*\}/g, "{}");
  add(
    "path-changed",
    before.path,
    after.path,
    unnamed(before) === unnamed(after) ? "annotation" : "breaking",
  );
  const [from, to] = [before.servers, after.servers].map((servers) => servers.toSorted());
  // A server more breaks nobody who calls one of the others.
  const areKept = before.servers.every((server) => after.servers.includes(server));
  const serverClass = areKept && before.servers.length > 0 ? "compatible" : "breaking";
  if (!equal(from, to)) add("server-changed", oneOrAll(before.servers), oneOrAll(after.servers), serverClass);
  if (!before.isSecurityUnknown && !after.isSecurityUnknown)
    add("security-changed", before.security, after.security, securityClass(before.security, after.security));
  if (before.deprecated !== after.deprecated)
    add(
      after.deprecated ? "deprecated-added" : "deprecated-removed",
      before.deprecated,
      after.deprecated,
      "annotation",
    );
  found.push(...compareSunsets(before, after, location));
  found.push(...compareProse(before.description, after.description, location));
  const bothAsk = [before, after].every(
    ({ security, isSecurityUnknown }) => Array.isArray(security) && security.length > 0 && !isSecurityUnknown,
  );
  if (bothAsk) found.push(...compareProse(before.securityWords, after.securityWords, ofOperation(TOKEN)));
  return found;
}

const oneOrAll = (all: readonly string[]): Json => (all.length === 1 ? (all[0] ?? null) : [...all]);
