import { distance } from 'fastest-levenshtein';
import type { Alarm, Look } from '../../chat/command.ts';
import { splitFirst } from '../../chat/typed.ts';
import { parsePlace } from '../branches/index.ts';
import type { HelpDesk } from './help-desk.ts';
import { parseCall } from './parse.ts';
import { say } from './texts.en.ts';

/** As near to `emergency` as a call's own words may be. */
const nearEnough = 2;

/** What is dialled in an emergency where Deskbell may be used, and 911 behind the 9 of an outside line. */
const numbers = new Set(['911', '9911', '112', '999', '000', '110', '119']);
const dialling = new Set(['call', 'dial', 'phone', 'ring']);

/**
 * Each says by itself that somebody is harmed or may be at any moment. Not here: words that staff type about ordinary
 * things as well, such as sick, shot, angry, stuck or alarm. Shown to somebody who is in no danger, what to dial costs
 * them one line; that is why the list is kept short.
 */
const danger = new Set(
  (
    'emergency ambulance police 911 hurt injured bleeding unconscious collapsed choking overdose seizure dying ' +
    'attacked attacking assaulted stabbed shooting knife gun weapon fight fire'
  ).split(' '),
);

/** With two letters that changed places, too. Alone and in small letters it asks what Deskbell can do. */
const help = new Set(['help', 'hlep', 'hepl']);
const forWhom = new Set(
  'me us now please quick quickly at in here there he she they somebody someone'.split(' '),
);

/**
 * Words that are no command and sound as if somebody were in danger: what to dial where they are, and a call with these
 * words, which nobody has sent. It looks for words of a list and guesses nothing else.
 */
export function alarmOf(words: string, look: Look, desk: HelpDesk): Alarm | undefined {
  const callersBranch = desk.branchOfCaller(look);
  const asked = askedFor(words, isPlace(splitFirst(words)[1], desk));
  if (asked === undefined) return undefined;
  const { branch } = parseCall(asked, callersBranch, desk.branches);
  const dial = say('help.dial', { dial: desk.dialFor(look, branch) });
  return {
    words: asked,
    card: {
      summary: dial,
      tone: 'urgent',
      parts: [
        { type: 'text', text: dial, strong: true },
        { type: 'text', text: say('help.alarm.untold') },
      ],
    },
  };
}

/** Whether words begin with a place of any branch: where somebody is may not be known. */
function isPlace(words: string, { branches }: Pick<HelpDesk, 'branches'>): boolean {
  return branches.all().some((branch) => {
    const { named, zone } = parsePlace(words, branch, branches);
    return named || zone !== undefined;
  });
}

/**
 * What to type after `assist` for words that sound so; undefined for all others.
 *
 * @param isPlaced whether a place stands behind the first word: that is no question about a command
 */
function askedFor(words: string, isPlaced: boolean): string | undefined {
  const said = words.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  const [first = '', second = ''] = said;
  // Neither is a note that tells those who come anything.
  if (distance(first, 'emergency') <= nearEnough || numbers.has(first)) {
    const rest = words.slice(words.toLowerCase().indexOf(first) + first.length);
    return `emergency ${rest.replace(/^[^\p{L}\p{N}]+/u, '')}`.trim();
  }
  if (said.some((word) => danger.has(word)) || (dialling.has(first) && numbers.has(second)))
    return `emergency ${words}`;
  if (!said.some((word) => help.has(word))) return undefined;
  const isShouted = /!|\bHELP\b/.test(words);
  if (help.has(first) && !isShouted && !isPlaced && !forWhom.has(second)) return undefined;
  if (said.every((word) => help.has(word))) return 'now';
  return `now ${help.has(first) && isPlaced ? splitFirst(words)[1] : words}`;
}
