import { describe, expect, it } from "vitest";
import type { Draft } from "../../../src/cases/kind.ts";
import { instancePointer } from "../../../src/contract/pointers.ts";
import type { RequestInstance } from "../../../src/contract/request-schema.ts";
import type { Json } from "../../../src/core/json.ts";
import { follow, hint, SimplerRequests, shrink } from "../../../src/engine/shrink.ts";
import { draftOf, tinyRun, tinyTarget } from "./tiny-run.ts";

const { underTest } = tinyRun(tinyTarget()).context;
const CLAUSE = { docs: "#/x", expected: "" } as const;
const REQUIRED = { customerId: "c", number: "n" };

const invalidAt = (at: string): NonNullable<Draft["fault"]> => ({
  kind: "schema",
  keyword: "type",
  at: instancePointer(at),
  ...CLAUSE,
});

const requestWith = (body: Json): RequestInstance => ({ ...underTest.baseParameters, body });

const simpler = (body: Json, more: Partial<Draft>): Json[] =>
  [...new SimplerRequests(underTest, draftOf("a", { body, ...more })).shrink(requestWith(body))].map(
    ({ value }) => value.body!,
  );

const rejected = (body: Json, fault: NonNullable<Draft["fault"]>) =>
  simpler(body, { expect: "reject", fault });

describe("simpler bodies of a draft", () => {
  it("are valid and lawful where its body is", () => {
    expect(simpler({ ...REQUIRED, note: "a", state: "sent" }, {})).toEqual([
      { ...REQUIRED, state: "sent" },
      { ...REQUIRED, note: "a" },
    ]);
    const paid = { ...REQUIRED, paidOn: "2024-01-01", state: "paid" };
    expect(simpler(paid, {})).toEqual([{ ...REQUIRED, paidOn: "2024-01-01" }]);
  });

  it.each<[string, Json, string, Json[]]>([
    ["the faulty field itself", { ...REQUIRED, note: 5, urgent: true }, "/note", [{ ...REQUIRED, note: 5 }]],
    ["what holds the fault", { ...REQUIRED, billTo: { street: 5, country: "DE" } }, "/billTo/street", [{ ...REQUIRED, billTo: { street: 5 } }]],
    ["fields of a faulty object", { ...REQUIRED, note: { a: 1 } }, "/note", []],
    ["a list's items but the last", { ...REQUIRED, lines: [{ article: 5 }, { article: "a" }, { article: "b" }] }, "/lines/0/article", [{ ...REQUIRED, lines: [{ article: 5 }, { article: "a" }] }]],
    ["the item of the fault", { ...REQUIRED, lines: [{ article: "a" }, { article: 5, price: 1 }] }, "/lines/1/article", [{ ...REQUIRED, lines: [{ article: "a" }, { article: 5 }] }]],
    ["what it takes to break nothing else", { ...REQUIRED, note: 5, billTo: { street: "a" } }, "/note", [{ ...REQUIRED, note: 5 }]],
    ["what is missing", { customerId: "c", note: "a" }, "/number", [{ customerId: "c" }]],
  ])("keep of what must be refused %s", (_, body, at, want) => {
    expect(rejected(body, invalidAt(at))).toEqual(want);
  }); // biome-ignore format: a table reads better in lines

  it("lose a field whose name begins as that of the fault does, and one with a slash in its name", () => {
    const body = { ...REQUIRED, note: 5, "a/b": 1, notes: 1 };
    expect(rejected(body, invalidAt("/note"))).toEqual([
      { ...REQUIRED, note: 5, notes: 1 },
      { ...REQUIRED, note: 5, "a/b": 1 },
    ]);
  });

  it("break the draft's rule, and nothing else", () => {
    const fault = { kind: "rule", rule: "paid-names-day", at: instancePointer("/paidOn"), ...CLAUSE } as const;
    expect(rejected({ ...REQUIRED, state: "paid", note: "a" }, fault)).toEqual([{ ...REQUIRED, state: "paid" }]);
    expect(rejected({ ...REQUIRED, state: "paid", note: "a" }, { ...fault, rule: "other" })).toEqual([]);
  }); // biome-ignore format: short

  it("are invalid anywhere where several values are wrong at once", () => {
    const several = { kind: "several", ...CLAUSE } as const;
    expect(rejected({ ...REQUIRED, note: 5, urgent: 1 }, several)).toEqual([
      { number: "n", note: 5, urgent: 1 },
      { customerId: "c", note: 5, urgent: 1 },
      { ...REQUIRED, urgent: 1 },
      { ...REQUIRED, note: 5 },
    ]);
  });

  it("are valid where the draft is only observed", () => {
    expect(simpler({ ...REQUIRED, note: "a" }, { expect: "observe" })).toEqual([REQUIRED]);
    expect(simpler({ ...REQUIRED, state: "paid", note: "a" }, { expect: "observe" })).toEqual([
      { ...REQUIRED, note: "a" },
    ]);
  });

  it("are none where a guard is lacking, and of a value without parts", () => {
    expect(rejected({ ...REQUIRED, note: "a" }, { kind: "token", guard: "no-token", ...CLAUSE })).toEqual([]);
    expect(rejected("a", invalidAt(""))).toEqual([]);
  });
});

