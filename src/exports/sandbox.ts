/** The embedded endpoint, for integration tests without a network. */
import type { Contract } from "../contract/contract.ts";
import { loadObserved } from "../sandbox/profile-file.ts";
import { startSandbox as start } from "../sandbox/sandbox.ts";
import { projectHere } from "./project-here.ts";

export interface SandboxOptions {
  /** The port to listen on; a free one unless given. */
  readonly port?: number;
  /** The one token that is accepted; unless given, any that does not begin with `invalid`. */
  readonly token?: string;
  /** `docs`, as the contract says, or `observed`, as the live endpoint is known to behave; `docs` unless given. */
  readonly profile?: "docs" | "observed";
  /** The contract to serve, such as that of `generated/index.ts`; that of the project of the working directory unless given, or that of the package. */
  readonly contract?: Contract;
}

export interface Sandbox {
  /** Base URL, without a trailing slash. */
  readonly url: string;
  readonly port: number;
  /** The number of things that are stored. */
  stored(): number;
  close(): Promise<void>;
}

/** Serves the contract's operations from memory on the loopback interface, until closed. @throws Error where the port cannot be had */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const { profile = "docs", contract, ...rest } = options;
  const here = projectHere();
  return start({
    ...rest,
    contract: contract ?? (await here.contract()),
    ...(profile === "observed" ? { profile: await loadObserved(here.root) } : {}),
  });
}
