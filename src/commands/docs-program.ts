import { type Command, Option } from "commander";
import { stderr, stdout } from "../core/output/printer.ts";
import { ROOT } from "../core/root.ts";

/** Waits for a command, and keeps its exit status. */
export type Settle = (command: Promise<number>) => Promise<void>;

const annotations = () =>
  new Option("--annotations <forge>", "github: tell each change at its line; on by itself in its workflows");

function addCapture(root: Command, settle: Settle): void {
  root
    .command("capture")
    .description("docs of an operation to openapi/, and what changed in them")
    .argument("<file>", "file or URL: a page's text, its Markdown export, or an OpenAPI document")
    .option(
      "--operation <id>",
      "operation to take; those of the project that the docs are about unless given",
    )
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
    .option(
      "--operation <id>",
      "operation to take; those of the project that the docs are about unless given",
    )
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
    .option("--empty", "without the docs that come with the package: contract add takes the first operation")
    .addHelpText(
      "after",
      "\nWrites openapi/, generated/, tests/, a workflow and what package.json and .gitignore lack; files that are there stay as they are.",
    )
    .action((dir: string | undefined, given) =>
      settle(import("./init.ts").then(({ initCommand }) => initCommand(dir, given))),
    );
}

function addGenerate(root: Command, settle: Settle): void {
  root
    .command("generate")
    .description("openapi/ to generated/")
    .option("--check", "write nothing; exit 1 and name what is stale, missing or foreign")
    .action(({ check = false }) => settle(generate(check)));
}

/** The commands that make a project, its document and its code, in the order in which the help shows them. */
export const DOCS_COMMANDS = [addCapture, addUpdate, addDrift, addInit, addGenerate];

async function generate(check: boolean): Promise<number> {
  const { generateCommand } = await import("../codegen/command.ts");
  const { addedDocuments } = await import("../docs/added/added-documents.ts");
  const { unfitBindings } = await import("../docs/added/unfit-bindings.ts");
  const added = addedDocuments(ROOT);
  const lines = await generateCommand({ root: ROOT, check, added });
  for (const text of unfitBindings(ROOT, added)) stderr.line(text);
  for (const text of lines) stdout.line(text);
  if (lines.length === 0) stdout.line("generated/ is up to date");
  return check && lines.length > 0 ? 1 : 0;
}
