import { describe, expect, it } from "vitest";
import type { Draft } from "../../../src/cases/kind.ts";
import { instancePointer } from "../../../src/contract/pointers.ts";
import type { RequestInstance } from "../../../src/contract/request-schema.ts";
import type { Json } from "../../../src/core/json.ts";
import { isObject } from "../../../src/core/json.ts";
import { randomOf, seedOf } from "../../../src/core/seed.ts";
import { follow, hint, shrink } from "../../../src/engine/shrink.ts";
import { OperationUnderTest } from "../../../src/generation/operation-under-test.ts";
import { contract } from "../../fixtures/project.ts";

const underTest = new OperationUnderTest(contract, contract.operations["create-calendar"]!, 1);
const draftOf = (body: Json): Draft => ({ name: "0", expect: "accept", body, priority: 0 });

/** A valid body that has a field, the first in the order of seeds. */
function bodyWith(field: string): Json {
  for (let index = 0; ; index++) {
    const { body: value } = underTest.requests.random(randomOf(seedOf(index, "shrink")));
    if (isObject(value) && Object.hasOwn(value, field)) return value;
  }
}

describe("shrinking", () => {
  it.each(["notes", "slotDuration", "openHours", "lookBusyConfig"])(
    "leaves what is required and %s",
    async (field) => {
      const draft = draftOf(bodyWith(field));
      const trips = async ({ body }: RequestInstance) => isObject(body) && Object.hasOwn(body, field);
      const { request, path } = await shrink(underTest, draft, trips, 10_000);
      expect(Object.keys(request.body as object).sort()).toEqual(["locationId", "name", field].sort());
      expect(follow(underTest, draft, path)).toEqual(request);
    },
  );

  it("keeps what a rule demands of the field", async () => {
    const draft = draftOf(bodyWith("enableRecurring"));
    const trips = async ({ body }: RequestInstance) => isObject(body) && body.enableRecurring === true;
    const start = {
      ...(draft.body as object),
      enableRecurring: true,
      calendarType: "personal",
      teamMembers: [{ userId: "u" }],
    };
    const whole = draftOf(start);
    const { body } = (await shrink(underTest, whole, trips, 10_000)).request;
    expect(Object.keys(body as object).sort()).toEqual([
      "enableRecurring",
      "locationId",
      "name",
      "teamMembers",
    ]);
    expect(underTest.accepts(body)).toBe(true);
  });

  it("asks no more often than it may, and then keeps what it has", async () => {
    const draft = draftOf(bodyWith("notes"));
    let asked = 0;
    await shrink(underTest, draft, async () => ++asked > 0, 7);
    expect(asked).toBeLessThanOrEqual(7);
  });

  it("keeps the one fault of a body that must be refused", async () => {
    const body = { ...(bodyWith("notes") as object), notes: 5 } as unknown as Json;
    const draft: Draft = {
      ...draftOf(body),
      expect: "reject",
      fault: {
        kind: "schema",
        at: instancePointer("/notes"),
        keyword: "type",
        docs: "#",
        expected: "string",
      },
    };
    const shrunk = await shrink(underTest, draft, async () => true, 10_000);
    expect(shrunk.request.body).toMatchObject({ notes: 5 });
    expect(Object.keys(shrunk.request.body as object).sort()).toEqual(["locationId", "name", "notes"]);
  });

  it("leaves the body alone where a guard is lacking", async () => {
    const fault = { kind: "token", guard: "no-token", docs: "#", expected: "a token" } as const;
    const draft: Draft = { ...draftOf(bodyWith("notes")), expect: "reject", fault };
    const shrunk = await shrink(underTest, draft, async () => true, 10_000);
    expect(shrunk).toEqual({ request: { ...underTest.baseParameters, body: draft.body }, path: "0" });
  });

  it("first tries the place of the finding alone, with the value that tripped it", () => {
    const body = bodyWith("notes");
    const start = hint(underTest, draftOf(body), [instancePointer("/notes")], 1) as { notes: string };
    expect(Object.keys(start).sort()).toEqual(["locationId", "name", "notes"]);
    expect(start.notes).toBe((body as { notes: string }).notes);
  });
});
