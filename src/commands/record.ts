import { join, relative } from "node:path";
import { defaultOperation, type Env } from "../account/environment.ts";
import { leakIn } from "../checks/leak.ts";
import { SuiteError } from "../core/errors.ts";
import { stderr, stdout } from "../core/output/printer.ts";
import { RECORDED_OPERATIONS_DIR } from "../core/project.ts";
import { ROOT } from "../core/root.ts";
import { prepareInSlices, type RunOptions } from "../engine/prepare.ts";
import { run } from "../engine/run.ts";
import { RunResult } from "../engine/run-result.ts";
import type { Exchange, Provenance, Target } from "../http/exchange.ts";
import { withoutPrivate } from "../recordings/pseudonymize-exchanges.ts";
import { writeRecordings } from "../recordings/write-recordings.ts";
import { TOKEN_NAME } from "../redact/secret.ts";
import { RECORDINGS_DIR } from "../targets/open-target.ts";
import { EXIT } from "./exit.ts";
import { type Interrupt, onInterrupt } from "./interrupt.ts";
import { Progress } from "./progress.ts";
import { closeOptions, type RunArguments, runOptions } from "./run-options.ts";

/**
 * `contract record`: runs the default plan and keeps the exchanges under `tests/recordings/`, without private values. A
 * run that reaches no verdict changes nothing there, and cases that it does not reach stay unless `--prune` drops them.
 */
export async function recordCommand(given: RunArguments, env: Env): Promise<number> {
  if (given.target === "recorded")
    throw new SuiteError("--target recorded: recordings cannot be recorded; name sandbox, observed or a URL");
  const interrupt = onInterrupt();
  try {
    const shown = new Progress(stderr);
    const options = await runOptions(given, env, interrupt.signal, shown.wait);
    shown.begin(options.requests);
    const [, ...others] = options.operations ?? [];
    let status = await recordRun(options, given, interrupt, shown);
    for (const operation of others) {
      const next = await runOptions({ ...given, operation }, env, interrupt.signal, shown.wait);
      status = Math.max(status, await recordRun(next, given, interrupt, shown));
    }
    return status;
  } finally {
    interrupt.off();
  }
}

async function recordRun(
  options: RunOptions,
  given: RunArguments,
  interrupt: Interrupt,
  shown: Progress,
): Promise<number> {
  try {
    const { exchanges, reason } = await played(options, interrupt, shown);
    if (reason !== undefined) {
      stderr.line(`nothing recorded, and what was there stays: ${reason}`);
      return EXIT.inconclusive;
    }
    const files = await keep(options, exchanges, given);
    for (const file of files) stdout.line(relative(ROOT, file));
    return EXIT.pass;
  } finally {
    await closeOptions(options);
  }
}

/** Characters of all answers' bodies in the recordings of a run, at most: they are kept in a repository. */
const MOST_CHARACTERS = 64 * 1024 * 1024;

/** The run's exchanges, and the reason why they are not to be kept. */
async function played(
  options: RunOptions,
  interrupt: Interrupt,
  shown: Progress,
): Promise<{ readonly exchanges: readonly Exchange[]; readonly reason: string | undefined }> {
  const prepared = await prepareInSlices(options);
  interrupt.watch(prepared.cleanup);
  const result = new RunResult(prepared);
  const exchanges: Exchange[] = [];
  let unanswered = 0;
  let tooLarge = 0;
  let left = MOST_CHARACTERS;
  for await (const event of run(prepared)) {
    result.add(event);
    shown.add(event);
    if (event.type !== "exchanged") continue;
    const { answer } = event.exchange;
    if (answer === undefined) unanswered += 1;
    else if (answer.excess !== undefined || answer.text.length > left) tooLarge += 1;
    else {
      left -= answer.text.length;
      exchanges.push(event.exchange);
    }
  }
  if (unanswered > 0 && result.reason === undefined)
    stderr.line(`${unanswered} of the requests got no answer, and are not recorded`);
  if (tooLarge > 0 && result.reason === undefined)
    stderr.line(`${tooLarge} of the answers are too large to be recorded`);
  const reason = result.reason ?? (exchanges.length === 0 ? "no case was answered" : undefined);
  return { exchanges, reason };
}

function keep(
  options: RunOptions,
  exchanges: readonly Exchange[],
  { only, prune = false }: RunArguments,
): Promise<string[]> {
  const { target, contract, account } = options;
  const { token } = target;
  const now = Date.now();
  return writeRecordings({
    dir: join(ROOT, folderOf(options)),
    contract,
    provenance: provenanceOf(target, contract.hash, now),
    exchanges: withoutPrivate(exchanges, { contract, token, ...account, now }),
    token,
    prune: (kind) => prune && isAsked(kind, only),
    keeps: (kind) => !prune && isAsked(kind, only),
    log: (line) => stderr.line(line),
    // A leak in a header is a finding of the run, and must be one of the recording.
    reportable: (header) => (header.includes(TOKEN_NAME) ? TOKEN_NAME : leakIn(header)),
  });
}

/** Folder of an operation's recordings, from the project's root. */
const folderOf = ({ contract, operation }: RunOptions): string =>
  operation === defaultOperation(contract) ? RECORDINGS_DIR : join(RECORDED_OPERATIONS_DIR, operation);

/** True if a kind is to be recorded: all of them, or those that `--only` names. */
const isAsked = (kind: string, only: string | undefined): boolean =>
  only === undefined || only.split(",").some((name) => name.trim() === kind);

function provenanceOf({ name, url }: Target, contract: string, now: number): Provenance {
  const date = new Date(now).toISOString().slice(0, 10);
  // The `observed` profile is played by the embedded endpoint, and must not pass for the live one.
  if (name === "sandbox" || name === "observed") return { source: name, contract, date };
  return { source: "live", contract, date, host: new URL(url).hostname };
}
