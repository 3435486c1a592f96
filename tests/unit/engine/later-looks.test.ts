import { describe, expect, it } from "vitest";
import { LaterLooks, type ListReader } from "../../../src/engine/later-looks.ts";
import type { Answer, Case, ResourceState, TransportFailure } from "../../../src/http/exchange.ts";
import { answered, caseNamed } from "./cases.ts";

const about = (step: ResourceState["step"], exists: boolean, operation = "o"): Case =>
  caseNamed("read", { operation, resource: { step, exists } });

const FAILED: TransportFailure = { reason: "reset", message: "reset" };

/** No list is read. */
const LISTS: ListReader = { followed: async (sent) => sent, holds: () => undefined };

/** Looks with answers that come one after the other, the last one again and again. */
function looker(...answers: readonly (Answer | TransportFailure)[]) {
  let sent = 0;
  return {
    sent: () => sent,
    looks: new LaterLooks(
      {
        send: async () => answers[Math.min(sent++, answers.length - 1)] as Answer,
        canAsk: () => sent < 100,
      },
      LISTS,
      time,
    ),
  };
}

/** Time passes only while somebody waits. */
const clock = { now: 0 };
const time = {
  now: () => clock.now,
  pause: async (milliseconds: number) => {
    clock.now += milliseconds;
  },
};

describe("an answer that contradicts what was done just before", () => {
  it("is asked for again until it agrees, and then counts with its delay", async () => {
    const { looks, sent } = looker(answered(404), answered(200));
    const { case: settled, answer } = await looks.settled(about("read", true), answered(404));
    expect([answer.status, settled.resource?.delayMs, sent()]).toEqual([200, 300, 2]);
  });

  it("is asked for again where what was deleted is still read", async () => {
    const { looks } = looker(answered(404));
    const { case: settled, answer } = await looks.settled(about("read", false), answered(200));
    expect([answer.status, settled.resource?.delayMs]).toEqual([404, 100]);
  });

  it.each([400, 404, 422, 499])("is any refusal of what exists, as %i", async (status) => {
    const { looks } = looker(answered(200));
    expect((await looks.settled(about("read", true), answered(status))).answer.status).toBe(200);
  });

  it("counts as it came where it lasts two seconds, and is not asked for again the next time", async () => {
    const { looks, sent } = looker(answered(404));
    const first = await looks.settled(about("read", true), answered(410));
    expect([first.answer.status, first.case.resource?.delayMs, sent()]).toEqual([410, undefined, 5]);
    await looks.settled(about("read", true), answered(404));
    expect(sent()).toBe(5);
    await looks.settled(about("read", false), answered(200));
    expect(sent()).toBe(6);
  });

  it("counts as it came where nobody answers any more", async () => {
    const { looks } = looker(FAILED);
    expect((await looks.settled(about("read", true), answered(404))).answer.status).toBe(404);
  });

  it("counts as it came where no request is left", async () => {
    const looks = new LaterLooks({ send: () => expect.unreachable(), canAsk: () => false }, LISTS);
    expect((await looks.settled(about("read", true), answered(404))).answer.status).toBe(404);
  });
});

describe("nothing is asked again", () => {
  it.each<[string, Case, number]>([
    ["for a request about no resource", caseNamed("c"), 404],
    ["where a resource is read", about("read", true), 200],
    ["where what is gone is refused", about("read", false), 404],
    ["where what is gone is deleted once more", about("delete", false), 200],
    ["for a refused token", about("read", true), 401],
    ["for a refused account", about("read", true), 403],
    ["for an error of the server", about("read", true), 500],
  ])("%s", async (_, asked, status) => {
    const { looks, sent } = looker(answered(404));
    const settled = await looks.settled(asked, answered(status));
    expect([settled.answer.status, settled.case, sent()]).toEqual([status, asked, 0]);
  });
});
