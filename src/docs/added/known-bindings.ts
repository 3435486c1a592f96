/** Environment variables by the names of fields and parameters whose values are of the account. */
export type Bindings = { readonly [name: string]: string };

/** Variables that the project's own file names for all operations, that other operations' docs have, and that the docs suggest. */
export interface KnownBindings {
  readonly shared: Bindings;
  readonly seen: Bindings;
  readonly suggested: Bindings;
}

/** The variables of all of them, those that the project says for sure first. */
export const allOf = ({ shared, seen, suggested }: KnownBindings): Bindings => ({
  ...suggested,
  ...seen,
  ...shared,
});
