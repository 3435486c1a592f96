import { describe, expect, it } from "vitest";
import { newMemory } from "../../../src/checks/check.ts";
import { lifecycle } from "../../../src/checks/lifecycle.ts";
import { subjectText } from "../../../src/checks/violation/subject.ts";
import type { Json } from "../../../src/core/json.ts";
import type { ResourceState } from "../../../src/http/exchange.ts";
import { answerOf, caseOf, judgedBy, told, violationsOf } from "./exchanges.ts";

const created = { id: "1", note: "a" };
const about = (resource: ResourceState, status: number, body: unknown) =>
  judgedBy(lifecycle, caseOf({ resource }), answerOf(status, body))?.map(({ title }) => title);

describe("lifecycle", () => {
  it.each<[string, ResourceState, number, unknown]>([
    ["a deletion", { step: "delete", exists: true, created }, 200, {}],
    ["a read of what is gone that is refused", { step: "read", exists: false, created }, 404, {}],
    ["an id that is empty, which another check tells", { step: "read", exists: true, created: {} }, 500, {}],
  ])("has nothing to say of %s", (_, resource, status, body) =>
    expect(about(resource, status, body) ?? []).toEqual([]),
  );

  it.each<[string, ResourceState, number]>([
    ["a resource that exists cannot be read", { step: "read", exists: true, created }, 404],
    ["a resource that exists cannot be deleted", { step: "delete", exists: true, created }, 404],
    ["a deleted resource can still be read", { step: "read", exists: false, created }, 200],
    ["deleting what is deleted succeeds", { step: "delete", exists: false, created }, 200],
  ])("tells that %s", (title, resource, status) => expect(about(resource, status, {})).toEqual([title]));

  it.each([
    ["read", 404],
    ["delete", 404],
  ] as const)("has nothing to say of a %s by an id of another type than the docs say", (step, status) => {
    const memory = newMemory();
    memory.mistypedIds.add("1");
    const resource = { step, exists: true, created, id: "1" } as const;
    expect(judgedBy(lifecycle, caseOf({ resource }), answerOf(status, {}), { memory })).toEqual([]);
  });

  it("does not apply to a request about no resource", () => {
    expect(judgedBy(lifecycle, caseOf(), answerOf(200, {}))).toBeUndefined();
  });

  it("tells a delay as what it is, and as no fault", () => {
    const late: ResourceState = { step: "read", exists: true, created, delayMs: 400 };
    const found = judgedBy(lifecycle, caseOf({ resource: late }), answerOf(200, {}));
    expect(found?.map(({ title, severity }) => [title, severity])[0]).toEqual([
      "a creation shows in a read 400 ms later",
      "observation",
    ]);
  });
});

