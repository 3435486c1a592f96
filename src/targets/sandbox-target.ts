import type { Contract } from "../contract/contract.ts";
import type { Target } from "../http/exchange.ts";
import type { Profile } from "../sandbox/profile.ts";
import { startSandbox } from "../sandbox/sandbox.ts";
import { openUrlTarget } from "./url-target.ts";

/** Starts the embedded endpoint in this process, on a free loopback port, until the target is closed. */
export async function openSandboxTarget(options: {
  readonly contract: Contract;
  readonly token: string;
  /** The known behaviour of the endpoint, in place of what the contract describes. */
  readonly observed?: Profile;
}): Promise<Target> {
  const { observed, ...given } = options;
  const sandbox = await startSandbox({ ...given, ...(observed ? { profile: observed } : {}) });
  const target = openUrlTarget(sandbox.url, { token: options.token });
  return {
    ...target,
    shrinksFree: true,
    name: observed ? "observed" : "sandbox",
    live: observed !== undefined,
    async close() {
      await target.close();
      await sandbox.close();
    },
  };
}
