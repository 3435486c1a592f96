/** A reference that leads nowhere, with the reason; caught where the reference stands. */
export class Broken extends Error {
  override readonly name = "Broken";
}
