import { describe, expect, it } from "vitest";
import type { About, Draft, KindContext, Scenario } from "../../src/cases/kind.ts";
import { lifecycle } from "../../src/cases/lifecycle.ts";
import { resourceOf } from "../../src/checks/check.ts";
import { tokensOf } from "../../src/core/json.ts";
import { withoutPauses } from "../../src/core/slices.ts";
import { isGuardFault } from "../../src/generation/fault.ts";
import type { Answer } from "../../src/http/exchange.ts";
import { sampled } from "../fixtures/sampled.ts";
import { contextOf, everyContract, isScenario } from "./contexts.ts";
import { complaint } from "./independent.ts";

const contracts = await everyContract();

/** One request of a scenario, as the endpoint sees it. */
interface Sent {
  readonly step: "create" | "read" | "delete" | "list" | "knock";
  readonly id: string;
  readonly draft: Draft;
  readonly about: About | undefined;
}

/** An endpoint that keeps what it is sent, and answers with it. */
class Endpoint {
  readonly sent: Sent[] = [];
  readonly #context: KindContext;
  #count = 0;

  constructor(context: KindContext) {
    this.#context = context;
  }

  play = async (draft: Draft, about?: About): Promise<Answer> => {
    if (about === undefined) {
      const id = `made ${++this.#count}`;
      this.sent.push({ step: "create", id, draft, about });
      return answer(201, this.#created(id));
    }
    const id = about.resource?.id ?? decodeURIComponent(draft.target!("").split("/").at(-1)!);
    const step = (about.resource?.step ?? "knock") as Sent["step"];
    this.sent.push({ step, id, draft, about });
    return step === "knock" ? answer(401, {}) : answer(200, {});
  };

  #created(id: string): object {
    return tokensOf(resourceOf(this.#context.underTest.operation)!.id).reduceRight<unknown>(
      (inner, token) => ({ [token]: inner }),
      id,
    ) as object;
  }
}

const answer = (status: number, body: object): Answer => ({
  status,
  headers: {},
  text: JSON.stringify(body),
});

async function playAll(context: KindContext, all: readonly Scenario[]): Promise<Sent[][]> {
  const played: Sent[][] = [];
  for (const scenario of all) {
    const endpoint = new Endpoint(context);
    await scenario.run(endpoint.play);
    played.push(endpoint.sent);
  }
  return played;
}

for (const { options, rows } of sampled(contracts, 8))
  describe.each(rows)("lifecycles of $name", options, ({ context, lawful }) => {
    const scenariosOf = (seed: number) =>
      [...withoutPauses(lifecycle.drafts(contextOf(context.underTest.contract, seed)))].filter(isScenario);
    const stepsOf = (played: Sent[][]) => played.map((sent) => sent.map(({ step, id }) => `${step} ${id}`));

    it("have two lives in one order: the one that ends is read and deleted once more, the other is read after it", async () => {
      for (const seed of [1, 7, 42]) {
        const [first = []] = stepsOf(await playAll(context, scenariosOf(seed)));
        const [short, long] = ["made 1", "made 2"]
          .map((id) =>
            first
              .filter((step) => step.endsWith(id) && !step.startsWith("list"))
              .map((step) => step.split(" ")[0]),
          )
          .sort((a, b) => a.length - b.length);
        expect(long).toEqual(["create", "read", "delete", "read", "delete"]);
        expect(short).toEqual(["create", "read", "read"]);
        expect(first.at(-1)).toMatch(/^read/);
      }
    });

    it("know of each resource whether it exists, and expect no more than that", async () => {
      const played = await playAll(context, scenariosOf(7));
      expect(played.length).toBeGreaterThan(0);
      for (const sent of played) {
        const existing = new Set<string>();
        for (const { step, id, draft, about } of sent) {
          if (step === "knock") {
            // A list is about no single resource.
            if (about!.operation.path.includes("{")) expect(existing.has(id)).toBe(true);
            expect([draft.expect, isGuardFault(draft.fault)]).toEqual(["reject", true]);
            continue;
          }
          if (step === "create") {
            expect(complaint(lawful, draft.body)).toBeUndefined();
            existing.add(id);
            continue;
          }
          expect(about!.resource!.exists).toBe(existing.has(id));
          expect(draft.expect).toBe(existing.has(id) ? "accept" : "observe");
          expect(about!.operation.method).toBe(step === "delete" ? "DELETE" : "GET");
          if (step === "delete") existing.delete(id);
        }
      }
    });

    it("send no more requests than they say", async () => {
      for (const seed of [1, 2, 3]) {
        const scenarios = scenariosOf(seed);
        const played = await playAll(context, scenarios);
        expect(played.length).toBeGreaterThan(0);
        for (const [index, sent] of played.entries())
          expect(sent.length).toBeLessThanOrEqual(scenarios[index]!.requests);
      }
    });

    it("come in orders that the seed decides, with names of their own", async () => {
      const run = async (seed: number) => stepsOf(await playAll(context, scenariosOf(seed)));
      expect(await run(5)).toEqual(await run(5));
      expect(JSON.stringify(await run(5))).not.toBe(JSON.stringify(await run(6)));
      const names = (await playAll(context, scenariosOf(5))).flat().map(({ draft }) => draft.name);
      expect(new Set(names).size).toBe(names.length);
    });

    it("go on where nothing comes back", async () => {
      const scenarios = scenariosOf(42);
      expect(scenarios.length).toBeGreaterThan(0);
      for (const scenario of scenarios)
        await expect(scenario.run(async () => undefined)).resolves.toBeUndefined();
    });
  });
