import { describe, expect, it } from "vitest";
import { type Evidence, inconclusiveReason, verdictOf } from "../../../src/engine/verdict.ts";

const SOUND: Evidence = { findings: [], judged: 10, unanswered: 0 };
const finding = (severity: "violation" | "observation", status: "new" | "known" | "expired") => ({
  severity,
  status,
});

describe("the verdict", () => {
  it.each<[string, Partial<Evidence>, string]>([
    ["pass where nothing was found", {}, "pass"],
    ["pass where all that was found is known", { findings: [finding("violation", "known")] }, "pass"],
    ["pass where something was only observed", { findings: [finding("observation", "new")] }, "pass"],
    ["fail where a violation is new", { findings: [finding("violation", "new")] }, "fail"],
    ["fail where a known violation has expired", { findings: [finding("violation", "expired")] }, "fail"],
    ["fail where one of several fails", { findings: [finding("observation", "new"), finding("violation", "new")] }, "fail"],
    ["fail even where the run ended early", { findings: [finding("violation", "new")], reason: "stopped" }, "fail"],
    ["inconclusive where the run ended early", { reason: "stopped" }, "inconclusive"],
    ["inconclusive where nothing was judged", { judged: 0 }, "inconclusive"],
  ])("is %s", (_, evidence, want) => {
    expect(verdictOf({ ...SOUND, ...evidence })).toBe(want);
  }); // biome-ignore format: a table reads better in lines
});

describe("the reason why there is no verdict", () => {
  it.each<[Partial<Evidence>, string | undefined]>([
    [{}, undefined],
    [{ reason: "stopped", judged: 0, isStale: true }, "stopped"],
    [{ judged: 0 }, "no case was answered"],
    [{ judged: 0, unanswered: 0, skippedFor: "none fits" }, "no case was sent: none fits"],
    [{ judged: 0, unanswered: 1, skippedFor: "none fits" }, "no case was answered"],
    [{ judged: 1, skippedFor: "none fits" }, undefined],
    [
      { judged: 0, unrecorded: "get" },
      "there is no recording of get: npx contract record --operation get --target URL makes them",
    ],
    [{ judged: 1, unrecorded: "get" }, undefined],
    [{ judged: 0, hasOrphans: true }, "every recording is an orphan"],
    [{ hasOrphans: true }, undefined],
    [{ judged: 1, unanswered: 1 }, undefined],
    [{ judged: 1, unanswered: 2 }, "only 1 of 3 cases could be judged"],
    [{ judged: 1, unanswered: 2, isStale: true }, "only 1 of 3 cases could be judged"],
    [
      {
        silent: [
          { operation: "get", reason: "503" },
          { operation: "list", reason: "reset" },
        ],
      },
      "get, list could not be judged: not one request to it was answered, 503",
    ],
    [{ silent: [], isStale: false }, undefined],
    [{ isStale: true }, "every recording is older than --max-age: record again"],
  ])("of %o is %s", (evidence, want) => {
    expect(inconclusiveReason({ ...SOUND, ...evidence })).toBe(want);
  });
});
