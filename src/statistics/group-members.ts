/**
 * The items of each group, as places in the list, in the order in which groups are first met. An item without a group is one
 * of its own.
 */
export function groupMembers(groups: readonly (string | null)[]): number[][] {
  const byName = new Map<string | number, number[]>();
  for (const [at, group] of groups.entries()) {
    const name = group ?? at;
    const known = byName.get(name);
    if (known === undefined) byName.set(name, [at]);
    else known.push(at);
  }
  return [...byName.values()];
}
