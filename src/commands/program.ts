import { Command, Option } from "commander";
import { environment } from "../account/environment.ts";
import { stderr, stdout } from "../core/output/printer.ts";
import { VERSION } from "../core/package.ts";
import { ROOT } from "../core/root.ts";

/** Waits for a command, and keeps its exit status. */
type Settle = (command: Promise<number>) => Promise<void>;

/** Read before the command line is loaded, by `scripts/contract.js`. */
const projectRoot = () =>
  new Option(
    "--root <dir>",
    "the project's folder; the nearest upwards with openapi/project.yaml unless given",
  );
const target = () => new Option("--target <target>", "sandbox, observed, recorded or a URL");
const share = () =>
  new Option("--share <percent>", "which part of the account's rate limit to use, such as 50%");
const timeout = () => new Option("--timeout <seconds>", "how long a request may take; 30 unless given");
const annotations = () =>
  new Option("--annotations <forge>", "github: tell each change at its line; on by itself in its workflows");
const leave = () => new Option("--leave", "make what cannot be deleted as well, and leave it behind");

/**
 * Every command with its arguments and options; `complaint` makes a message of commander fit to be shown.
 * @param runHelp the end of the help of `run`, for which more is loaded than other commands need
 */
export function program(settle: Settle, complaint: (text: string) => string, runHelp = ""): Command {
  const root = new Command("contract")
    .description("Tests what an endpoint answers against what its docs say.")
    .version(VERSION)
    .configureOutput({
      writeOut: (text) => stdout.text(text),
      writeErr: (text) => stderr.text(text),
      outputError: (text, write) => write(complaint(text)),
    });
  root.hook("preAction", async (_, command) => {
    const { expectProject, expectWholeProject } = await import("./whole-project.ts");
    expectProject(command.name());
    await expectWholeProject(command.name(), command.opts().check === true);
  });
  for (const add of COMMANDS) add(root, settle);
  root.commands.find((command) => command.name() === "run")?.addHelpText("after", runHelp);
  for (const command of [root, ...root.commands])
    command.addOption(projectRoot()).exitOverride().showHelpAfterError("(--help shows what there is)");
  return root;
}

function addRun(root: Command, settle: Settle): void {
  root
    .command("run")
    .description("send the plan to a target and judge the answers")
    .argument(
      "[operations...]",
      "operations to test; those that openapi/project.yaml names unless given, or else all of the project",
    )
    .addOption(target())
    .option("--operation <id>", "operation to test")
    .option("--all", "test all operations of the project")
    .option("--only <kinds>", "kinds of cases, separated by commas")
    .option("--seed <n>", "seed of all that is random (CONTRACT_SEED)")
    .option("--requests <n>", "hard ceiling on the requests sent, clean-up excepted")
    .option(
      "--strength <n>",
      "2: covering cases hold every pair of levels; 3: every triple, in thousands of requests",
    )
    .option("--deviations <file>", "known differences in place of openapi/deviations.yaml, or none")
    .addOption(share())
    .option("--shard <k/n>", "send the Kth of N parts of the plan, by its part of the rate limit; see merge")
    .addOption(timeout())
    .addOption(leave())
    .option("--max-age <duration>", "tell of recordings that are older, such as 90d")
    .option("--report <dir>", "write report.html, .json and .txt, junit.xml and summary.md there")
    .option("--annotations <service>", "github: mark the lines of openapi/ that are broken; none")
    .option("--history <dir>", "keep the small record of each run there, not in .cache/history")
    .option("--json", "print the report as JSON")
    .addOption(new Option("--verbose", "list what is known, open and missing one by one").conflicts("quiet"))
    .option("--quiet", "print the verdict and a line a finding, and no progress")
    .option("--last-failed", "send only the cases of the last run's new findings, from its seed")
    .option("--dry-run", "print the plan and send nothing")
    .action((operations: string[], given) =>
      settle(
        import("./run.ts").then(({ runCommand }) => runCommand({ ...given, operations }, environment())),
      ),
    );
}

function addReplay(root: Command, settle: Settle): void {
  root
    .command("replay")
    .description("send a finding's case again: reproduced (1), gone (0) or not judged (3)")
    .argument("<finding>", "its fingerprint")
    .addOption(target())
    .addOption(share())
    .addOption(timeout())
    .addOption(leave())
    .option("--report <dir>", "the report that has it; that of the last run unless given")
    .action((finding: string, given) =>
      settle(import("./replay.ts").then(({ replayCommand }) => replayCommand(finding, given, environment()))),
    );
}

function addCapture(root: Command, settle: Settle): void {
  root
    .command("capture")
    .description("docs of an operation to openapi/, and what changed in them")
    .argument("<file>", "file or URL: a page's text, its Markdown export, or an OpenAPI document")
    .option("--operation <id>", "operation to take from a document with several")
    .option("--check", "write nothing; exit 1 where the docs have drifted or a file is stale")
    .option("--json", "print the drift report as JSON")
    .option("--markdown", "print the drift report as the body of a pull request")
    .option("--report <dir>", "write drift.json, drift.html, drift.md and drift.txt there")
    .addOption(annotations())
    .action((file: string, given) =>
      settle(import("./capture.ts").then(({ captureCommand }) => captureCommand(file, given))),
    );
}

