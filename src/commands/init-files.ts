/** The files of a new project that are neither docs nor generated. */
import { isObject, type JsonObject } from "../core/json.ts";
import { PACKAGE_NAME } from "../core/package.ts";

/** The suite under the project's own vitest. */
export const SUITE_FILE = "tests/contract.test.ts";

/** The suite, on the recordings unless `CONTRACT_TARGET` names another target. */
export const SUITE = `import { defineContractSuite } from "${PACKAGE_NAME}/vitest";

// On the recordings, or where CONTRACT_TARGET says; \`{ target: "sandbox" }\` names another target.
await defineContractSuite();
`;

/** The settings of a project that has no operation yet. */
export const EMPTY_PROJECT = `# What the project is called outside of its docs.
environment:
  # The variable that holds the token; it is never printed and never written to a file.
  token: CONTRACT_TOKEN

# What the operations of the API share, wherever the docs of one say nothing of it; take out the marks to use it.
# server: https://api.example.com
# security: {type: http, scheme: bearer}
# headers: {X-Edition: '1'}
# rateLimit: {requests: 100, milliseconds: 10000}

# Fields and parameters whose values are of the account, in whichever operation they are, with their variables.
# bindings: {accountId: API_ACCOUNT_ID}
`;

/** Lines that a repository with a project ignores: what is installed, private, or kept by runs. */
export const IGNORED = [
  "node_modules/",
  ".env",
  ".cache/",
  "contract-report/",
  "openapi/.*",
  "tests/recordings/.*",
];

/** The text of `.gitignore` with the lines that it lacks. */
export function ignoring(text: string): string {
  const known = new Set(text.split(/\r?\n/).map((line) => line.trim()));
  const missing = IGNORED.filter((line) => !known.has(line));
  if (missing.length === 0) return text;
  return `${text === "" || text.endsWith("\n") ? text : `${text}\n`}${missing.join("\n")}\n`;
}

/** The dependencies of a project, by name, with the range of each. */
export interface Dependencies {
  readonly [name: string]: string;
}

/** The script that npm writes where nobody has written one. */
const NO_TEST = 'echo "Error: no test specified" && exit 1';

/**
 * The text of `package.json` with the dependencies and scripts that it lacks; what it has stays as it is.
 * @throws SyntaxError where it is no JSON, TypeError where it is no object
 */
export function depending(text: string | undefined, name: string, needed: Dependencies): string {
  const found: unknown = text === undefined ? { name, private: true, type: "module" } : JSON.parse(text);
  if (!isObject(found)) throw new TypeError("expected a JSON object");
  const known = ["dependencies", "devDependencies", "peerDependencies", "optionalDependencies"].flatMap(
    (kind) => Object.keys(tableOf(found, kind)),
  );
  const missing = Object.entries(needed).filter(([one]) => !known.includes(one));
  const scripts = tableOf(found, "scripts");
  const lacking = Object.entries({ test: "vitest run", contract: "contract run" }).filter(
    ([script]) => scripts[script] === undefined || scripts[script] === NO_TEST,
  );
  if (text !== undefined && missing.length + lacking.length === 0) return text;
  const made = {
    ...found,
    scripts: { ...scripts, ...Object.fromEntries(lacking) },
    devDependencies: { ...tableOf(found, "devDependencies"), ...Object.fromEntries(missing) },
  };
  const indent = /^([ \t]+)"/m.exec(text ?? "")?.[1] ?? "  ";
  return `${JSON.stringify(made, null, indent)}\n`;
}

const tableOf = (found: JsonObject, name: string): JsonObject => (isObject(found[name]) ? found[name] : {});

/** Names of the environment that a workflow gives to a run on the endpoint. */
export interface LiveRun {
  /** Address of the endpoint. */
  readonly server: string;
  readonly token: string;
  readonly bindings: readonly string[];
}

/** The workflow: on each change what is offline, each night the endpoint, where the repository has a token for it. */
export function workflow({ server, token, bindings }: LiveRun): string {
  const secrets = [token, ...bindings].map((name) => `      ${name}: \${{ secrets.${name} }}\n`).join("");
  return `# The contract: on each change against recordings, and each night against the endpoint, where the repository's secrets name
# an account that is made for tests.
name: contract
on:
  push:
  pull_request:
  schedule:
    - cron: "41 3 * * *"
  workflow_dispatch:
permissions:
  contents: read
jobs:
  recorded:
    runs-on: ubuntu-latest
    timeout-minutes: 15
    steps:
${INSTALL}
      - run: npx contract generate --check
      - run: npx contract run --target recorded
      - run: npx contract run
  live:
    if: github.event_name == 'schedule' || github.event_name == 'workflow_dispatch'
    runs-on: ubuntu-latest
    timeout-minutes: 60
    # The account's rate limit is one: a second run waits for the first.
    concurrency:
      group: contract-live
      cancel-in-progress: false
    env:
      CONTRACT_TARGET: ${server}
${secrets}    steps:
${INSTALL}
      - name: Run
        run: |
          if [ -z "$${token}" ]; then
            echo "::notice::The secret ${token} is not set, so nothing is sent."
            exit 0
          fi
          status=0
          npx contract sweep --target "$CONTRACT_TARGET" --older-than 2h || echo "::warning::the sweep could not delete everything"
          npx contract run --requests 60 --report contract-report || status=$?
          if [ -f contract-report/summary.md ]; then cat contract-report/summary.md >> "$GITHUB_STEP_SUMMARY"; fi
          # Without a verdict nothing is known, which fails nobody's build.
          if [ "$status" -eq 3 ]; then exit 0; fi
          exit "$status"
`;
}

const INSTALL = `      - uses: actions/checkout@11bd71901bbe5b1630ceea73d27597364c9af683 # v4.2.2
        with:
          persist-credentials: false
      - uses: actions/setup-node@49933ea5288caeca8642d1e84afbd3f7d6820020 # v4.4.0
        with:
          node-version: "22"
      - run: npm ci --no-audit --no-fund`;
