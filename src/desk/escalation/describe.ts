import type { PersonId } from '../../chat/outcome.ts';
import type { InstantParam, Text } from '../../chat/text.ts';
import { isOneDay, type WhoToAsk } from '../asking/index.ts';
import { howAsked, whoDecides } from './deputy.ts';
import { type Escalation, holder, stateOf } from './schema.ts';
import { say } from './texts.en.ts';

/** The words for parts of an escalation, used by cards and messages alike. None of them holds a reason. */
export function createDescribe({ people, branches }: Pick<WhoToAsk, 'people' | 'branches'>) {
  const zoneOf = (escalation: Pick<Escalation, 'branch'>) =>
    branches.everKnown(escalation.branch ?? '')?.timezone ?? branches.organisation().timezone;

  function place({ branch }: Pick<Escalation, 'branch'>): Text {
    if (branch === null) return say('escalation.place.unknown');
    const known = branches.everKnown(branch);
    return say('escalation.place', { branch: known === undefined ? branch : branches.label(known) });
  }

  /** On the branch's clock; with the day once the question tells of more than one. */
  function at(
    escalation: Pick<Escalation, 'branch' | 'createdAt' | 'timeline'>,
    instant: string,
    style?: InstantParam['style'],
  ): InstantParam {
    const zone = zoneOf(escalation);
    return { instant, zone, style: style ?? (isOneDay(escalation, instant, zone) ? 'time' : 'full') };
  }

  function state(escalation: Escalation): Text {
    const { ended, wants } = escalation;
    const now = stateOf(escalation);
    const person = holder(escalation);
    if (now === 'taken' && person !== undefined)
      return say('escalation.state.taken', { person: people.name(person) });
    const words = say(`escalation.state.${now}`, { wants });
    if (ended === undefined) return words;
    const params = { state: words, at: at(escalation, ended.at) };
    return ended.by === undefined
      ? say('escalation.state.at', params)
      : say('escalation.state.by', { ...params, person: people.name(ended.by) });
  }

  /** What to tell the patron while nobody has answered, and who decides meanwhile. */
  function nobody(escalation: Escalation, ringing: boolean): Text {
    const person = whoDecides(escalation, { people, branches });
    const params = { number: escalation.number, patron: patron() };
    const silent = holder(escalation);
    if (person === undefined)
      return say(ringing ? 'escalation.ring.nobodyAtAll' : 'escalation.nobodyAtAll', params);
    const asked = howAsked(escalation, person, { people, branches });
    const named = { ...params, asked, person: people.name(person) };
    if (!ringing) return say('escalation.nobody', named);
    return silent === undefined
      ? say('escalation.ring.nobody', named)
      : say('escalation.ring.nobodyTaken', { ...named, holder: people.name(silent) });
  }

  /** What the organisation calls the people it serves. */
  const patron = () => branches.organisation().terms.patron;

  return {
    place,
    at,
    zoneOf,
    state,
    nobody,
    patron,
    wants: (escalation: Pick<Escalation, 'wants'>) => say(`escalation.wants.${escalation.wants}`),
    name: (person: PersonId) => people.name(person),
    names: (list: readonly PersonId[]): readonly string[] =>
      [...new Set(list)].map((person) => people.name(person)),
  };
}

export type Describe = ReturnType<typeof createDescribe>;
