import type { Contract } from "../contract.ts";
import type { Target } from "../exchange.ts";
import { startSandbox } from "../sandbox/sandbox.ts";
import { openUrlTarget } from "./url-target.ts";

/** Starts the embedded endpoint in this process, on a free loopback port, until the target is closed. */
export async function openSandboxTarget(options: {
  readonly contract: Contract;
  readonly token: string;
}): Promise<Target> {
  const sandbox = await startSandbox(options);
  const target = openUrlTarget(sandbox.url, { token: options.token });
  return {
    ...target,
    shrinksFree: true,
    name: "sandbox",
    async close() {
      await target.close();
      await sandbox.close();
    },
  };
}
