import { expect, test } from "vitest";
import { instancePointer } from "../../../src/contract/pointers.ts";
import { counted, nounOf } from "../../../src/report/noun.ts";

const link = (id: string) => ({ operationId: "get", parameters: { id: instancePointer(id) } });

test.each([
  ["of the path and the answer", "/calendars/", [link("/calendar/id")], "1 calendar", "1,200 calendars"],
  ["of the path alone", "/v1/orders/{shop}", [link("/id")], "1 orders", "1,200 orders"],
  ["of the answer alone", "/{a}", [link("/data/thing/id")], "1 thing", "1,200 things"],
  ["of neither", "/{a}", [], "1 resource", "1,200 resources"],
] as const)("what is made has the names %s", (_, path, links, one, several) => {
  const noun = nounOf({ path, links });
  expect([counted(1, noun), counted(1200, noun)]).toEqual([one, several]);
});
