import type { Json } from "../core/json.ts";
import { baseBody } from "../generation/base-instance.ts";
import type { Draft, Kind, KindContext } from "./kind.ts";

/** A token that no account has, in a form that any endpoint can read. */
const WRONG_TOKEN = "invalid-token";

/** What must not get in: no token or a wrong one, headers left out or unknown, a method that the path does not have. */
export const door: Kind = {
  id: "door",
  *drafts(context) {
    const body = baseBody(context.source, [], context.seed);
    if (body === undefined) return;
    const doors = [...tokenDoors(context, body), ...headerDoors(context, body), ...pathDoors(context, body)];
    for (const draft of doors) yield { ...draft, priority: 1 / doors.length };
  },
};

type Door = Omit<Draft, "priority">;

function tokenDoors({ source: { operation } }: KindContext, body: Json): Door[] {
  const { security } = operation;
  if (!security) return [];
  const fault = {
    at: "",
    keyword: "token",
    docs: security.docs,
    expected: `a valid token: ${security.description}`,
  };
  const with_ = (name: string, authorization: string | undefined): Door => ({
    name,
    expect: "reject",
    body,
    headers: { authorization },
    fault,
  });
  return [
    with_("no-token", undefined),
    with_("wrong-token", `${security.scheme} ${WRONG_TOKEN}`),
    with_("wrong-scheme", `Basic ${btoa(`${WRONG_TOKEN}:`)}`),
  ];
}

function headerDoors({ source: { operation } }: KindContext, body: Json): Door[] {
  return operation.headers.flatMap((header) => {
    if (!header.required) return [];
    const key = header.name.toLowerCase();
    const fault = {
      at: "",
      keyword: "header",
      docs: header.docs,
      expected: `header ${header.name}: ${header.enum.join(" or ")}`,
    };
    const without: Door = { name: `no-${key}`, expect: "reject", body, headers: { [key]: undefined }, fault };
    const unknown: Door = {
      name: `unknown-${key}`,
      expect: "reject",
      body,
      headers: { [key]: "0000-00-00" },
      fault,
    };
    return header.enum.length > 0 ? [without, unknown] : [without];
  });
}

function pathDoors({ contract, source: { operation } }: KindContext, body: Json): Door[] {
  const taken = Object.values(contract.operations).flatMap(({ path, method }) =>
    path === operation.path ? [method] : [],
  );
  const method = ["PATCH", "PUT", "DELETE"].find((one) => !taken.includes(one)) ?? "TRACE";
  const fault = { at: "", keyword: "method", docs: operation.docs, expected: `method ${taken.join(" or ")}` };
  return [
    { name: "wrong-method", expect: "reject", body, method, fault },
    {
      name: "trailing-slash",
      expect: "observe",
      body,
      path: operation.path.endsWith("/") ? operation.path.slice(0, -1) : `${operation.path}/`,
    },
  ];
}
