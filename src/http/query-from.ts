/** A path with those parameters of another path's query that it lacks and that are named. */
export function withQueryFrom(path: string, other: string, names: readonly string[]): string {
  const [before = "", query = ""] = path.split(/\?(.*)/s);
  const own = new URLSearchParams(query);
  const there = new URLSearchParams(other.split(/\?(.*)/s)[1] ?? "");
  const added = names.filter((name) => !own.has(name) && there.has(name));
  if (added.length === 0) return path;
  for (const name of added) for (const value of there.getAll(name)) own.append(name, value);
  return `${before}?${own}`;
}
