import type { CardPart, Fact } from '../../chat/card.ts';
import { own, type Text } from '../../chat/text.ts';
import { appliesAt, isOnSite, type Reason, type WhoToAsk } from '../asking/index.ts';
import { routeFacts } from '../routes/index.ts';
import { fallbackPeople } from './asking.ts';
import { awaited, checkOf, coming as countedOf, lastWordOf, leader, wasThere } from './coming.ts';
import type { Describe } from './describe.ts';
import { leftStaff } from './out-of-reach.ts';
import { askNext } from './rules.ts';
import { type HelpRequest, isCheckIn, notesOf, since } from './schema.ts';
import { say } from './texts.en.ts';

/** Since when the call is there and by whom; of a check-in that was not answered, that too. */
export function called(call: HelpRequest, describe: Describe): readonly Fact[] {
  const person = describe.name(call.caller);
  const by = { at: describe.at(call, since(call)), person };
  const made: Fact = { label: say('help.fact.called'), value: say('help.called.by', by) };
  if (call.checkIn === undefined) return [made];
  const asked = { at: describe.at(call, call.checkIn.at), person };
  const missed: Fact = { label: say('help.fact.checkIn'), value: say('help.checkIn.by', asked) };
  return [...(isCheckIn(call) ? [] : [made]), missed, ...calledBefore(call, describe)];
}

function calledBefore(call: HelpRequest, describe: Describe): readonly Fact[] {
  const before = call.checkIn?.before;
  if (before === undefined) return [];
  const params = { number: before.number, at: describe.at(call, before.at) };
  return [{ label: say('help.fact.before'), value: say('help.checkIn.before', params) }];
}

/** That the caller named another zone since: whoever is on the way may be going to the first. */
export function moved(call: HelpRequest, describe: Describe): readonly Fact[] {
  const isLeft = ({ at }: HelpRequest['timeline'][number]) =>
    !call.notes.some((note) => note.at === at && note.became !== undefined);
  const last = call.timeline.findLast((event) => event.from !== undefined && isLeft(event));
  if (last?.from === undefined || last.from === call.zone) return [];
  const value = say('help.moved', { zone: last.from, at: describe.at(call, last.at) });
  return [{ label: say('help.fact.moved'), value }];
}

export function people(call: HelpRequest, describe: Describe): readonly Fact[] {
  return [
    ...list('help.fact.asked', call.asked, describe),
    ...coming(call, describe),
    ...list('help.fact.declined', call.declined, describe),
    ...list(
      'help.fact.unreached',
      call.unreached.filter(({ reason }) => reason !== leftStaff),
      describe,
    ),
    ...list(
      'help.fact.left',
      call.unreached.filter(({ reason }) => reason === leftStaff),
      describe,
    ),
    ...routeFacts(call.timeline, describe.name),
  ];
}

export function coming(call: HelpRequest, describe: Describe): readonly Fact[] {
  if (call.responders.length === 0) return [];
  const several = call.responders.length > 1;
  const lines = call.responders.map((one): Text => {
    const at = one.quietAt === undefined ? (one.onSceneAt ?? one.at) : lastWordOf(one);
    const params = { person: describe.name(one.person), at: describe.at(call, at) };
    if (wasThere(one)) return say('help.coming.quiet.there', params);
    if (one.onSceneAt !== undefined) return say('help.coming.onScene', params);
    if (one.quietAt !== undefined) return say('help.coming.quiet', params);
    return say(several && one.person === leader(call) ? 'help.coming.leads' : 'help.coming.since', params);
  });
  return lines.map((value) => ({ label: say('help.fact.coming'), value }));
}

function list(
  label: 'help.fact.asked' | 'help.fact.declined' | 'help.fact.unreached' | 'help.fact.left',
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
  return [...nextStep(call, read, describe), ...nextCheck(call, read, describe)].map((value) => ({
    label: say('help.fact.next'),
    value,
  }));
}

