import { Command, CommanderError, Option } from "commander";
import { environment, VERSION } from "./account/environment.ts";
import { SuiteError } from "./core/errors.ts";
import { isFileTrouble, unreportedTrouble } from "./core/file-trouble.ts";
import { stderr, stdout } from "./core/output/printer.ts";
import { line } from "./core/output/sinks.ts";
import { TOKEN_VARIABLE } from "./core/project.ts";
import { ROOT } from "./core/root.ts";
import { LEAST_SECRET, redactor } from "./redact/secret.ts";
import { argumentWith } from "./redact/typed-secret.ts";

/** The command line. @returns the exit status; prints one line on bad input, never a stack trace. */
export async function main(args: readonly string[]): Promise<number> {
  stdout.begin();
  stderr.begin();
  const status = await statusOf(args);
  const lost = await stdout.lost();
  if (lost !== undefined)
    stderr.line(
      `contract: standard output could not be written (${lost}), and the report is lost: make room, or read it to its end`,
    );
  await stderr.lost();
  return lost === undefined ? status : 2;
}

async function statusOf(args: readonly string[]): Promise<number> {
  let status = 0;
  const settle = (command: Promise<number>): Promise<void> =>
    command.then((code) => {
      status = code;
    });
  try {
    refuseToken(args);
    await program(settle).parseAsync(args, { from: "user" });
    return status;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    stderr.line(`contract: ${withoutToken(explain(error))}`);
    return 2;
  }
}

/** Refuses a token in what is typed, which is shown, kept and committed. @throws SuiteError that does not repeat it */
function refuseToken(args: readonly string[]): void {
  const name = argumentWith(tokenSet() ?? "", args);
  if (name === undefined) return;
  throw new SuiteError(
    `${name} holds the token of ${TOKEN_VARIABLE}, and what is typed there is shown or kept: leave it out`,
  );
}

/**
 * The text without the token: the last guard against a message of code that is not ours, or an argument that holds it.
 */
function withoutToken(text: string): string {
  const token = tokenSet() ?? "";
  return token.length < LEAST_SECRET ? text : redactor(token)(text);
}

function tokenSet(): string | undefined {
  try {
    return environment()[TOKEN_VARIABLE]?.trim();
  } catch {
    // The message that is printed names the file that cannot be read.
    return process.env[TOKEN_VARIABLE]?.trim();
  }
}

/** One line for people: expected errors state it themselves, others are ours to fix. */
function explain(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (isFileTrouble(error)) return unreportedTrouble(error).message;
  const isExpected = error.name === "SuiteError" || error.name === "CaptureError";
  return isExpected ? error.message : `internal error: ${error.message.split("\n")[0]} (please report it)`;
}

/**
 * Commander's complaint about an argument, which may hold anything, with the suggestion that may follow on a line of
 * its own.
 */
function refusal(text: string): string {
  const [, said = "", hint = ""] = /^(.*?)(\n\(Did you mean [^\n]*\))?\n?$/s.exec(text) ?? [];
  return `${line(said)}${hint}\n`;
}

const target = () => new Option("--target <target>", "sandbox, observed, recorded or a URL");
const share = () =>
  new Option("--share <percent>", "which part of the account's rate limit to use, such as 50%");
const timeout = () => new Option("--timeout <seconds>", "how long a request may take; 30 unless given");

