import { once } from "node:events";
import { type Env, wholeNumber } from "../account/environment.ts";
import { SuiteError } from "../core/errors.ts";
import { stderr, stdout } from "../core/output/printer.ts";
import { TOKEN_VARIABLE } from "../core/project.ts";
import { ROOT } from "../core/root.ts";
import { SIGNALS } from "../core/signals.ts";
import { DEFAULT_PORT } from "../sandbox/address.ts";
import { loadObserved, PROFILES } from "../sandbox/profile-file.ts";
import { startSandbox } from "../sandbox/sandbox.ts";
import { loadContract } from "./run-options.ts";

const MOST_PORT = 65535;

/** `contract sandbox`: serves the embedded endpoint until it is stopped. */
export async function sandboxCommand(
  given: { readonly port?: string; readonly profile?: string },
  env: Env,
): Promise<number> {
  const { profile = "docs" } = given;
  if (!PROFILES.some((known) => known === profile))
    throw new SuiteError(`--profile ${profile}: expected ${PROFILES.join(" or ")}`);
  const port = given.port === undefined ? DEFAULT_PORT : wholeNumber(given.port, "--port");
  if (port > MOST_PORT) throw new SuiteError(`--port ${port}: expected at most ${MOST_PORT}`);
  const token = env[TOKEN_VARIABLE];
  const contract = await loadContract();
  const server = await startSandbox({
    contract,
    port,
    ...(token ? { token } : {}),
    ...(profile === "observed" ? { profile: await loadObserved(ROOT) } : {}),
  });
  // A reader of the address may stop it at once.
  const stopped = Promise.race(SIGNALS.map((signal) => once(process, signal)));
  stdout.line(server.url);
  const accepts = token
    ? `the token in ${TOKEN_VARIABLE}`
    : "any bearer token that does not start with invalid";
  stderr.line(`serving ${contract.document} (profile ${profile}); accepts ${accepts}; stop with Ctrl-C`);
  // An address that nobody can read serves nobody.
  if ((await stdout.lost()) === undefined) await stopped;
  await server.close();
  return 0;
}
