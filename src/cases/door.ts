import type { Operation } from "../contract/contract.ts";
import { isParameter, isWhole, type ParameterLocation } from "../contract/locations.ts";
import { withValueAt } from "../core/json.ts";
import type { GuardFault } from "../generation/fault.ts";
import { faultsOf } from "../generation/faults.ts";
import type { InstanceFault } from "../generation/instance-fault.ts";
import type { OperationUnderTest } from "../generation/operation-under-test.ts";
import { typeFaults } from "../generation/type-faults.ts";
import { credentials, tokenHeader, withTokenInQuery } from "../http/credentials.ts";
import type { Draft, Kind, KindContext } from "./kind.ts";
import { WRONG_TOKEN, withOtherScheme } from "./shared/knock.ts";
import { isWritable, parameterFault } from "./shared/parameter-fault.ts";

/**
 * Requests that must not get in: no token or a wrong one, parameters left out or against their schema, a method that the
 * path does not have.
 */
export const door: Kind = {
  id: "door",
  sends: "requests without a valid token, required header or the right method",
  *drafts(context) {
    const body = context.underTest.baseInstance([], context.underTest.seed);
    if (body === undefined && context.underTest.operation.requestBody) return;
    const base = body === undefined ? {} : { body };
    const doors = [
      ...tokenDoors(context, base),
      ...parameterDoors(context, base),
      ...pathDoors(context, base),
    ];
    for (const draft of doors) yield { ...draft, priority: 1 / doors.length };
  },
};

type Door = Omit<Draft, "priority">;

type Security = NonNullable<Operation["security"]>;

/** A valid body, where the operation takes one. */
type Base = Pick<Draft, "body">;

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

function tokenDoors({ underTest }: KindContext, base: Base): Door[] {
  const { security } = underTest.operation;
  if (!security) return [];
  const { scheme, key, docs, description } = security;
  const header = tokenHeader(security);
  const without = (guard: string, text: string | undefined): Door => {
    const expected = `a valid token: ${description}`;
    const sent: Pick<Draft, "headers" | "target"> =
      header === undefined
        ? { target: (usual) => withTokenInQuery(usual, key?.name ?? "", text) }
        : { headers: { [header]: text } };
    return { ...lacking({ kind: "token", guard, docs, expected }, base), ...sent };
  };
  const ofOtherScheme = scheme === "Basic" ? `Bearer ${WRONG_TOKEN}` : `Basic ${btoa(`${WRONG_TOKEN}:`)}`;
  return [
    without("no-token", undefined),
    without("wrong-token", credentials(security, WRONG_TOKEN)),
    ...(scheme === "" ? [] : [without("wrong-scheme", ofOtherScheme)]),
    ...(scheme === "" || header === undefined ? [] : [underOtherScheme(security, header, base)]),
  ];
}

/** The right token under another scheme: who takes it looks at no scheme at all. */
function underOtherScheme({ docs, description }: Security, header: string, base: Base): Door {
  const fault = {
    kind: "token",
    guard: "other-scheme",
    docs,
    expected: `a valid token: ${description}`,
  } as const;
  return { ...lacking(fault, base), headers: { [header]: withOtherScheme } };
}

/** Each parameter left out where it must be there, and once outside of each thing that its schema says. */
function parameterDoors({ underTest }: KindContext, base: Base): Door[] {
  return underTest.requests.locations.flatMap((location) => {
    if (!isParameter(location) || location.parent === undefined || !isWhole(location.parent)) return [];
    return [...faultsOf(location), ...typeFaults(location)]
      .filter((fault) => isWritable(location.in, fault))
      .map((fault) => parameterDoor(underTest, location, fault, base));
  });
}

function parameterDoor(
  { operation, baseParameters }: OperationUnderTest,
  location: ParameterLocation,
  fault: InstanceFault,
  base: Base,
): Door {
  const member = location.in;
  return lacking(parameterFault(operation, location, fault), {
    ...base,
    [member]: withValueAt(baseParameters[member], location.memberPointer, fault.value),
  });
}

function pathDoors({ underTest: { contract, operation } }: KindContext, base: Base): Door[] {
  const taken = Object.values(contract.operations).flatMap(({ path, method }) =>
    path === operation.path ? [method] : [],
  );
  const method = ["PATCH", "PUT", "DELETE"].find((other) => !taken.includes(other)) ?? "TRACE";
  const expected = `method ${taken.join(" or ")}`;
  return [
    lacking({ kind: "method", guard: "wrong-method", docs: operation.docs, expected }, { ...base, method }),
    {
      name: "trailing-slash",
      expect: "observe",
      ...base,
      target: withSlash,
    },
  ];
}

/** The path with a slash at its end, or without the one that it has. */
function withSlash(usual: string): string {
  const [path = "", ...query] = usual.split("?");
  const other = path.endsWith("/") ? path.slice(0, -1) : `${path}/`;
  return [other, ...query].join("?");
}
