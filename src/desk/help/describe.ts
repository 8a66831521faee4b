import type { PersonId } from '../../chat/outcome.ts';
import type { CatalogueText, InstantParam, Text } from '../../chat/text.ts';
import { isOneDay } from '../asking/index.ts';
import type { Branches } from '../branches/index.ts';
import type { People } from '../people/index.ts';
import { coming, hasRefusal, isEnough, needed, wasThere } from './coming.ts';
import { type HelpRequest, isCheckIn, stateOf, type Urgency } from './schema.ts';
import { say } from './texts.en.ts';

/** The read models that put names to ids. */
export interface Names {
  readonly people: People;
  readonly branches: Branches;
}

/** The words for parts of a call, used by cards and messages alike. */
export function createDescribe({ people, branches }: Names) {
  const branchOf = (call: HelpRequest) =>
    call.branch === null ? undefined : branches.everKnown(call.branch);

  function urgency(of: Urgency): Text {
    return say(`help.urgency.${of}`);
  }

  /** What those asked are needed for, in two or three words. */
  function what(call: HelpRequest): Text {
    return isCheckIn(call) ? say('help.urgency.checkIn') : urgency(call.urgency);
  }

  /** That somebody who is alone has not answered a check-in; undefined for a call that somebody has made. */
  function missed(call: HelpRequest): CatalogueText | undefined {
    if (call.checkIn === undefined || !isCheckIn(call)) return undefined;
    return say('help.checkIn', {
      person: people.name(call.caller),
      at: at(call, call.checkIn.at),
      place: place(call),
      until: at(call, call.checkIn.until),
    });
  }

  /** While nothing can be saved: whoever is alone may have answered all the same. Undefined for a call that somebody has made. */
  function unheard(call: HelpRequest): CatalogueText | undefined {
    return isCheckIn(call) ? say('help.checkIn.unheard', { person: people.name(call.caller) }) : undefined;
  }

  function place(call: Pick<HelpRequest, 'branch' | 'zone'>): Text {
    if (call.branch === null) return say('help.place.unknown');
    const known = branches.everKnown(call.branch);
    const branch = known === undefined ? call.branch : branches.label(known);
    return call.zone === null
      ? say('help.place.branch', { branch })
      : say('help.place.zone', { branch, zone: call.zone });
  }

  /** In the zone of the call's branch; with the day once the call tells of more than one. */
  function at(call: HelpRequest, instant: string, style?: InstantParam['style']): InstantParam {
    const zone = branchOf(call)?.timezone ?? branches.organisation().timezone;
    return { instant, zone, style: style ?? (isOneDay(call, instant, zone) ? 'time' : 'full') };
  }

  /** Like `at`, to the second where the call's steps are less than a minute apart. */
  function dueAt(call: HelpRequest, instant: string): InstantParam {
    const drawn = at(call, instant);
    const times = [...call.steps.map((step) => step.afterMs), call.lastAfterMs];
    const isInMinutes = times.every((ms) => ms % 60_000 === 0);
    return drawn.style === 'time' && !isInMinutes ? { ...drawn, style: 'seconds' } : drawn;
  }

  function names(list: readonly PersonId[]): readonly string[] {
    return [...new Set(list)].map((person) => people.name(person));
  }

  function state(call: HelpRequest): Text {
    const now = stateOf(call);
    if (now === 'coming' || now === 'onScene') {
      const counted = coming(call);
      const of = (list: HelpRequest['responders']) => names(list.map((one) => one.person));
      if (counted.length === 0) {
        const were = call.responders.filter(wasThere);
        return were.length === 0
          ? say('help.state.quiet', { people: of(call.responders) })
          : say('help.state.quiet.there', { people: of(were), count: were.length });
      }
      const there = counted.filter((one) => now === 'coming' || one.onSceneAt !== undefined);
      const people = of(there);
      if (isEnough(call)) return say(`help.state.${now}`, { people, count: there.length });
      const params = { people, count: counted.length, needs: needed(call) };
      if (now === 'coming') return say('help.state.coming.some', params);
      const others = counted.filter((one) => !there.includes(one));
      const onScene = { ...params, there: there.length };
      return others.length === 0
        ? say('help.state.onScene.some', onScene)
        : say('help.state.onScene.others', { ...onScene, others: of(others), coming: others.length });
    }
    if (now === 'open' && hasRefusal(call)) return say('help.state.declined');
    if (call.ended === undefined) return say(`help.state.${now}`);
    if (call.drill !== undefined)
      return say(`help.state.drill.${call.drill.over ?? 'leader'}`, { at: at(call, call.ended.at) });
    const isAllRight = isCheckIn(call) && now === 'cancelled';
    return say('help.state.by', {
      state: say(isAllRight ? 'help.state.allRight' : `help.state.${now}`),
      person: people.name(call.ended.by),
      at: at(call, call.ended.at),
    });
  }

  function dial(call: Pick<HelpRequest, 'branch'>): string {
    return branches.dialText(call.branch === null ? undefined : branches.everKnown(call.branch));
  }

  return {
    branchOf,
    urgency,
    what,
    missed,
    unheard,
    place,
    at,
    dueAt,
    names,
    name: (person: PersonId) => people.name(person),
    state,
    dial,
  };
}

export type Describe = ReturnType<typeof createDescribe>;
