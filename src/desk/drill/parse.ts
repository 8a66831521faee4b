import type { Branch, Branches } from '../branches/index.ts';
import { type Urgency, urgencies } from '../help/index.ts';

/** What the words after `drill` ask for. */
export type ParsedDrill =
  | { readonly do: 'end' }
  /** `branch`: undefined when none is typed; `unclear` when it is not one. */
  | { readonly do: 'start'; readonly urgency: Urgency; readonly branch: Branch | undefined | 'unclear' };

/** Reads `[branch] [assist|now|emergency]` in either order, any case; `end` alone ends. */
export function parseDrill(words: string, branches: Branches): ParsedDrill {
  const typed = words.trim().split(/\s+/).filter(Boolean);
  if (typed.length === 1 && typed[0]?.toLowerCase() === 'end') return { do: 'end' };
  const isUrgency = (word: string | undefined) => urgencies.some((one) => one === word?.toLowerCase());
  const at = isUrgency(typed[0]) ? 0 : isUrgency(typed.at(-1)) ? typed.length - 1 : undefined;
  const urgency = urgencies.find((one) => at !== undefined && one === typed[at]?.toLowerCase()) ?? 'now';
  const place = typed.filter((_word, index) => index !== at).join(' ');
  if (place === '') return { do: 'start', urgency, branch: undefined };
  const found = branches.matching(place);
  return { do: 'start', urgency, branch: found.length === 1 ? found[0] : 'unclear' };
}
