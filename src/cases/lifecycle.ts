import fc from "fast-check";
import type { Operation } from "../contract/contract.ts";
import { randomOf, seedOf } from "../core/seed.ts";
import type { Kind, KindContext, Scenario } from "./kind.ts";
import { PRIORITY } from "./priority.ts";
import { furtherGuards, type Guard, Knock, tokenGuards } from "./shared/knock.ts";
import { type Command, Create, type Real, Use } from "./shared/life.ts";
import {
  emptyBody,
  emptyPairsBody,
  fullBody,
  hollowBody,
  listedBody,
  listedCount,
  type MakeBody,
  oddBody,
  richBody,
} from "./shared/life-bodies.ts";
import { type Linked, linkedOperations, type Step } from "./shared/linked-operations.ts";

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
  if (linked.delete === undefined) return undefined;
  const listed = linked.list ? [new Use("list", 0)] : [];
  const commands = [new Create(), new Use("read", 0), new Use("delete", 0), new Use("read", 0), ...listed];
  return {
    name: TRIAL,
    priority: PRIORITY.lifecycle,
    requests: commands.length,
    creates: creationsOf(commands),
    run: (play) => runAll(context, linked, TRIAL, commands, play),
  };
}

function* scenarios(context: KindContext): Iterable<Scenario> {
  const linked = linkedOperations(context);
  if (linked.maker !== context.underTest) {
    yield* linkedScenarios(context, linked);
    return;
  }
  if (linked.read === undefined && linked.delete === undefined) return;
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
        ? twoLives(seedOf(context.underTest.seed, "lifecycle"), linked)
        : anyLife(sampled ?? [], linked);
    yield {
      name: String(index),
      priority: index === 0 ? PRIORITY.lifecycle : PRIORITY.furtherLifecycle,
      requests: fixed.length,
      creates: creationsOf(fixed),
      ...(index === 0 ? { again: MADE_AGAIN } : {}),
      run: (play) => runAll(context, linked, String(index), fixed, play),
    };
    if (index === 0) yield* guarded(context, linked);
  }
}

/** A life of any commands, with a list at its end. */
const anyLife = (commands: Iterable<Command>, { list }: Linked): Command[] => [
  new Create(),
  ...commands,
  ...(list ? [new Use("list", 0)] : []),
];

const creationsOf = (commands: readonly Command[]): number =>
  commands.filter((command) => command instanceof Create).length;

/** Requests that the first scenario, and each of the guards, sends more where its bodies are refused. */
const MADE_AGAIN = 3;
const GUARDED_AGAIN = 2;

const GUARDS = "guards";
const FURTHER_GUARDS = "further-guards";
const LISTED = "listed";

const KNOCKED = ["read", "list", "delete"] as const;

/** Reads, lists and deletions of one resource without what guards them: a token first, then all else. */
function* guarded(context: KindContext, linked: Linked): Iterable<Scenario> {
  const knocks = (guards: (operation: Operation) => readonly Guard[]) =>
    KNOCKED.flatMap((step): Command[] => {
      const operation = linked[step]?.operation;
      return operation ? guards(operation).map((guard) => new Knock(step, guard)) : [];
    });
  const tokens = knocks(tokenGuards);
  const further = knocks(furtherGuards);
  const scenarios = [
    {
      name: GUARDS,
      priority: PRIORITY.guards,
      commands: [new Create(oddBody, hollowBody), new Use("read", 0), new Use("list", 0), ...tokens],
    },
    {
      name: FURTHER_GUARDS,
      priority: PRIORITY.furtherGuards,
      commands: [new Create(), new Use("list", 0), ...further],
    },
    { name: LISTED, priority: PRIORITY.listedLife, commands: ofEachKind(linked) },
  ];
  for (const { name, priority, commands } of scenarios)
    yield {
      name,
      priority,
      requests: commands.length,
      creates: creationsOf(commands),
      again: Math.max(GUARDED_AGAIN, creationsOf(commands)),
      run: (play) => runAll(context, linked, name, commands, play),
    };
}

/** Resources of every kind that lists of values tell apart: each is made and read, then all are listed, deleted, and one looked for. */
function ofEachKind(linked: Linked): Command[] {
  const each = Array.from({ length: listedCount(linked.maker) }, (_, nth) => nth);
  const uses = (step: Step): Command[] =>
    linked[step] ? each.map((nth): Command => new Use(step, nth)) : [];
  return [
    ...each.map((nth) => new Create(listedBody(nth))),
    ...uses("read"),
    ...uses("list").slice(0, 1),
    ...uses("delete"),
    ...uses("read").slice(1, 2),
  ];
}

