import { expect, it } from "vitest";
import { Sender } from "../../../src/engine/sender.ts";
import { Budget } from "../../../src/http/retry.ts";
import { made, tinyTarget } from "./tiny-run.ts";

const REQUEST = { method: "POST", path: "/invoices", headers: {}, body: "{}" };

it("a sender counts what it sends against the run's ceiling, or against another one", async () => {
  const target = tinyTarget();
  const sender = new Sender(target, new Budget(3));
  expect(await sender.send(REQUEST)).toEqual(made(REQUEST, 1));
  expect([sender.sent, sender.retried, sender.left]).toEqual([1, 0, 2]);
  const own = new Budget(5);
  await sender.send(REQUEST, own);
  expect([sender.sent, sender.left, own.left]).toEqual([1, 2, 4]);
  await sender.repeat(REQUEST);
  expect([sender.sent, sender.retried, sender.left]).toEqual([2, 1, 1]);
  await sender.send(REQUEST);
  expect(await sender.send(REQUEST)).toMatchObject({ reason: "other" });
  expect(target.asked).toHaveLength(4);
});
