/** What holds for some kinds of call at some branches. */
export interface Said {
  readonly what: string;
  /** As in a sentence, such as `now and emergency`. */
  readonly calls: string;
  /** How many calls these are. */
  readonly count: number;
  readonly branches: readonly string[];
}

/** Gathers what is the same for several calls and branches, so that it is said once with all that it holds for. */
export function createGatherer() {
  const byWhat = new Map<string, Map<string, string[]>>();
  return {
    /** @param call a kind of call, with its steps where it is about these, such as `now after 60 s` */
    add(what: string, branch: string, call: string): void {
      const byBranch = byWhat.get(what) ?? new Map<string, string[]>();
      byWhat.set(what, byBranch);
      const calls = byBranch.get(branch);
      if (calls === undefined) byBranch.set(branch, [call]);
      else calls.push(call);
    },
    /** Branches of which the same calls are said stand together. */
    all(): readonly Said[] {
      return [...byWhat].flatMap(([what, byBranch]) => {
        const byCalls = new Map<string, { readonly count: number; readonly branches: string[] }>();
        for (const [branch, calls] of byBranch) {
          const known = byCalls.get(listed(calls));
          if (known === undefined) byCalls.set(listed(calls), { count: calls.length, branches: [branch] });
          else known.branches.push(branch);
        }
        return [...byCalls].map(([calls, rest]) => ({ what, calls, ...rest }));
      });
    },
  };
}

/** `a`, `a and b`, `a, b and c`. */
export function listed(words: readonly string[], before: 'and' | 'or' = 'and'): string {
  const last = words.at(-1) ?? '';
  return words.length < 2 ? last : `${words.slice(0, -1).join(', ')} ${before} ${last}`;
}

/** Names beyond these are counted: nobody reads two hundred. */
const mostNamed = 20;

/** The same with only the first twenty by name. */
export function listedUpTo(names: readonly string[]): string {
  const more = names.length - mostNamed;
  return more > 0 ? `${names.slice(0, mostNamed).join(', ')} and ${more} more` : listed(names);
}