describe("a path of shrinking", () => {
  const draft = draftOf("a", { body: { ...REQUIRED, note: "a", urgent: true } });

  it("leads to the body that shrinking came to", async () => {
    const trips = async ({ body }: RequestInstance) => Object.hasOwn(body as object, "urgent");
    const { request, path } = await shrink(underTest, draft, trips, 100);
    expect(request).toEqual(requestWith({ ...REQUIRED, urgent: true }));
    expect(follow(underTest, draft, path)).toEqual(request);
  });

  it("stays where it begins if nothing simpler shows anything, or nothing may be asked", async () => {
    expect(await shrink(underTest, draft, async () => false, 100)).toEqual({ request: requestWith(draft.body!), path: "0" });
    expect(await shrink(underTest, draft, () => expect.unreachable(), 0)).toEqual({ request: requestWith(draft.body!), path: "0" });
  }); // biome-ignore format: short

  it("asks as often as it may, and for each body once", async () => {
    const asked: Json[] = [];
    const told = async ({ body }: RequestInstance) => asked.push(body!) < 0;
    await shrink(underTest, draft, told, 1);
    expect(asked).toEqual([{ ...REQUIRED, urgent: true }]);
    await shrink(underTest, draft, told, 100);
    expect(asked).toHaveLength(3);
  });

  it("leads nowhere where there are not so many steps, and begins at the draft's own body", () => {
    expect(follow(underTest, draft, "0")).toEqual(requestWith(draft.body!));
    expect(follow(underTest, draft, "0:0:0:0:0")).toBeUndefined();
    const { body: _, ...bare } = draft;
    expect(follow(underTest, bare, "0:0")).toBeUndefined();
  });
});

describe("the smallest body with a finding's locations", () => {
  const at = (...pointers: string[]) => pointers.map(instancePointer);

  it.each<[string, Partial<Draft>, string[]]>([
    ["a draft that is to be refused", { expect: "reject" }, ["/note"]],
    ["the whole", {}, [""]],
    ["a location that the docs do not name", {}, ["/odd"]],
    ["a location that was not sent", {}, ["/paidOn"]],
  ])("is none for %s", (_, more, pointers) => {
    const draft = draftOf("a", { body: { ...REQUIRED, note: "a", odd: 1 }, ...more });
    expect(hint(underTest, draft, at(...pointers), 1)).toBeUndefined();
  });

  it("is none for a draft without a body", () => {
    const { body: _, ...bare } = draftOf("a");
    expect(hint(underTest, bare, at("/note"), 1)).toBeUndefined();
  });
});
