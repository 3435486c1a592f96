import { describe, expect, it } from "vitest";
import { accountOf } from "../../src/account/environment.ts";
import type { About } from "../../src/cases/kind.ts";
import { plan } from "../../src/cases/shared/plan-case.ts";
import { Judging } from "../../src/engine/judging.ts";
import { covers, KnownDifferences } from "../../src/findings/deviations.ts";
import { loadDeviations } from "../../src/findings/deviations-file.ts";
import { type Finding, Findings } from "../../src/findings/finding.ts";
import { OperationUnderTest } from "../../src/generation/operation-under-test.ts";
import { loadProfile } from "../../src/sandbox/profile-file.ts";
import { OBSERVED_FILE } from "../../src/targets/open-target.ts";
import { contract, PROJECT } from "../fixtures/project.ts";
import { BESIDE, type Sent, type Step } from "./beside-known.ts";
import { bodyOf, CREATE, DELETE, type Plant, READ } from "./plant.ts";
import { openPlanted, plantedEndpoint, TOKEN } from "./target.ts";

const KNOWN = await loadDeviations(undefined, PROJECT);
const PROFILE = await loadProfile(OBSERVED_FILE, PROJECT);
const underTest = new OperationUnderTest(contract, contract.operations[CREATE]!, 42);
const account = accountOf(contract, openPlanted({}), 42, {});
const BASE = { locationId: "ocQHyuzHvysMo5N5VsXc", name: "beside what is known" };

/** The findings of a few requests to the endpoint as it was observed, with a plant in it. */
function findingsOf(plant: Plant, { body, then = [], target }: Sent): readonly Finding[] {
  const answerTo = plantedEndpoint(plant, PROFILE);
  const judging = new Judging(contract, new Findings(new KnownDifferences(KNOWN, true)));
  const play = (name: string, draft: object, about?: About) => {
    const bound = plan(
      "beside",
      { name, expect: "accept", priority: 1, ...draft },
      { underTest },
      { account, token: TOKEN, userAgent: "beside/1" },
      about,
    );
    if ("skipped" in bound) throw new RangeError(bound.skipped);
    const answer = answerTo(bound.case.request);
    judging.judge(bound.case, answer);
    return answer;
  };
  const expectation = target === undefined ? {} : { expect: "observe", target: () => target };
  const answer = play(target === undefined ? "create" : "trailing-slash", {
    body: { ...BASE, ...body },
    ...expectation,
  });
  const created = bodyOf(answer).calendar as { id?: string } | undefined;
  for (const step of then) play(step, { target: () => `/calendars/${created?.id}` }, aboutOf(step, created));
  return judging.findings;
}

const aboutOf = (step: Step, created: unknown): About => ({
  operation: contract.operations[step === "read" ? READ : DELETE]!,
  resource: { step, exists: true, created },
});

describe("a fault beside what is known", () => {
  it("is planted for each known difference, and 25 times or more", () => {
    expect(BESIDE.length).toBeGreaterThanOrEqual(25);
    expect([...new Set(BESIDE.map(([known]) => known))].sort()).toEqual(KNOWN.map((one) => one.covers));
    expect(new Set(BESIDE.map(([known, name]) => `${known} ${name}`)).size).toBe(BESIDE.length);
  });

  const rows = BESIDE.map(([known, name, ...row]) => [known, name, row] as const);

  it.each(rows)("%s: %s is new", (known, _, [sent, plant, place = known]) => {
    const found = findingsOf(typeof plant === "function" ? plant() : plant, sent);
    const news = found.filter(({ status, fingerprint }) => status === "new" && covers(place, fingerprint));
    expect(
      news.map(({ fingerprint }) => fingerprint),
      found.map(({ status, fingerprint }) => `${status} ${fingerprint}`).join("\n"),
    ).toHaveLength(1);
  });

  it.each(KNOWN.map((one) => [one.covers, one] as const))("%s alone is known", (known, deviation) => {
    const sents = BESIDE.filter(([of]) => of === known).map(([, , sent]) => sent);
    const seen = sents.flatMap((sent) => findingsOf({}, sent)).filter((one) => one.deviation === deviation);
    expect(seen.length).toBeGreaterThan(0);
    for (const { status } of seen) expect(status).toBe("known");
  });
});
