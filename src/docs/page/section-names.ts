/** The sections that a page can have, in their order on the page. */
export const SECTIONS = [
  "Authorizations",
  "Headers",
  "Path Parameters",
  "Query Parameters",
  "Cookies",
  "Body",
  "Response",
] as const;
export type SectionName = (typeof SECTIONS)[number];
