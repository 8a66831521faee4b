import type { CardPart, Fact } from '../../chat/card.ts';
import { own, type Text } from '../../chat/text.ts';
import type { WhoToAsk } from '../asking/index.ts';
import { fallbackPeople } from './asking.ts';
import type { Describe } from './describe.ts';
import { leader } from './presses.ts';
import { reroutedFacts } from './rerouted.ts';
import type { HelpRequest } from './schema.ts';
import { say } from './texts.en.ts';

export function called(call: HelpRequest, describe: Describe): Fact {
  const params = { at: describe.at(call, call.createdAt), person: describe.name(call.caller) };
  return { label: say('help.fact.called'), value: say('help.called.by', params) };
}

export function people(call: HelpRequest, describe: Describe): readonly Fact[] {
  return [
    ...list('help.fact.asked', call.asked, describe),
    ...coming(call, describe),
    ...list('help.fact.declined', call.declined, describe),
    ...list('help.fact.unreached', call.unreached, describe),
    ...reroutedFacts(call, describe),
  ];
}

export function coming(call: HelpRequest, describe: Describe): readonly Fact[] {
  if (call.responders.length === 0) return [];
  const several = call.responders.length > 1;
  const lines = call.responders.map((one): Text => {
    const params = { person: describe.name(one.person), at: describe.at(call, one.onSceneAt ?? one.at) };
    if (one.onSceneAt !== undefined) return say('help.coming.onScene', params);
    return say(several && one.person === leader(call) ? 'help.coming.leads' : 'help.coming.since', params);
  });
  return lines.map((value) => ({ label: say('help.fact.coming'), value }));
}

function list(
  label: 'help.fact.asked' | 'help.fact.declined' | 'help.fact.unreached',
  of: readonly { readonly person: string }[],
  describe: Describe,
): readonly Fact[] {
  if (of.length === 0) return [];
  return [
    { label: say(label), value: say('help.list', { people: describe.names(of.map((one) => one.person)) }) },
  ];
}

/** What happens by itself; only what is really scheduled. */
export function next(call: HelpRequest, read: WhoToAsk, describe: Describe): readonly Fact[] {
  if (call.due === undefined) return [];
  const at = describe.at(call, call.due.at);
  const label = say('help.fact.next');
  switch (call.due.what) {
    case 'step':
      return [{ label, value: say('help.next.step', { at }) }];
    case 'last':
      return [{ label, value: say('help.next.last', { at }) }];
    case 'quiet': {
      const first = leader(call);
      const person = first === undefined ? '' : describe.name(first);
      const more = call.nextStep < call.steps.length;
      const then = call.quietAskedAt === undefined ? 'ask' : more ? 'more' : 'tell';
      return [{ label, value: say(`help.next.quiet.${then}`, { person, at }) }];
    }
    case 'fallback': {
      const person = fallbackPeople(call, read)[0];
      return person === undefined
        ? []
        : [{ label, value: say('help.next.fallback', { person: describe.name(person.person), at }) }];
    }
    default:
      return [];
  }
}

export function closing(call: HelpRequest): readonly Fact[] {
  if (call.ended?.reason === undefined) return [];
  return [{ label: say('help.fact.reason'), value: own(call.ended.reason) }];
}

/** What was written up of it. */
export function reports(numbers: readonly string[]): readonly Fact[] {
  return numbers.map((number) => ({ label: say('help.fact.report'), value: own(number) }));
}

/** The caller's words, each once, also when they were typed again. */
export function notes(call: HelpRequest): readonly CardPart[] {
  const typed = new Set(call.notes.map(({ text }) => text).filter((text) => text !== ''));
  if (typed.size === 0) return [];
  return [
    { type: 'facts', facts: [...typed].map((text) => ({ label: say('help.fact.note'), value: own(text) })) },
  ];
}
