import { once } from "node:events";
import { type Env, wholeNumber } from "../environment.ts";
import { SuiteError } from "../exchange.ts";
import { startSandbox } from "../sandbox/sandbox.ts";
import { loadContract } from "./run.ts";

const DEFAULT_PORT = 4010;
const MOST_PORT = 65535;

/** `contract sandbox`: serves the embedded endpoint until it is stopped. */
export async function sandboxCommand(given: { readonly port?: string }, env: Env): Promise<number> {
  const port = given.port === undefined ? DEFAULT_PORT : wholeNumber(given.port, "--port");
  if (port > MOST_PORT) throw new SuiteError(`--port ${port}: expected at most ${MOST_PORT}`);
  const token = env.HIGHLEVEL_TOKEN;
  const contract = await loadContract();
  const server = await startSandbox({ contract, port, ...(token ? { token } : {}) });
  process.stdout.write(`${server.url}\n`);
  const accepts = token
    ? "the token in HIGHLEVEL_TOKEN"
    : "any bearer token that does not start with invalid";
  process.stderr.write(`serving ${contract.document}; accepts ${accepts}; stop with Ctrl-C\n`);
  await Promise.race([once(process, "SIGINT"), once(process, "SIGTERM")]);
  await server.close();
  return 0;
}
