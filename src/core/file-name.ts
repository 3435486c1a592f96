/**
 * Name of a file that the project gives, to be joined to a folder: it must neither lead out of the folder nor be
 * hidden.
 */
const NAME = /^[A-Za-z0-9_][\w.-]{0,99}$/;

/** Files beside the document that are written by hand: the document must not replace them. */
const TAKEN = ["overlay.yaml", "observed.yaml", "deviations.yaml"];

/** True if a text is the bare name of a file: no folder, no control character, one of these extensions. */
export const isFileName = (text: unknown, ...extensions: readonly string[]): text is string =>
  typeof text === "string" &&
  NAME.test(text) &&
  extensions.some((extension) => text.endsWith(`.${extension}`));

/** True if the document that capture writes may have this name. */
export const isDocumentName = (text: unknown): text is string =>
  isFileName(text, "yaml") && !TAKEN.includes(text.toLowerCase());
