import { caseIdentity } from "../../../src/http/case-origin.ts";
import type { Answer, Case } from "../../../src/http/exchange.ts";

/** A case of no particular operation. */
export const caseNamed = (name: string, more: Partial<Case> = {}): Case => ({
  ...caseIdentity("k", name),
  operation: "o",
  expect: "accept",
  seed: 1,
  request: { method: "POST", path: "/", headers: {} },
  ...more,
});

export const answered = (status: number): Answer => ({ status, headers: {}, text: "{}" });
