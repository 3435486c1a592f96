import { Command, Option } from "commander";
import { environment } from "../account/environment.ts";
import { stderr, stdout } from "../core/output/printer.ts";
import { VERSION } from "../core/package.ts";
import { DOCS_COMMANDS, type Settle } from "./docs-program.ts";

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
const leave = () => new Option("--leave", "make what cannot be deleted as well, and leave it behind");

/** Columns beside the names of options from which on their texts are wrapped. */
const LEAST_WRAPPED = 20;

/**
 * Every command with its arguments and options; `complaint` makes a message of commander fit to be shown.
 * @param runHelp the end of the help of `run`, for which more is loaded than other commands need
 */
export function program(settle: Settle, complaint: (text: string) => string, runHelp = ""): Command {
  const root = new Command("contract")
    .description("Tests what an endpoint answers against what its docs say.")
    .version(VERSION)
    .configureHelp({ minWidthToWrap: LEAST_WRAPPED })
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
    .option("--report <dir>", "write report.html, .json, .txt and .sarif, junit.xml and summary.md there")
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
    .requiredOption(
      "--report <dir>",
      "write report.html, .json, .txt and .sarif, junit.xml and summary.md there",
    )
    .option("--annotations <service>", "github: mark the lines of openapi/ that are broken; none")
    .option("--history <dir>", "keep the small record of each run there, not in .cache/history")
    .option("--json", "print the report as JSON")
    .action((folders: string[], given) =>
      settle(import("./merge.ts").then(({ mergeCommand }) => mergeCommand(folders, given, environment()))),
    );
}

function addAdd(root: Command, settle: Settle): void {
  root
    .command("add")
    .description("take further operations into the project, and propose what their docs do not say")
    .argument("<file>", "file or URL: an OpenAPI document, a page's text or its Markdown export")
    .option("--operation <ids...>", "operations to take from a document with several")
    .option("--all", "take all that can be tested")
    .action((file: string, given) =>
      settle(import("./add.ts").then(({ addCommand }) => addCommand(file, given))),
    );
}

function addOperations(root: Command, settle: Settle): void {
  root
    .command("operations")
    .description("list what the project tests, with the result of the last run")
    .option("--json", "print it as JSON")
    .action((given) =>
      settle(import("./operations.ts").then(({ operationsCommand }) => operationsCommand(given))),
    );
}

function addRemove(root: Command, settle: Settle): void {
  root
    .command("remove")
    .description("take an operation that was added out of the project again, with its recordings")
    .argument("<operation>", "its id")
    .action((id: string) => settle(import("./remove.ts").then(({ removeCommand }) => removeCommand(id))));
}

/** In the order in which the help shows them. */
const COMMANDS = [
  addRun,
  addReplay,
  ...DOCS_COMMANDS,
  addAdd,
  addOperations,
  addRemove,
  addRecord,
  addSandbox,
  addSweep,
  addAccept,
  addMerge,
];