function nextStep(call: HelpRequest, read: WhoToAsk, describe: Describe): readonly Text[] {
  if (call.due === undefined) return [];
  const at = describe.dueAt(call, call.due.at);
  switch (call.due.what) {
    case 'step': {
      const { asks, toldAt } = stepAt(call, call.due.at, read);
      if (asks === 'nobody') return [lastWord(call, toldAt, describe)];
      return [say(asks === 'more' ? 'help.next.step' : 'help.next.step.again', { at })];
    }
    case 'last':
      return [lastWord(call, call.due.at, describe)];
    case 'fallback':
      return fallbackPeople(call, read)
        .slice(0, 1)
        .map(({ person }) => say('help.next.fallback', { person: describe.name(person), at }));
    default:
      return [];
  }
}

function lastWord(call: HelpRequest, toldAt: string, describe: Describe): Text {
  const at = describe.dueAt(call, toldAt);
  if (call.drill !== undefined) return say('help.next.drillEnd', { at });
  return say(countedOf(call).length > 0 ? 'help.next.last.some' : 'help.next.last', { at });
}

/**
 * Whom the step that comes next would ask at that moment, by the rules themselves: a step that finds nobody is skipped,
 * and so may all that are left be.
 */
function stepAt(
  call: HelpRequest,
  at: string,
  read: WhoToAsk,
): { readonly asks: 'more' | 'again' | 'nobody'; readonly toldAt: string } {
  const { call: next, news } = askNext(call, at, read);
  const asked = news.find((one) => one.type === 'asked');
  const toldAt = next.due?.what === 'last' ? next.due.at : at;
  if (asked === undefined) return { asks: 'nobody', toldAt };
  return { asks: asked.people.length > 0 ? 'more' : 'again', toldAt };
}

function nextCheck(call: HelpRequest, read: WhoToAsk, describe: Describe): readonly Text[] {
  const check = checkOf(call);
  const person = awaited(call)?.person;
  if (check?.what !== 'quiet' || person === undefined) return [];
  const asksMore = () => stepAt(call, check.at, read).asks !== 'nobody';
  const then = call.quietAskedAt === undefined ? 'ask' : asksMore() ? 'more' : 'tell';
  return [say(`help.next.quiet.${then}`, { person: describe.name(person), at: describe.at(call, check.at) })];
}

/** That a step for those on shift at the branch found nobody, while nobody there has been asked otherwise. */
export function skipped(call: HelpRequest, read: WhoToAsk): readonly Fact[] {
  return call.ended === undefined && isWithoutColleagues(call, read)
    ? [{ label: say('help.fact.skipped'), value: say('help.skipped') }]
    : [];
}

/** Whether those on shift at the branch were to be asked, and nobody of them could be. */
export function isWithoutColleagues(call: HelpRequest, read: Pick<WhoToAsk, 'branches'>): boolean {
  const wasOnSite = call.asked.some(({ why }) => onSiteReasons.has(why));
  return (
    !wasOnSite &&
    call.asked.length > 0 &&
    call.timeline.some(({ what, step, at }) => {
      const skippedStep = what === 'skipped' && step !== undefined ? call.steps[step] : undefined;
      return skippedStep?.ask.every(isOnSite) === true && appliesAt(skippedStep, call.branch, at, read);
    })
  );
}

const onSiteReasons: ReadonlySet<Reason> = new Set(['onShift', 'pic', 'zone', 'security', 'position']);

export function closing(call: HelpRequest): readonly Fact[] {
  if (call.ended?.reason === undefined) return [];
  return [{ label: say('help.fact.reason'), value: own(call.ended.reason) }];
}

/** What was written up of it. */
export function reports(numbers: readonly string[]): readonly Fact[] {
  return numbers.map((number) => ({ label: say('help.fact.report'), value: own(number) }));
}

/** The caller's words. */
export function notes(call: HelpRequest): readonly CardPart[] {
  const typed = notesOf(call);
  if (typed.length === 0) return [];
  return [
    { type: 'facts', facts: typed.map((text) => ({ label: say('help.fact.note'), value: own(text) })) },
  ];
}
