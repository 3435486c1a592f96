import type { About, Draft, Planned, Scenario, Supplied } from "../cases/kind.ts";
import { plan } from "../cases/shared/plan-case.ts";
import type { Operation } from "../contract/contract.ts";
import { outerValues } from "../contract/nested-path.ts";
import { PathTemplate } from "../contract/path-template.ts";
import { caseIdentity, identityOf } from "../http/case-origin.ts";
import type { Answer, Case } from "../http/exchange.ts";
import type { RunEvent, SkippedEvent } from "./events.ts";
import type { PreparedRun } from "./prepare.ts";
import type { Room } from "./room.ts";
import type { Supplies } from "./supplies.ts";

/** The means to play the requests of a scenario. */
export interface ScenarioParts {
  readonly run: PreparedRun;
  readonly supplies?: Supplies | undefined;
  /** The room that is taken for the scenario, and for what comes before it. */
  readonly taken?: Room | undefined;
  /** Plays one request. */
  play(
    sent: Case,
    draft?: Draft,
  ): Promise<{ readonly events: readonly RunEvent[]; readonly answer?: Answer }>;
  /** True if another request may be sent. */
  goesOn(): boolean;
}

/** Plays the requests of a scenario one after the other, in what has to be there before it. @returns all of their events */
export async function playScenario(
  kind: string,
  scenario: Scenario,
  parts: ScenarioParts,
): Promise<readonly RunEvent[]> {
  const events: RunEvent[] = [];
  const { maker, context } = parts.run;
  const run = (supplied?: Supplied) =>
    scenario.run((draft, about) => {
      const operation = about?.operation ?? context.underTest.operation;
      const own = operation === maker || !supplied ? draft : below(draft, maker, supplied, operation);
      return step(kind, supplied && operation === maker ? { ...draft, supplied } : own, about, parts, events);
    });
  const supplies = suppliesOf(parts);
  if (!supplies) await run();
  else
    await supplies.with(
      { name: scenario.name, expect: "accept", priority: 0 },
      async (one) => {
        if ("draft" in one) await run(one.draft.supplied);
        else events.push(skipped(caseIdentity(kind, scenario.name), one.reason));
        return {};
      },
      maker,
      parts.taken,
    );
  return events;
}

/** The supplies of what has to be there before a case or scenario. */
export function suppliesBefore(planned: Planned, parts: Before): Supplies | undefined {
  if ("scenario" in planned) return suppliesOf(parts);
  return "case" in planned && planned.draft ? parts.supplies : undefined;
}

type Before = Pick<ScenarioParts, "run" | "supplies">;

/** The supplies of a scenario: one about what another operation makes makes it itself, in what comes before that. */
const suppliesOf = ({ run: { maker, context }, supplies }: Before): Supplies | undefined =>
  context.underTest.operation === maker ? supplies : supplies?.before;

/** A draft about what was made in something else, with the ids of that in its path. */
function below(draft: Draft, { path }: Operation, { path: values }: Supplied, operation: Operation): Draft {
  const ids = new PathTemplate(path).names.map((name) => String(values[name] ?? ""));
  const outer = Object.entries(outerValues(path, ids, operation.path));
  if (outer.length === 0) return draft;
  const { supplied, target } = draft;
  const filled = (written: string): string =>
    outer.reduce((text, [name, value]) => {
      const id = encodeURIComponent(String(value));
      return text.replaceAll(`{${name}}`, id).replaceAll(`%7B${encodeURIComponent(name)}%7D`, id);
    }, written);
  return {
    ...draft,
    supplied: { query: {}, ...supplied, path: { ...Object.fromEntries(outer), ...supplied?.path } },
    ...(target ? { target: (usual: string) => filled(target(usual)) } : {}),
  };
}

async function step(
  kind: string,
  draft: Draft,
  about: About | undefined,
  { run, play, goesOn }: ScenarioParts,
  events: RunEvent[],
): Promise<Answer | undefined> {
  const bound = plan(kind, draft, run.context, run.envelope, about);
  if ("skipped" in bound) events.push(skipped(bound, bound.skipped));
  if ("skipped" in bound || !goesOn()) return undefined;
  const played = await play(bound.case, about ? undefined : draft);
  events.push(...played.events);
  return played.answer;
}

/** The event of a case that is not sent. */
export const skipped = (identity: Parameters<typeof identityOf>[0], reason: string): SkippedEvent => ({
  type: "skipped",
  ...identityOf(identity),
  reason,
});
