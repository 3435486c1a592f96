import { listedTexts, parametersIn } from "../contract/parameters.ts";
import type { Json } from "../core/json.ts";
import type { GuardFault } from "../generation/fault.ts";
import type { Draft, Kind, KindContext } from "./kind.ts";

/** A token that no account has, in a form that any endpoint can read. */
const WRONG_TOKEN = "invalid-token";

/**
 * Requests that must not get in: no token or a wrong one, headers left out or unknown, a method that the path does not
 * have.
 */
export const door: Kind = {
  id: "door",
  *drafts(context) {
    const body = context.underTest.baseInstance([], context.underTest.seed);
    if (body === undefined) return;
    const doors = [...tokenDoors(context, body), ...headerDoors(context, body), ...pathDoors(context, body)];
    for (const draft of doors) yield { ...draft, priority: 1 / doors.length };
  },
};

type Door = Omit<Draft, "priority">;

/** A request that lacks one guard, named after the guard. */
const lacking = (fault: GuardFault, request: Pick<Draft, "body" | "headers" | "method">): Door => ({
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

function headerDoors({ underTest: { operation } }: KindContext, body: Json): Door[] {
  return parametersIn(operation, "header").flatMap((header) => {
    const { name, required, docs } = header;
    const values = listedTexts(header);
    if (!required) return [];
    const key = name.toLowerCase();
    const expected = `header ${name}: ${values.join(" or ")}`;
    const withValue = (guard: string, value: string | undefined): Door =>
      lacking({ kind: "header", guard, docs, expected }, { body, headers: { [key]: value } });
    const without = withValue(`no-${key}`, undefined);
    return values.length > 0 ? [without, withValue(`unknown-${key}`, "0000-00-00")] : [without];
  });
}

function pathDoors({ underTest: { contract, operation } }: KindContext, body: Json): Door[] {
  const taken = Object.values(contract.operations).flatMap(({ path, method }) =>
    path === operation.path ? [method] : [],
  );
  const method = ["PATCH", "PUT", "DELETE"].find((other) => !taken.includes(other)) ?? "TRACE";
  const expected = `method ${taken.join(" or ")}`;
  return [
    lacking({ kind: "method", guard: "wrong-method", docs: operation.docs, expected }, { body, method }),
    {
      name: "trailing-slash",
      expect: "observe",
      body,
      target: operation.path.endsWith("/") ? operation.path.slice(0, -1) : `${operation.path}/`,
    },
  ];
}