function program(settle: (command: Promise<number>) => Promise<void>): Command {
  const root = new Command("contract")
    .description("Tests what an endpoint answers against what its docs say.")
    .version(VERSION)
    .configureOutput({
      writeOut: (text) => stdout.text(text),
      writeErr: (text) => stderr.text(text),
      outputError: (text, write) => write(refusal(withoutToken(text))),
    });
  root
    .command("run")
    .description("send the plan to a target and judge the answers")
    .addOption(target())
    .option("--operation <id>", "operation to test")
    .option("--only <kinds>", "kinds of cases, separated by commas")
    .option("--seed <n>", "seed of all that is random (CONTRACT_SEED)")
    .option("--requests <n>", "hard ceiling on the requests sent, clean-up excepted")
    .option(
      "--strength <n>",
      "2: covering cases hold every pair of levels; 3: every triple, in thousands of requests",
    )
    .option("--deviations <file>", "known differences in place of openapi/deviations.yaml, or none")
    .addOption(share())
    .addOption(timeout())
    .option("--max-age <duration>", "tell of recordings that are older, such as 90d")
    .option("--report <dir>", "write report.json, report.txt and summary.md there")
    .option("--json", "print the report as JSON")
    .option("--dry-run", "print the plan and send nothing")
    .action((given) =>
      settle(import("./commands/run.ts").then(({ runCommand }) => runCommand(given, environment()))),
    );
  root
    .command("replay")
    .description("send a finding's case again: reproduced (1), gone (0) or not judged (3)")
    .argument("<finding>", "its fingerprint")
    .addOption(target())
    .addOption(share())
    .addOption(timeout())
    .option("--report <dir>", "the report that has it; that of the last run unless given")
    .action((finding: string, given) =>
      settle(
        import("./commands/replay.ts").then(({ replayCommand }) =>
          replayCommand(finding, given, environment()),
        ),
      ),
    );
  root
    .command("capture")
    .description("docs of an operation to openapi/, and what changed in them")
    .argument("<file>", "file or URL: a page's text, its Markdown export, or an OpenAPI document")
    .option("--operation <id>", "operation to take from a document with several")
    .option("--check", "write nothing; exit 1 where the docs have drifted or a file is stale")
    .option("--json", "print the drift report as JSON")
    .option("--markdown", "print the drift report as the body of a pull request")
    .action((file: string, given) =>
      settle(import("./commands/capture.ts").then(({ captureCommand }) => captureCommand(file, given))),
    );
  root
    .command("drift")
    .description("two docs of an operation compared; writes nothing and exits 1 where they differ")
    .argument("<before>", "file or URL, in any of the forms that capture takes")
    .argument("<after>", "file or URL")
    .option("--operation <id>", "operation to compare")
    .option("--json", "print the drift report as JSON")
    .option("--markdown", "print the drift report as the body of a pull request")
    .action((before: string, after: string, given) =>
      settle(import("./commands/drift.ts").then(({ drift }) => drift(before, after, given))),
    );
  root
    .command("generate")
    .description("openapi/ to generated/")
    .option("--check", "write nothing; exit 1 and name what is stale, missing or foreign")
    .action(({ check = false }) => settle(generate(check)));
  root
    .command("record")
    .description("run and keep the exchanges under tests/recordings")
    .addOption(target().makeOptionMandatory())
    .option("--operation <id>", "operation to record")
    .option("--only <kinds>", "kinds of cases, separated by commas")
    .option("--seed <n>", "seed of all that is random (CONTRACT_SEED)")
    .option("--requests <n>", "hard ceiling on the requests sent, clean-up excepted")
    .option(
      "--prune",
      "drop what is recorded of these kinds and was not reached this time; kept unless given",
    )
    .addOption(share())
    .addOption(timeout())
    .action((given) =>
      settle(import("./commands/record.ts").then(({ recordCommand }) => recordCommand(given, environment()))),
    );
  root
    .command("sandbox")
    .description("serve the embedded endpoint")
    .option("--port <n>", "port on the loopback interface; 0 takes a free one")
    .option(
      "--profile <name>",
      "docs: as the contract says; observed: as the live endpoint is known to behave",
    )
    .action((given) =>
      settle(
        import("./commands/sandbox.ts").then(({ sandboxCommand }) => sandboxCommand(given, environment())),
      ),
    );
  root
    .command("sweep")
    .description("delete what runs left behind on a target")
    .addOption(target().makeOptionMandatory())
    .option("--older-than <duration>", "what only its tag tells of: 90m, 24h (unless given), 7d")
    .action((given) =>
      settle(import("./commands/sweep.ts").then(({ sweepCommand }) => sweepCommand(given, environment()))),
    );
  root
    .command("accept")
    .description("put a finding into openapi/deviations.yaml")
    .argument("<finding>", "fingerprint, as a run reports it; * stands for any text")
    .requiredOption("--reason <text>", "why the difference is accepted")
    .option("--expires <date>", "last day on which it counts, YYYY-MM-DD; a year from now unless given")
    .action((finding: string, given) =>
      settle(import("./commands/accept.ts").then(({ acceptCommand }) => acceptCommand(finding, given))),
    );
  for (const command of [root, ...root.commands])
    command.exitOverride().showHelpAfterError("(--help shows what there is)");
  return root;
}

async function generate(check: boolean): Promise<number> {
  const { generateCommand } = await import("./codegen/command.ts");
  const lines = await generateCommand({ root: ROOT, check });
  for (const text of lines) stdout.line(text);
  if (lines.length === 0) stdout.line("generated/ is up to date");
  return check && lines.length > 0 ? 1 : 0;
}
