import fc from "fast-check";
import type { LinkedRequest } from "../contract/client.ts";
import type { Link, Operation } from "../contract/contract.ts";
import { isSuccess, resourceOf } from "../contract/resource.ts";
import { idOf, ResourcePath } from "../contract/resource-path.ts";
import { own, valueAt } from "../core/json.ts";
import { randomOf, seedOf } from "../core/seed.ts";
import { jsonOf } from "../http/exchange.ts";
import { throughClient } from "../http/through-client.ts";
import type { Draft, Kind, KindContext, Scenario } from "./kind.ts";
import { PRIORITY } from "./priority.ts";

/** Number of scenarios, and of the commands of each at most. */
const SCENARIOS = 5;
const COMMANDS = 9;

/** Create, read, read again, delete, read and delete what is deleted: in random orders over several resources, against a model. */
export const lifecycle: Kind = {
  id: "lifecycle",
  sends: "create, read and delete, in random orders",
  drafts: scenarios,
  named(context, name) {
    const wanted = scenarioOf(name);
    const first = wanted === TRIAL ? trial(context) : undefined;
    return first ?? [...scenarios(context)].find((scenario) => scenario.name === wanted);
  },
};

/** The name of the scenario by which a run in an account begins. */
export const TRIAL = "trial";

/** One short life, which shows whether a run can read and delete what it makes; undefined where there is no such request. */
export function trial(context: KindContext): Scenario | undefined {
  const linked = linkedOperations(context);
  if (linked.remove === undefined) return undefined;
  const commands = [new Create(), new Use("read", 0), new Use("delete", 0), new Use("read", 0)];
  return {
    name: TRIAL,
    priority: PRIORITY.lifecycle,
    requests: commands.length,
    run: (play) => runAll(context, linked, TRIAL, commands, play),
  };
}

function* scenarios(context: KindContext): Iterable<Scenario> {
  const linked = linkedOperations(context);
  if (linked.read === undefined && linked.remove === undefined) return;
  const commands = fc.commands(
    [
      fc.constant(new Create()),
      fc.nat(9).map((nth) => new Use("read", nth)),
      fc.nat(9).map((nth) => new Use("delete", nth)),
    ],
    { size: "max", maxCommands: COMMANDS },
  );
  for (let index = 0; index < SCENARIOS; index++) {
    const [sampled] = fc.sample(commands, {
      seed: seedOf(context.underTest.seed, `lifecycle/${index}`),
      numRuns: 1,
    });
    const fixed =
      index === 0
        ? twoLives(seedOf(context.underTest.seed, "lifecycle"))
        : [new Create(), ...(sampled ?? [])];
    yield {
      name: String(index),
      priority: index === 0 ? PRIORITY.lifecycle : PRIORITY.furtherLifecycle,
      requests: fixed.length,
      run: (play) => runAll(context, linked, String(index), fixed, play),
    };
  }
}

/** The name of one request of a scenario, without the part that depends on the command. */
const stepName = (scenario: string, step: number): string => `${scenario}/${step}`;

/** The name of the scenario that a request belongs to, read from a name that `stepName` has written. */
const scenarioOf = (name: string): string | undefined => name.split("/")[0];

interface Made {
  readonly id: string;
  readonly created: unknown;
  exists: boolean;
}

interface Model {
  readonly made: Made[];
}

type Play = Parameters<Scenario["run"]>[0];

interface Real {
  readonly play: Play;
  readonly context: KindContext;
  readonly linked: Linked;
  readonly name: () => string;
}

type Command = fc.AsyncCommand<Model, Real>;

class Create implements Command {
  check = (): boolean => true;

  async run(model: Model, { play, context, name }: Real): Promise<void> {
    const label = name();
    const body = context.underTest.baseInstance([], seedOf(context.underTest.seed, `lifecycle/${label}`));
    if (body === undefined) return;
    const answer = await play({ name: `${label}-create`, expect: "accept", body, priority: PRIORITY.step });
    const resource = resourceOf(context.underTest.operation);
    const json = answer && isSuccess(answer.status) ? jsonOf(answer) : undefined;
    const id = resource && idOf(valueAt(json, resource.id));
    if (id !== undefined)
      model.made.push({ id, created: valueAt(json, resource?.pointer ?? ""), exists: true });
  }

