/** A resource of a scenario, as it was answered last. */
export interface Made {
  readonly id: string;
  /** The body of its creation. */
  readonly sent: unknown;
  created: unknown;
  exists: boolean;
}

export interface Model {
  readonly made: Made[];
  /** True once a list came, so that the endpoint has it. */
  isListed?: boolean;
}
