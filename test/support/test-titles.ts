/** A test or a group of tests, as it stands in a file. */
interface Declared {
  readonly indent: number;
  readonly title: string;
  readonly isTest: boolean;
  /** It, or a group around it, says that it does not run. */
  readonly isSkipped: boolean;
}

const notRun = /\.(?:skip|skipIf|todo|fails)\b/;
const notRunOption = /^,\s*\{[^}]*\b(?:skip|todo|fails)\b/;
const text = /^\s*(?:'(?<one>(?:[^'\\\n]|\\.)*)'|"(?<two>(?:[^"\\\n]|\\.)*)"|`(?<three>(?:[^`\\]|\\.)*)`)/;

/**
 * The titles of the tests that run, each with those of the groups around it, outermost first. Reads formatted source:
 * a declaration begins its line, and what is within it stands further in.
 *
 * @example titlesOfTests("describe('a call', () => {\n  it('ends', () => {});\n});") // [['a call', 'ends']]
 */
export function titlesOfTests(source: string): readonly (readonly string[])[] {
  const around: Declared[] = [];
  const tests: (readonly string[])[] = [];
  for (const found of source.matchAll(/^(?<indent> *)(?<what>describe|it|test)(?<how>(?:\.\w+)*)\(/gm)) {
    const { indent = '', what = '', how = '' } = found.groups ?? {};
    while ((around.at(-1)?.indent ?? -1) >= indent.length) around.pop();
    const rest = source.slice(found.index + found[0].length);
    const after = /\.(?:each|for|runIf|skipIf)$/.test(how) ? afterArguments(rest, indent) : rest;
    const title = text.exec(after);
    if (title === null) continue;
    const declared = {
      indent: indent.length,
      title: Object.values(title.groups ?? {}).find((one) => one !== undefined) ?? '',
      isTest: what !== 'describe',
      isSkipped:
        around.some(({ isSkipped }) => isSkipped) ||
        notRun.test(how) ||
        notRunOption.test(after.slice(title[0].length)),
    };
    if (declared.isTest && !declared.isSkipped) tests.push([...around, declared].map((one) => one.title));
    around.push(declared);
  }
  return tests;
}

/** What follows `)(` at the end of this line, or on the first line that is indented no further. */
function afterArguments(rest: string, indent: string): string {
  const [line = ''] = rest.split('\n', 1);
  const here = /\)\((?=\s*(?:['"`]|$))/.exec(line);
  if (here !== null) return rest.slice(here.index + here[0].length);
  const later = new RegExp(`^${indent}\\S.*?\\)\\(`, 'm').exec(rest);
  return later === null ? '' : rest.slice(later.index + later[0].length);
}
