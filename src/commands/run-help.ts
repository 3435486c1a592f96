import wrapAnsi from "wrap-ansi";
import { bindingNames } from "../account/environment.ts";
import { KINDS } from "../cases/index.ts";
import { TOKEN_VARIABLE } from "../core/project.ts";
import { DEFAULT_REQUESTS, DEFAULT_SEED, DEFAULT_TARGET, loadContract } from "./run-options.ts";

/**
 * The words that `contract run` takes, what it does without them, and what it reads from the environment.
 * @param columns of the terminal, in which every line fits; nothing is wrapped where there is none
 */
export async function runHelp(columns?: number): Promise<string> {
  const variables: readonly (readonly [string, string])[] = [
    [TOKEN_VARIABLE, "the bearer token; never printed and never written"],
    ...(await bindings()).map((name) => [name, "a value of your account that requests need"] as const),
    ["CONTRACT_TARGET", "--target, where it is not given"],
    ["CONTRACT_SEED", "--seed, where it is not given"],
    ["CONTRACT_ROOT", "--root, where it is not given"],
    ["CONTRACT_OPERATION", "--operation, where it is not given"],
    ["NO_COLOR", "no colours on a terminal"],
    ["GITHUB_ACTIONS", "true: --annotations github"],
  ];
  const rows = (all: Rows): string[] => wrappedRows(all, columns);
  const text = (words: string): string[] => wrapped(words, columns ?? PARAGRAPH);
  return [
    "",
    "Targets (--target):",
    ...rows([
      ["sandbox", "the embedded endpoint, which keeps the contract; needs no network"],
      ["observed", "the embedded endpoint, as the live one is known to behave"],
      ["recorded", "the recordings of tests/recordings/"],
      ["URL", "an endpoint, such as https://api.example.com; rate-limited, and cleaned up afterwards"],
    ]),
    "",
    ...text("Kinds of cases (--only), in the order in which they matter:"),
    ...rows(KINDS.map(({ id, sends }) => [id, sends])),
    "",
    ...text(
      `Without options: --target ${DEFAULT_TARGET} --seed ${DEFAULT_SEED} --requests ${DEFAULT_REQUESTS} --strength 2, all kinds, fuzz last, known differences of openapi/deviations.yaml, the whole rate limit, 30 seconds for an answer.`,
    ),
    "",
    ...text("Environment, or a .env file in the working directory:"),
    ...rows(variables),
    "",
    ...text("Exit status: 0 pass, 1 fail, 2 wrong usage or configuration, 3 inconclusive."),
    "",
  ].join("\n");
}

type Rows = readonly (readonly [name: string, text: string])[];

/** Columns of a paragraph where there is no terminal. */
const PARAGRAPH = 100;

/** Columns of a row's text, at least: beside a long name, it begins below it. */
const LEAST = 28;

const wrapped = (text: string, columns: number): string[] =>
  wrapAnsi(text, columns, { hard: true }).split("\n");

/** Names and what they mean, in two columns that fit. */
function wrappedRows(all: Rows, columns: number | undefined): string[] {
  const width = Math.max(...all.map(([name]) => name.length));
  if (columns === undefined) return all.map(([name, text]) => `  ${name.padEnd(width)}  ${text}`);
  const isBeside = columns - width - 4 >= LEAST;
  const indent = isBeside ? width + 4 : 6;
  return all.flatMap(([name, text]) => {
    const lines = wrapped(text, Math.max(1, columns - indent)).map((one) => `${" ".repeat(indent)}${one}`);
    const [first = "", ...others] = lines;
    return isBeside ? [`  ${name.padEnd(width)}  ${first.trimStart()}`, ...others] : [`  ${name}`, ...lines];
  });
}

/** Variables of the account; none where the contract cannot be loaded, which the run itself tells. */
async function bindings(): Promise<string[]> {
  try {
    return [...bindingNames(await loadContract())].filter((name) => name !== TOKEN_VARIABLE);
  } catch {
    return [];
  }
}
