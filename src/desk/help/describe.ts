import type { PersonId } from '../../chat/outcome.ts';
import type { InstantParam, Text } from '../../chat/text.ts';
import type { Branches } from '../branches/index.ts';
import type { People } from '../people/index.ts';
import { type HelpRequest, stateOf, type Urgency } from './schema.ts';
import { say } from './texts.en.ts';

/** The read models that put names to ids. */
export interface Names {
  readonly people: People;
  readonly branches: Branches;
}

/** The words for parts of a call, used by cards and messages alike. */
export function createDescribe({ people, branches }: Names) {
  const branchOf = (call: HelpRequest) => (call.branch === null ? undefined : branches.byCode(call.branch));

  function urgency(of: Urgency): Text {
    return say(`help.urgency.${of}`);
  }

  function place(call: Pick<HelpRequest, 'branch' | 'zone'>): Text {
    if (call.branch === null) return say('help.place.unknown');
    const known = branches.byCode(call.branch);
    const branch = known === undefined ? call.branch : branches.label(known);
    return call.zone === null
      ? say('help.place.branch', { branch })
      : say('help.place.zone', { branch, zone: call.zone });
  }

  /** In the zone of the call's branch. */
  function at(call: HelpRequest, instant: string, style: InstantParam['style'] = 'time'): InstantParam {
    return { instant, zone: branchOf(call)?.timezone ?? branches.organisation().timezone, style };
  }

  function names(list: readonly PersonId[]): readonly string[] {
    return [...new Set(list)].map((person) => people.name(person));
  }

  function state(call: HelpRequest): Text {
    const now = stateOf(call);
    if (now === 'coming' || now === 'onScene') {
      const there = call.responders.filter((one) => now === 'coming' || one.onSceneAt !== undefined);
      return say(`help.state.${now}`, { people: names(there.map((one) => one.person)), count: there.length });
    }
    if (call.ended === undefined) return say(`help.state.${now}`);
    return say('help.state.by', {
      state: say(`help.state.${now}`),
      person: people.name(call.ended.by),
      at: at(call, call.ended.at),
    });
  }

  function dial(call: Pick<HelpRequest, 'branch'>): string {
    return branches.dialText(call.branch === null ? undefined : branches.byCode(call.branch));
  }

  return {
    branchOf,
    urgency,
    place,
    at,
    names,
    name: (person: PersonId) => people.name(person),
    state,
    dial,
  };
}

export type Describe = ReturnType<typeof createDescribe>;
