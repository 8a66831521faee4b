import type { Card, CardPart } from '../../chat/card.ts';
import type { PersonId, View } from '../../chat/outcome.ts';
import type { InstantParam } from '../../chat/text.ts';
import type { ReachReads } from './rules.ts';
import type { ReachCheck } from './schema.ts';
import { say } from './texts.en.ts';

/** A moment on the clocks of the branch that a person belongs to first. */
export function momentOf(at: string, person: PersonId, { people, branches }: ReachReads): InstantParam {
  const home = branches.byCode(people.staff(person)?.branches[0] ?? '');
  return { instant: at, zone: home?.timezone ?? branches.organisation().timezone, style: 'time' };
}

/** What somebody gets and presses; for nobody else. */
export function checkCard(
  check: ReachCheck,
  view: View,
  viewer: PersonId | undefined,
  reads: ReachReads,
): Card | undefined {
  const { canonical } = reads.people;
  if (view !== 'asked' || viewer === undefined || canonical(viewer) !== canonical(check.person))
    return undefined;
  const heading: CardPart = { type: 'heading', text: say('reach.ask.title') };
  const moment = (at: string) => momentOf(at, check.person, reads);
  const { confirmed } = check;
  if (confirmed !== undefined) {
    const at = moment(confirmed.at);
    const text =
      confirmed.platform === undefined
        ? say('reach.ask.done', { at })
        : say('reach.ask.done.place', { at, place: say(`reach.place.${confirmed.platform}`) });
    return { summary: text, tone: 'over', parts: [heading, { type: 'text', text }] };
  }
  return {
    summary: say('reach.ask.summary'),
    parts: [
      heading,
      { type: 'text', text: say('reach.ask.what') },
      {
        type: 'buttons',
        buttons: [
          {
            button: 'reach.confirm',
            label: say('reach.button.confirm'),
            describe: say('reach.button.confirm.describe', { at: moment(check.at) }),
            record: check.id,
            style: 'primary',
          },
        ],
      },
    ],
  };
}
