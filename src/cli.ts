import { CommanderError } from "commander";
import { environment } from "./account/environment.ts";
import { program } from "./commands/program.ts";
import { SuiteError } from "./core/errors.ts";
import { isFileTrouble, unreportedTrouble } from "./core/file-trouble.ts";
import { stderr, stdout } from "./core/output/printer.ts";
import { line } from "./core/output/sinks.ts";
import { TOKEN_VARIABLE } from "./core/project.ts";
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
    const help = await helpFor(args);
    await program(settle, (text) => complaint(withoutToken(text)), help).parseAsync(args, { from: "user" });
    return status;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    stderr.line(`contract: ${withoutToken(explain(error))}`);
    return 2;
  }
}

/** The further help that is asked for, loaded on demand. */
async function helpFor(args: readonly string[]): Promise<string | undefined> {
  const isAsked =
    args.includes("run") && args.some((one) => one === "--help" || one === "-h" || one === "help");
  return isAsked ? (await import("./commands/run-help.ts")).runHelp(stdout.columns) : undefined;
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
function complaint(text: string): string {
  const [, said = "", hint = ""] = /^(.*?)(\n\(Did you mean [^\n]*\))?\n?$/s.exec(text) ?? [];
  return `${line(said)}${hint}\n`;
}
