/** The operation's id in kebab-case, from the page's title. */
export function kebabCase(title: string): string {
  return words(title).join("-");
}

/** The stem of the schemas' names in PascalCase, from the page's title. */
export function pascalCase(title: string): string {
  return words(title)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join("");
}

function words(title: string): string[] {
  return title.toLowerCase().match(/[a-z0-9]+/g) ?? [];
}