/** The name of one request of a scenario, without the part that depends on the command. */
const stepName = (scenario: string, step: number): string => `${scenario}/${step}`;

/** The name of the scenario that a request belongs to, read from a name that `stepName` has written. */
const scenarioOf = (name: string): string | undefined => name.split("/")[0];

/** The bodies of the two lives, each with those that take its place where it is refused. */
const BODIES: readonly (readonly MakeBody[])[] = [
  [richBody, fullBody],
  [emptyPairsBody, emptyBody],
];

/**
 * Two lives in one random order: one resource is created, read, deleted, read and deleted again; the other is created and must
 * still exist, in a list too. One body has all fields, the other one empty values.
 */
function twoLives(seed: number, linked: Linked): Command[] {
  const lives: Step[][] = [["read", "delete", "read", "delete"], ["read"]];
  const random = randomOf(seed);
  const first = random.nextInt(0, 1);
  const born = [first, 1 - first];
  const oldest = born.indexOf(0);
  const creations = [oldest, 1 - oldest].map((whose) => new Create(...(BODIES[whose] ?? [])));
  // What was made first is read while there is another, so that it is not the last one that is asked for.
  const commands: Command[] = [...creations, new Use("read", 0)];
  lives[oldest]?.shift();
  while (lives.some((life) => life.length > 0)) {
    const whose = random.nextInt(0, lives.length - 1);
    const step = lives[whose]?.shift();
    if (step !== undefined) commands.push(new Use(step, born[whose] ?? 0));
  }
  // The other life goes on after the first has ended: that deleting one leaves the others is part of the model.
  if (linked.list) commands.push(new Use("list", born[0] ?? 0), new Use("list", born[1] ?? 0));
  commands.push(new Use("read", born[1] ?? 0));
  return commands;
}

/** Number of items of a page, so that a few resources stand on several. */
const FEW = 2;

/** Lives of what another operation makes: each step with the resource that it is about. */
const LIVES = [
  [["create"], ["list", 0], ["update", 0], ["read", 0], ["update", 0], ["read", 0]],
  [["create"], ["create"], ["list", 1], ["delete", 0], ["read", 0], ["list", 0], ["list", 1], ["update", 0]],
  [["create"], ["create"], ["delete", 1], ["delete", 1], ["read", 1], ["read", 0]],
] as const;

/** A list of more resources than stand on one of its pages. */
const PAGED: readonly Command[] = [
  new Create(),
  new Create(),
  new Create(),
  new Use("list", 0, FEW),
  new Use("list", 2, FEW),
];

/** The steps around any operation; others are asked where they are tested themselves. */
const AROUND: ReadonlySet<string> = new Set(["read", "delete"]);

/** Scenarios of an operation about what another one makes: those lives that it has a part in. */
function* linkedScenarios(context: KindContext, linked: Linked): Iterable<Scenario> {
  const { operation } = context.underTest;
  const isTested = (step: Step): boolean => linked[step]?.operation === operation;
  for (const [index, life] of LIVES.entries()) {
    if (!life.some(([step]) => step !== "create" && isTested(step))) continue;
    const commands = life.flatMap(([step, nth = 0]): Command[] => {
      if (step === "create") return [new Create()];
      return linked[step] && (AROUND.has(step) || isTested(step)) ? [new Use(step, nth)] : [];
    });
    yield {
      name: String(index),
      priority: PRIORITY.lifecycle,
      requests: commands.length,
      run: (play) => runAll(context, linked, String(index), commands, play),
    };
  }
  if (!isTested("list") || linked.list?.pages?.size === undefined) return;
  yield {
    name: "pages",
    priority: PRIORITY.lifecycle,
    requests: PAGED.length,
    run: (play) => runAll(context, linked, "pages", PAGED, play),
  };
}

async function runAll(
  context: KindContext,
  linked: Linked,
  scenario: string,
  commands: readonly Command[],
  play: Real["play"],
): Promise<void> {
  let step = 0;
  const real: Real = { play, context, linked, name: () => stepName(scenario, step++) };
  await fc.asyncModelRun(() => ({ model: { made: [] }, real }), commands);
}
