import type { Contract } from "../contract/contract.ts";
import type { Flatten } from "./flatten-schema.ts";
import type { Profile, ProfileSession } from "./profile.ts";
import type { Role } from "./roles.ts";
import type { Store } from "./store.ts";
import type { Success } from "./success.ts";

/** Behaviour of the endpoint that the contract leaves open. */
export interface EndpointOptions {
  readonly contract: Contract;
  /** The one token that is accepted; without it see `checkToken`. */
  readonly token?: string;
  /** True if documented defaults are filled in, which is the default. */
  readonly applyDefaults?: boolean;
  /** Known behaviour that differs from the contract's; none unless given. */
  readonly profile?: Profile;
}

/** The state of an endpoint, and the look-ups of its contract. */
export interface World {
  readonly options: EndpointOptions;
  readonly flatten: Flatten;
  readonly store: Store;
  readonly roles: Map<string, Role>;
  readonly successes: Map<string, Success>;
  readonly profile: ProfileSession | undefined;
}
