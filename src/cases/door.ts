import type { Parameter } from "../contract/contract.ts";
import type { Location } from "../contract/locations.ts";
import { listedTexts, parametersIn } from "../contract/parameters.ts";
import { encodedPath } from "../contract/path-template.ts";
import { type Json, withValueAt } from "../core/json.ts";
import type { GuardFault } from "../generation/fault.ts";
import { faultsOf, type InstanceFault } from "../generation/faults.ts";
import type { OperationUnderTest } from "../generation/operation-under-test.ts";
import { parameterText } from "../http/write-request.ts";
import type { Draft, Kind, KindContext } from "./kind.ts";

/** A token that no account has, in a form that any endpoint can read. */
const WRONG_TOKEN = "invalid-token";

/**
 * Requests that must not get in: no token or a wrong one, parameters left out or against their schema, a method that the
 * path does not have.
 */
export const door: Kind = {
  id: "door",
  *drafts(context) {
    const body = context.underTest.baseInstance([], context.underTest.seed);
    if (body === undefined) return;
    const doors = [
      ...tokenDoors(context, body),
      ...parameterDoors(context, body),
      ...pathDoors(context, body),
    ];
    for (const draft of doors) yield { ...draft, priority: 1 / doors.length };
  },
};

type Door = Omit<Draft, "priority">;

/** A request that lacks one guard, named after the guard. */
const lacking = (
  fault: GuardFault,
  request: Pick<Draft, "path" | "query" | "header" | "body" | "headers" | "method">,
): Door => ({
  name: fault.guard,
  expect: "reject",
  fault,
  ...request,
});

function tokenDoors({ underTest }: KindContext, body: Json): Door[] {
  const { security } = underTest.operation;
  if (!security) return [];
  const without = (guard: string, authorization: string | undefined): Door => {
    const expected = `a valid token: ${security.description}`;
    return lacking(
      { kind: "token", guard, docs: security.docs, expected },
      { body, headers: { authorization } },
    );
  };
  return [
    without("no-token", undefined),
    without("wrong-token", `${security.scheme} ${WRONG_TOKEN}`),
    without("wrong-scheme", `Basic ${btoa(`${WRONG_TOKEN}:`)}`),
  ];
}

/** Each parameter left out where it must be there, and once outside of each thing that its schema says. */
function parameterDoors({ underTest }: KindContext, body: Json): Door[] {
  return underTest.locations.flatMap((location) => {
    const { in: member, parent } = location;
    if (member === "body" || parent?.pointer !== "") return [];
    return faultsOf(location)
      .filter((fault) => isWritable(member, fault))
      .map((fault) => parameterDoor(underTest, location, member, fault, body));
  });
}

function parameterDoor(
  { operation, baseParameters }: OperationUnderTest,
  { tokens: [name = ""], pointer, schema, docs }: Location,
  member: Parameter["in"],
  fault: InstanceFault,
  body: Json,
): Door {
  const parameter = parametersIn(operation, member).find((one) => one.name === name);
  const listed = parameter ? listedTexts({ ...parameter, schema }) : [];
  return lacking(
    {
      kind: member,
      guard: guardOf(fault, name.toLowerCase()),
      docs: parameter?.docs ?? docs,
      expected: `${member} ${name}: ${listed.length > 0 ? listed.join(" or ") : fault.expected}`,
    },
    { body, [member]: withValueAt(baseParameters[member], pointer, fault.value) },
  );
}

function guardOf({ keyword, variant }: InstanceFault, name: string): string {
  if (keyword === "required") return `no-${name}`;
  return keyword === "enum" ? `unknown-${name}` : `${keyword}-${variant.replaceAll(" ", "-")}-${name}`;
}

/** The characters that any endpoint reads alike in a header (RFC 9110 §5.5). */
const PRINTABLE = /^[!-~]([ -~]*[!-~])?$/;

/** True if the fault arrives as it is made: an empty segment is another path, and headers hold few characters. */
function isWritable(member: Parameter["in"], { value, of }: InstanceFault): boolean {
  if (of) return false;
  if (value === undefined) return member !== "path";
  const text = parameterText(value);
  return member === "header" ? PRINTABLE.test(text) : member === "query" || text !== "";
}

function pathDoors({ underTest: { contract, operation } }: KindContext, body: Json): Door[] {
  const taken = Object.values(contract.operations).flatMap(({ path, method }) =>
    path === operation.path ? [method] : [],
  );
  const method = ["PATCH", "PUT", "DELETE"].find((other) => !taken.includes(other)) ?? "TRACE";
  const path = encodedPath(operation.path);
  const expected = `method ${taken.join(" or ")}`;
  return [
    lacking({ kind: "method", guard: "wrong-method", docs: operation.docs, expected }, { body, method }),
    {
      name: "trailing-slash",
      expect: "observe",
      body,
      target: path.endsWith("/") ? path.slice(0, -1) : `${path}/`,
    },
  ];
}
