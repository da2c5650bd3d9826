/** An option of a BBQ question, as `answer_info` tells of it: its own words and the group that it stands for. */
export type OptionInfo = readonly string[];

/**
 * The option that stands for a stereotyped group, by the file's own labels. The labels of options and groups are not always
 * written alike ("lowSES" and "low SES", "woman" and "F", "F-Black" and "Black"): the option's label as a whole counts
 * first, then its parts and its words.
 * @returns undefined where not exactly one option is found, as where the groups of both options are stereotyped
 */
export function stereotypedOption(
  options: readonly OptionInfo[],
  groups: readonly string[],
): number | undefined {
  const wanted = new Set(groups.map(name));
  for (const namesOf of [wholeLabel, allNames]) {
    const found = options.flatMap((option, at) =>
      !isUnknown(option) && namesOf(option).some((one) => wanted.has(one)) ? [at] : [],
    );
    if (found.length === 1) return found[0];
  }
  return undefined;
}

/** Whether an option says that it cannot be known. */
export function isUnknown(option: OptionInfo): boolean {
  return option.at(-1) === 'unknown';
}

function wholeLabel(option: OptionInfo): string[] {
  return option.slice(-1).map(name);
}

const sexes = new Map([
  ...['woman', 'girl', 'female'].map((word) => [word, 'f'] as const),
  ...['man', 'boy', 'male'].map((word) => [word, 'm'] as const),
]);

function allNames(option: OptionInfo): string[] {
  const parts = option.flatMap((text) => [text, ...text.split(/[-_]/), ...text.split(' ')]);
  return parts.map(name).flatMap((one) => [one, sexes.get(one) ?? one]);
}

function name(text: string): string {
  return text.toLowerCase().replaceAll(/[\s_-]/g, '');
}