  toString = (): string => "create";
}

/** Reads or deletes one of the created resources, deleted or not. */
class Use implements Command {
  readonly #step: "read" | "delete";
  readonly #nth: number;

  constructor(step: "read" | "delete", nth: number) {
    this.#step = step;
    this.#nth = nth;
  }

  check = (model: Readonly<Model>): boolean => model.made.length > 0;

  async run(model: Model, { play, linked, name }: Real): Promise<void> {
    const made = model.made[this.#nth % model.made.length];
    const target = this.#step === "read" ? linked.read : linked.remove;
    if (!made || !target) return;
    const { operation, parameter, request } = target;
    if (new ResourcePath(operation.path, parameter).of(made.id) === undefined) return;
    const resource = { step: this.#step, exists: made.exists, created: made.created };
    const draft: Draft = {
      name: `${name()}-${this.#step}${made.exists ? "" : "-gone"}`,
      expect: made.exists ? "accept" : "observe",
      priority: PRIORITY.step,
    };
    const answer = await throughClient((options) => request(options, { [parameter]: made.id }), {
      // The headers of a case are those of the run, which plays it.
      ...{ token: "", userAgent: "" },
      send: ({ path }) => play({ ...draft, target: () => path }, { operation, resource }),
    });
    if (this.#step !== "delete") return;
    // Without an answer the resource's state is unknown, so the model forgets it.
    if (answer === undefined) model.made.splice(model.made.indexOf(made), 1);
    else if (isSuccess(answer.status)) made.exists = false;
  }

  toString = (): string => `${this.#step} ${this.#nth}`;
}

/**
 * Two lives in one random order: one resource is created, read twice, deleted, read and deleted again; the other is
 * created and must still exist.
 */
function twoLives(seed: number): Command[] {
  const lives = [
    ["create", "read", "read", "delete", "read", "delete"],
    ["create", "read"],
  ];
  const random = randomOf(seed);
  const born: (number | undefined)[] = [];
  const commands: Command[] = [];
  while (lives.some((life) => life.length > 0)) {
    const whose = random.nextInt(0, lives.length - 1);
    const step = lives[whose]?.shift();
    if (step === undefined) continue;
    if (step === "create") born[whose] = born.filter((index) => index !== undefined).length;
    commands.push(
      step === "create" ? new Create() : new Use(step === "read" ? "read" : "delete", born[whose] ?? 0),
    );
  }
  // The other life goes on after the first has ended: that deleting one leaves the others is part of the model.
  commands.push(new Use("read", born[1] ?? 0));
  return commands;
}

interface LinkedOperation {
  readonly operation: Operation;
  /** The parameter that takes the resource's id. */
  readonly parameter: string;
  readonly request: LinkedRequest;
}

interface Linked {
  readonly read: LinkedOperation | undefined;
  readonly remove: LinkedOperation | undefined;
}

/** The operations that the creation links to, told apart by their methods. */
function linkedOperations({ underTest: { contract, operation } }: KindContext): Linked {
  const requests = own(contract.linked, operation.id);
  const linked = operation.links.flatMap(({ operationId, parameters }: Link): LinkedOperation[] => {
    const [parameter] = Object.keys(parameters);
    const [target, request] = [contract.operations[operationId], own(requests, operationId)];
    return target && request && parameter !== undefined ? [{ operation: target, parameter, request }] : [];
  });
  const find = (method: string) => linked.find(({ operation }) => operation.method === method);
  return { read: find("GET"), remove: find("DELETE") };
}

async function runAll(
  context: KindContext,
  linked: Linked,
  scenario: string,
  commands: readonly Command[],
  play: Play,
): Promise<void> {
  let step = 0;
  const real: Real = { play, context, linked, name: () => stepName(scenario, step++) };
  await fc.asyncModelRun(() => ({ model: { made: [] }, real }), commands);
}