function addUpdate(root: Command, settle: Settle): void {
  root
    .command("update")
    .description(
      "all that new docs ask for: openapi/, generated/, recordings and runs on both; then what is left to you",
    )
    .argument(
      "[file]",
      "file or URL, as capture takes it; the source that openapi/project.yaml names unless given",
    )
    .option("--operation <id>", "operation to take from a document with several")
    .option("--check", "write nothing; exit 1 where there is something to do")
    .option("--json", "print what changed, what was done and what is left as JSON")
    .addHelpText(
      "after",
      "\nRun it again after mending what it tells; it says so where nothing is left. Exits 0 when all is done, 1 while an error is left\nor a run fails, 2 where nothing could be written.",
    )
    .action((file: string | undefined, given) =>
      settle(import("./update.ts").then(({ updateCommand }) => updateCommand(file, given))),
    );
}

function addDrift(root: Command, settle: Settle): void {
  root
    .command("drift")
    .description("two docs of an operation compared; writes nothing and exits 1 where they differ")
    .argument("<before>", "file or URL, in any of the forms that capture takes")
    .argument("<after>", "file or URL")
    .option("--operation <id>", "operation to compare")
    .option("--all", "compare all operations of two documents, and print a table of them")
    .option("--fail-on <class>", "the least class that ends with 1: breaking, rule, compatible or annotation")
    .option("--json", "print the drift report as JSON")
    .option("--markdown", "print the drift report as the body of a pull request")
    .option("--report <dir>", "write drift.json, drift.html, drift.md and drift.txt there")
    .addOption(annotations())
    .action((before: string, after: string, given) =>
      settle(import("./drift.ts").then(({ drift }) => drift(before, after, given))),
    );
}

function addInit(root: Command, settle: Settle): void {
  root
    .command("init")
    .description("a project in a folder, made of the one that comes with the package")
    .argument("[dir]", "the project's folder; the working directory unless given")
    .addHelpText(
      "after",
      "\nWrites openapi/, generated/, tests/, a workflow and what package.json and .gitignore lack; files that are there stay as they are.",
    )
    .action((dir: string | undefined) =>
      settle(import("./init.ts").then(({ initCommand }) => initCommand(dir))),
    );
}

function addGenerate(root: Command, settle: Settle): void {
  root
    .command("generate")
    .description("openapi/ to generated/")
    .option("--check", "write nothing; exit 1 and name what is stale, missing or foreign")
    .action(({ check = false }) => settle(generate(check)));
}

function addRecord(root: Command, settle: Settle): void {
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
    .addOption(leave())
    .action((given) =>
      settle(import("./record.ts").then(({ recordCommand }) => recordCommand(given, environment()))),
    );
}

function addSandbox(root: Command, settle: Settle): void {
  root
    .command("sandbox")
    .description("serve the embedded endpoint")
    .option("--port <n>", "port on the loopback interface; 0 takes a free one")
    .option(
      "--profile <name>",
      "docs: as the contract says; observed: as the live endpoint is known to behave",
    )
    .action((given) =>
      settle(import("./sandbox.ts").then(({ sandboxCommand }) => sandboxCommand(given, environment()))),
    );
}

function addSweep(root: Command, settle: Settle): void {
  root
    .command("sweep")
    .description("delete what runs left behind on a target")
    .addOption(target().makeOptionMandatory())
    .option("--older-than <duration>", "what only its tag tells of: 90m, 24h (unless given), 7d")
    .action((given) =>
      settle(import("./sweep.ts").then(({ sweepCommand }) => sweepCommand(given, environment()))),
    );
}

function addAccept(root: Command, settle: Settle): void {
  root
    .command("accept")
    .description("put a finding into openapi/deviations.yaml")
    .argument("<finding>", "fingerprint, as a run reports it; * stands for any text")
    .requiredOption("--reason <text>", "why the difference is accepted")
    .option("--expires <date>", "last day on which it counts, YYYY-MM-DD; a year from now unless given")
    .action((finding: string, given) =>
      settle(import("./accept.ts").then(({ acceptCommand }) => acceptCommand(finding, given))),
    );
}

function addMerge(root: Command, settle: Settle): void {
  root
    .command("merge")
    .description("one report of those that run --shard K/N --report DIR wrote")
    .argument("<dir...>", "folders of the parts' reports, or one that holds them")
    .requiredOption("--report <dir>", "write report.html, .json and .txt, junit.xml and summary.md there")
    .option("--annotations <service>", "github: mark the lines of openapi/ that are broken; none")
    .option("--history <dir>", "keep the small record of each run there, not in .cache/history")
    .option("--json", "print the report as JSON")
    .action((folders: string[], given) =>
      settle(import("./merge.ts").then(({ mergeCommand }) => mergeCommand(folders, given, environment()))),
    );
}

/** In the order in which the help shows them. */
const COMMANDS = [
  addRun,
  addReplay,
  addCapture,
  addUpdate,
  addDrift,
  addInit,
  addGenerate,
  addRecord,
  addSandbox,
  addSweep,
  addAccept,
  addMerge,
];

async function generate(check: boolean): Promise<number> {
  const { generateCommand } = await import("../codegen/command.ts");
  const lines = await generateCommand({ root: ROOT, check });
  for (const text of lines) stdout.line(text);
  if (lines.length === 0) stdout.line("generated/ is up to date");
  return check && lines.length > 0 ? 1 : 0;
}
