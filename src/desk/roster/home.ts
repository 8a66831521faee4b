import type { CardPart } from '../../chat/card.ts';
import type { HomeSection } from '../../chat/home.ts';
import type { PersonId } from '../../chat/outcome.ts';
import type { Text } from '../../chat/text.ts';
import { instantToLocal } from '../../time.ts';
import { type Branch, branchCollection, organisationCollection } from '../branches/index.ts';
import { staffCollection } from '../people/index.ts';
import { branchOfCaller } from './branch-of-caller.ts';
import { dutyPhrase, onShiftAt, openingPhrase, type RosterReads, timeParam, type When } from './phrases.ts';
import { shiftDayCollection } from './schema.ts';
import { say } from './texts.en.ts';
import type { OnShift } from './types.ts';

/** On somebody's Home: their shift now, their next one, and who is on at their branch. */
export function createRosterHome(read: RosterReads): HomeSection {
  const { roster, branches, people } = read;

  function parts(person: PersonId, now: string): readonly CardPart[] {
    const member = people.staff(person);
    if (!member?.active) return [];
    const branch = branchOfCaller({ person, now }, read) ?? branches.byCode(member.branches[0] ?? '');
    return [
      { type: 'heading', text: say('onshift.home.title') },
      ...nowPhrases(person, now).map((text): CardPart => ({ type: 'text', text })),
      { type: 'text', text: nextPhraseOf(roster.nextOf(person, now), now) },
      ...(branch === undefined ? [] : onAt(branch, now)),
    ];
  }

  function nowPhrases(person: PersonId, now: string): readonly Text[] {
    const phrases = roster.shiftsOf(person, now).flatMap((on) => {
      const branch = branches.byCode(on.branch);
      if (branch === undefined) return [];
      const duty = dutyPhrase(on, branch, { type: 'now', at: now });
      return [say('onshift.home.now', { branch: branches.label(branch), duty })];
    });
    return phrases.length > 0 ? phrases : [say('onshift.home.off')];
  }

  function nextPhraseOf(next: OnShift | undefined, now: string): Text {
    const branch = branches.byCode(next?.branch ?? '');
    if (next === undefined || branch === undefined) return say('onshift.home.noNext');
    const zone = branch.timezone;
    const isToday = instantToLocal(next.startAt, zone).date === instantToLocal(now, zone).date;
    return say('onshift.home.next', {
      branch: branches.label(branch),
      // Midnight ends today everywhere else; a shift that begins then is tomorrow's.
      from: { instant: next.startAt, zone, style: isToday ? 'time' : 'full' },
      until: timeParam(next.endAt, branch, { type: 'now', at: next.startAt }),
    });
  }

  function onAt(branch: Branch, now: string): readonly CardPart[] {
    const when: When = { type: 'now', at: now };
    const list = onShiftAt(read, branch, when);
    return [
      { type: 'heading', text: say('onshift.home.branch', { branch: branches.label(branch) }) },
      { type: 'text', text: openingPhrase(read, branch, when) },
      list.length === 0
        ? { type: 'text', text: say('onshift.nobody.now') }
        : {
            type: 'facts',
            facts: list.map((on) => ({
              label: { own: people.name(on.person) },
              value: dutyPhrase(on, branch, when),
            })),
          },
    ];
  }

  return {
    parts,
    follows: [
      { collection: shiftDayCollection },
      { collection: staffCollection },
      { collection: branchCollection },
      { collection: organisationCollection },
    ],
  };
}