describe("what lifecycle says of a read", () => {
  const paths = { request: { method: "GET", path: "/invoices/1", headers: {} } };
  const read = (was: Json, invoice: unknown, more: Partial<ResourceState> = {}) =>
    told(
      violationsOf(
        lifecycle,
        caseOf({ ...paths, resource: { step: "read", exists: true, created: was, ...more } }),
        answerOf(200, { invoice }),
        { operation: "get-invoice" },
      ),
    );
  const clause = "get-invoice: GET /invoices/{invoiceId}.";
  const about = { docs: "/paths/get-invoice", clause };

  it.each<[string, Json, unknown]>([
    ["the same", created, created],
    ["the same in another order", created, { note: "a", id: "1" }],
    ["more below", { ...created, billTo: { street: "a" } }, { ...created, billTo: { street: "a", country: "DE" } }],
    ["more in an item", { ...created, lines: [{ article: "a" }] }, { ...created, lines: [{ article: "a", quantity: 1 }] }],
    ["another value of what the docs do not name", { ...created, odd: 1 }, { ...created, odd: 2 }],
    ["another value below of what the docs do not name", { ...created, billTo: { odd: 1 } }, { ...created, billTo: { odd: 2 } }],
    ["more that the docs do not name", created, { ...created, odd: 2 }],
  ])("passes %s", (_, was, is) => expect(read(was, is)).toEqual([])); // biome-ignore format: a table reads better in lines

  it("tells of another value, with both", () => {
    expect(read(created, { ...created, note: "b" })).toEqual([
      {
        severity: "violation",
        subject: { kind: "named", name: "read-differs", at: "/invoice/note" },
        at: "/invoice/note",
        title: "a read answers another invoice.note than the creation did",
        cause: "read changed string",
        certainty: 0,
        spread: { isOfEndpoint: true },
        expected: "a",
        received: "b",
        ...about,
      },
    ]);
  });

  it.each<[string, Json, unknown, string]>([
    ["a field of an object", { billTo: { street: "a" } }, { billTo: {} }, "a read answers no invoice.billTo.street, which the creation did"],
    ["a field of an item", { lines: [{ article: "a" }] }, { lines: [{ article: "b" }] }, "a read answers another invoice.lines[].article than the creation did"],
    ["a list that lacks items", { lines: [{ article: "a" }, { article: "b" }] }, { lines: [{ article: "a" }] }, "a read answers another invoice.lines than the creation did: it is cut after 1 item"],
    ["a list in another order", { lines: [{ article: "b" }, { article: "a" }, { article: "c" }] }, { lines: [{ article: "a" }, { article: "b" }, { article: "c" }] }, "a read answers another invoice.lines than the creation did: it is sorted by article"],
  ])("tells of %s where it is", (_, was, is, title) => {
    const found = read({ ...created, ...(was as object) }, { ...created, ...(is as object) });
    expect(found).toMatchObject([{ title }]);
  }); // biome-ignore format: a table reads better in lines

  it("tells of a field that is left out", () => {
    expect(read(created, { id: "1" })).toMatchObject([
      {
        severity: "violation",
        subject: { kind: "named", name: "read-differs", at: "/invoice/note" },
        title: "a read answers no invoice.note, which the creation did",
        expected: "a",
        received: "nothing",
      },
    ]);
  });

  it("observes a field that is added", () => {
    expect(read({ id: "1" }, created)).toMatchObject([
      {
        severity: "observation",
        subject: { kind: "named", name: "read-adds", at: "/invoice/note" },
        title: "a read answers invoice.note, which the creation left out",
        expected: "nothing",
        received: "a",
      },
    ]);
  });

  it.each<[string, Json, Json]>([
    ["below", { billTo: { street: "a" } }, { billTo: { street: "b" } }],
    ["missing below", { billTo: { street: "a" } }, { billTo: {} }],
    ["of another type", { billTo: { street: "a" } }, { billTo: "a" }],
    ["of another type than an object", { billTo: "a" }, { billTo: { street: "a" } }],
    ["in an item", { lines: [{ article: "a" }, { article: "b" }] }, { lines: [{ article: "a" }, { article: "c" }] }],
    ["of fewer items", { lines: [{ article: "a" }, { article: "b" }] }, { lines: [{ article: "a" }] }],
    ["of more items", { lines: [{ article: "a" }] }, { lines: [{ article: "a" }, { article: "b" }] }],
    ["of a list", { lines: [{ article: "a" }] }, { lines: {} }],
  ])("tells of a difference %s", (_, was, is) => {
    expect(read({ id: "1", ...(was as object) }, { id: "1", ...(is as object) })).toMatchObject([
      { severity: "violation", subject: { name: "read-differs" } },
    ]);
  }); // biome-ignore format: a table reads better in lines

  it("tells of another resource as a whole", () => {
    expect(read(created, { id: "2", note: "b" })).toEqual([
      {
        severity: "violation",
        subject: { kind: "named", name: "read-differs" },
        at: "",
        title: "a read answers another resource",
        expected: created,
        received: { id: "2", note: "b" },
        ...about,
      },
    ]);
  });

  it.each<[string, Json, unknown, unknown]>([
    ["none", created, undefined, "nothing"],
    ["a text", created, "1", "1"],
    ["one after a creation that answered none", 5, created, created],
  ])("tells of an answer with %s", (_, was, is, received) => {
    expect(read(was, is)).toEqual([
      {
        severity: "violation",
        subject: { kind: "named", name: "read-differs" },
        at: "/invoice",
        title: "a read answers no resource",
        expected: was,
        received,
        ...about,
      },
    ]);
  });

  it.each([
    [true, "read-delayed", "a creation shows in a read 400 ms later"],
    [false, "gone-delayed", "a deletion shows in a read 400 ms later"],
  ])("observes a delay where it exists (%s)", (exists, name, title) => {
    const found = read(created, created, { exists, delayMs: 400 }) as object[];
    expect(found[0]).toEqual({
      severity: "observation",
      subject: { kind: "named", name },
      at: "",
      title,
      expected: "at once",
      received: "after 400 ms",
      ...about,
    });
  });

  it("does not apply where the creation gave no id, nor to a crash", () => {
    const idless: ResourceState = { step: "read", exists: true, created: { ...created, id: "" } };
    expect(
      violationsOf(lifecycle, caseOf({ ...paths, resource: idless }), answerOf(404, {}), {
        operation: "get-invoice",
      }),
    ).toBeUndefined();
    const tried = caseOf({ ...paths, resource: { step: "read", exists: true, created } });
    const answers = [500, 503].map((status) => answerOf(status, {}));
    expect(answers.map((answer) => violationsOf(lifecycle, tried, answer))).toEqual([undefined, undefined]);
    expect(violationsOf(lifecycle, tried, answerOf(499, {}))).toHaveLength(1);
  });
});

