import { join } from "node:path";
import { requiredBindings } from "../account/bindings.ts";
import { bindingNames } from "../account/environment.ts";
import type { Contract } from "../contract/contract.ts";
import { operationOf } from "../contract/documented-operation.ts";
import { makersOf } from "../contract/precondition.ts";
import { SuiteError } from "../core/errors.ts";
import { TOKEN_VARIABLE } from "../core/project.ts";
import type { Target } from "../http/exchange.ts";
import { rateLimited, type Wait } from "../http/rate-limiter.ts";
import { hideToken, refuseToken } from "./secret-target.ts";
import { isLoopback, parseTargetUrl } from "./target-url.ts";

/** Token for targets without an account; no secret. */
export const SANDBOX_TOKEN = "sandbox-token";

/** Profile of the live endpoint's known behaviour, from the repository's root. */
export const OBSERVED_FILE = join("openapi", "observed.yaml");

/** Folder of the recordings, from the repository's root. */
export const RECORDINGS_DIR = join("tests", "recordings");

export interface TargetContext {
  readonly contract: Contract;
  /** The repository's root. */
  readonly root: string;
  readonly env: { readonly [name: string]: string | undefined };
  /** The operations under test, whose bindings must be set; all of them unless given. */
  readonly operations?: readonly string[];
  /** The share of the account's limit that is ours, above 0 and up to 1; all of it unless given. */
  readonly share?: number | undefined;
  /** Longest duration of a request, in milliseconds. */
  readonly timeoutMs?: number | undefined;
  /** The option or variable that named the target, for messages; `--target` unless given. */
  readonly namedBy?: string;
  /** Ends the waits for the account's limit. */
  readonly signal?: AbortSignal | undefined;
  /** Hears of each longer wait for that limit. */
  readonly onWait?: ((wait: Wait) => void) | undefined;
}

/**
 * Opens the target that the user names: `sandbox`, `observed`, `recorded` or a URL; each loads only what it needs. A
 * URL is rate-limited by the limits that its answers state.
 * @throws SuiteError for another name, and for a URL on another machine without all that its account needs.
 */
export async function openTarget(name: string, context: TargetContext): Promise<Target> {
  const { contract, root, namedBy = "--target" } = context;
  if (name === "sandbox") {
    const { openSandboxTarget } = await import("./sandbox-target.ts");
    return openSandboxTarget({ contract, token: SANDBOX_TOKEN });
  }
  if (name === "observed") {
    const { openSandboxTarget } = await import("./sandbox-target.ts");
    const { loadObserved } = await import("../sandbox/profile-file.ts");
    const observed = await loadObserved(root);
    return openSandboxTarget({ contract, token: SANDBOX_TOKEN, observed });
  }
  if (name === "recorded") {
    const { openRecordedTarget } = await import("./recorded-target.ts");
    return openRecordedTarget({ dir: join(root, RECORDINGS_DIR), root });
  }
  if (!name.includes("://")) {
    throw new SuiteError(
      `${namedBy} ${name}: expected sandbox, observed, recorded or a URL such as https://api.example.com`,
    );
  }
  const url = parseTargetUrl(name, namedBy);
  const token = tokenFrom(context.env);
  if (!isLoopback(url.hostname)) requireAccount(context, token, url);
  if (token !== undefined) refuseToken(token, TOKEN_VARIABLE, valuesInReports(name, context));
  const { openUrlTarget } = await import("./url-target.ts");
  const target = openUrlTarget(name, {
    token: token ?? SANDBOX_TOKEN,
    redirects: documentedRedirects(contract),
    ...(context.timeoutMs === undefined ? {} : { timeoutMs: context.timeoutMs }),
  });
  return rateLimited(hideToken(target), {
    limit: contract.rateLimit,
    share: context.share,
    signal: context.signal,
    onWait: context.onWait,
  });
}

/** True if requests to a target stay on this machine. */
export const staysHere = (name: string): boolean =>
  !name.includes("://") || (URL.canParse(name) && isLoopback(new URL(name).hostname));

/** The redirects that an answer of the contract may be. */
function documentedRedirects({ operations }: Contract): Set<number> {
  const statuses = Object.values(operations).flatMap(({ responses }) => Object.keys(responses));
  return new Set(statuses.map(Number).filter((status) => status >= 300 && status < 400));
}

/** The token, or a SuiteError that does not repeat it if no header can carry it (RFC 6750 §2.1). */
function tokenFrom(env: TargetContext["env"]): string | undefined {
  const token = env[TOKEN_VARIABLE]?.trim() || undefined;
  if (token !== undefined && !/^[\x21-\x7e]+$/.test(token)) {
    throw new SuiteError(
      `${TOKEN_VARIABLE} holds characters that no header can carry: copy the bare token again`,
    );
  }
  return token;
}

/** Values that the caller gives and reports show, by the option or variable that gave them. */
function valuesInReports(
  url: string,
  { contract, env, namedBy = "--target" }: TargetContext,
): { [where: string]: string | undefined } {
  return {
    [namedBy]: url,
    ...Object.fromEntries([...bindingNames(contract)].map((name) => [name, env[name]])),
  };
}

/**
 * Refuses a run on another machine in one message with everything that is missing; a token is never sent there in plain
 * text.
 */
function requireAccount(
  { contract, env, operations: tested, namedBy = "--target" }: TargetContext,
  token: string | undefined,
  { host, protocol }: URL,
): void {
  const needed = new Set(
    (tested ?? []).flatMap((id) => [
      id,
      ...makersOf(contract, operationOf(contract, id)).map((maker) => maker.id),
    ]),
  );
  const operations = Object.values(contract.operations).filter(
    ({ id }) => tested === undefined || needed.has(id),
  );
  const bindings = new Set(operations.flatMap((operation) => requiredBindings(contract, operation)));
  const missing = [
    ...(token === undefined ? [TOKEN_VARIABLE] : []),
    ...[...bindings].filter((name) => !env[name]?.trim()),
  ];
  const needs = [
    ...(missing.length > 0 ? [`${missing.join(" and ")}: set it in the environment or in .env`] : []),
    ...(protocol === "https:" ? [] : ["https, since the token must not cross the network in plain text"]),
  ];
  if (needs.length > 0) throw new SuiteError(`${namedBy} ${host} needs ${needs.join("; and ")}`);
}