describe("what lifecycle says of a deletion", () => {
  const request = (path: string) => ({ method: "DELETE", path, headers: {} });
  /** The names of what is said of requests one after another. */
  const named = (...steps: [ResourceState["step"], boolean, number, string?][]) => {
    const memory = newMemory();
    return steps.map(([step, exists, status, path = "/invoices/1"]) =>
      violationsOf(
        lifecycle,
        caseOf({ request: request(path), resource: { step, exists, created } }),
        answerOf(status, { invoice: created }),
        { operation: step === "read" ? "get-invoice" : "delete-invoice", memory },
      )?.map(({ subject }) => subjectText(subject)),
    );
  };

  it("tells of a refusal by what was refused", () => {
    expect(named(["read", true, 404])).toEqual([["read-refused"]]);
    expect(named(["delete", true, 404])).toEqual([["delete-refused"]]);
  });

  it("tells of what is gone since another was deleted", () => {
    const second = "/invoices/2";
    expect(named(["read", true, 200, second], ["delete", true, 200], ["read", true, 404, second])[2]).toEqual(
      ["others-gone"],
    );
    expect(named(["delete", true, 200], ["read", true, 404, second])[1]).toEqual(["read-refused"]);
    expect(named(["delete", true, 200], ["read", true, 404])).toEqual([[], ["read-refused"]]);
    expect(named(["read", true, 200], ["read", true, 404])).toEqual([[], ["read-refused"]]);
  });

  it("takes what could not be deleted for still there", () => {
    expect(named(["delete", true, 403], ["read", false, 200])).toEqual([["delete-refused"], []]);
    expect(named(["delete", true, 403], ["read", false, 200, "/invoices/2"])[1]).toEqual([
      "read-after-delete",
    ]);
    expect(named(["read", true, 403], ["read", false, 200])[1]).toEqual(["read-after-delete"]);
  });

  it("says that it is violated, and observes what the docs leave open", () => {
    const say = (step: ResourceState["step"], exists: boolean, status: number) =>
      told(
        violationsOf(lifecycle, caseOf({ resource: { step, exists, created } }), answerOf(status, {}), {
          operation: "delete-invoice",
        }),
      );
    const about = {
      at: "",
      docs: "/paths/delete-invoice",
      clause: "delete-invoice: DELETE /invoices/{invoiceId}.",
    };
    expect(say("delete", true, 403)).toEqual([
      {
        severity: "violation",
        subject: { kind: "named", name: "delete-refused" },
        title: "a resource that exists cannot be deleted",
        expected: "a success",
        received: 403,
        ...about,
      },
    ]);
    expect(say("delete", false, 200)).toEqual([
      {
        severity: "observation",
        subject: { kind: "named", name: "delete-repeated" },
        title: "deleting what is deleted succeeds",
        expected: "a client error or a success",
        received: 200,
        ...about,
      },
    ]);
    expect(say("read", false, 200)).toEqual([
      {
        severity: "violation",
        subject: { kind: "named", name: "read-after-delete" },
        title: "a deleted resource can still be read",
        expected: "a client error",
        received: 200,
        ...about,
      },
    ]);
  });
});
