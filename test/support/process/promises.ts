import { isDeepStrictEqual } from 'node:util';
import type { HelpRequest } from '../../../src/desk/help/index.ts';
import { type ConfirmedAct, type Load, noteOf } from './load.ts';
import type { DatabaseContent } from './read-database.ts';

/**
 * Holds a database against what people were told.
 *
 * @param before what the database held at an earlier look.
 * @returns a sentence for every promise that was broken.
 */
export function brokenPromises(
  now: DatabaseContent,
  load: Pick<Load, 'confirmed' | 'unanswered' | 'turnedAway' | 'contradictions'>,
  before?: DatabaseContent,
): readonly string[] {
  return [
    ...load.contradictions.map((both) => `The same act was answered in two ways:\n${both}`),
    ...brokenNumbers(now),
    ...brokenActs(now, load),
    ...brokenPostings(now),
    ...(before === undefined ? [] : lostSince(now, before)),
  ];
}

function brokenNumbers({ calls, numbers }: DatabaseContent): string[] {
  const found = calls.map((call) => call.number).sort();
  const wanted = calls.map((_, index) => `H-${String(index + 1).padStart(4, '0')}`).sort();
  const broken = isDeepStrictEqual(found, wanted)
    ? []
    : [`The numbers have gaps or doubles: ${found.join(' ')}`];
  return numbers === calls.length
    ? broken
    : [...broken, `${numbers} numbers were given to ${calls.length} calls.`];
}

function brokenActs(
  { calls }: DatabaseContent,
  { confirmed, unanswered, turnedAway }: Pick<Load, 'confirmed' | 'unanswered' | 'turnedAway'>,
): string[] {
  const byNote = new Map<string, HelpRequest[]>();
  for (const call of calls) {
    for (const { text } of call.notes) byNote.set(text, [...(byNote.get(text) ?? []), call]);
  }
  const byId = new Map(calls.map((call) => [call.id, call]));
  const broken: string[] = [];
  for (const one of confirmed.values()) {
    const { what, id } = one.act;
    const problem =
      what.type === 'command'
        ? brokenCall(one, byNote.get(noteOf(id)) ?? [])
        : what.type === 'pressed'
          ? brokenPress(one, byId.get(what.data.record))
          : undefined;
    if (problem !== undefined) broken.push(`${problem} Told: ${one.reply}`);
  }
  for (const { id } of unanswered.values()) {
    if ((byNote.get(noteOf(id)) ?? []).length > 1) broken.push('A call that was cut off is there twice.');
  }
  for (const { id } of turnedAway.values()) {
    if (byNote.has(noteOf(id))) broken.push('A call of which it was said that nothing was done is there.');
  }
  return broken;
}

function brokenCall({ reply }: ConfirmedAct, found: readonly HelpRequest[]): string | undefined {
  const number = /H-\d+/.exec(reply)?.[0];
  if (number === undefined) return 'A call was answered without a number.';
  if (found.length === 0) return `${number} was confirmed and is gone.`;
  if (found.length > 1) return `One act made ${found.map((call) => call.number).join(' and ')}.`;
  return found[0]?.number === number ? undefined : `${number} was told and ${found[0]?.number} is there.`;
}

function brokenPress({ act, reply }: ConfirmedAct, call: HelpRequest | undefined): string | undefined {
  if (act.what.type !== 'pressed') return undefined;
  if (call === undefined) return 'A call that was pressed on is gone.';
  const by = `staff:${act.as}`;
  const said = (what: HelpRequest['timeline'][number]['what']) =>
    call.timeline.some((event) => event.what === what && event.by === by);
  if (reply.startsWith('Thank you') && !said('coming')) return `“I’m coming” to ${call.number} is gone.`;
  if (reply.startsWith('Noted: you can’t come') && !said('cannotCome'))
    return `“Can’t come” to ${call.number} is gone.`;
  if (/is (?:done|cancelled)\./.test(reply) && (call.ended?.by !== by || call.due !== undefined))
    return `${call.number} was ended and is open.`;
  return undefined;
}

/** Each message whose answer was recorded has one posting; a second one would have been a second message. */
function brokenPostings({ calls, postings, outbox }: DatabaseContent): string[] {
  const broken: string[] = [];
  const messages = new Set<string>();
  const views = new Map<string, number>();
  const byId = new Map(calls.map((call) => [call.id, call]));
  for (const { message, content, viewer, address } of postings) {
    if (messages.has(message)) broken.push(`The message ${message} was posted and recorded twice.`);
    messages.add(message);
    if (!('view' in content)) continue;
    const view = `${content.record.id} ${content.view} ${viewer ?? address.id}`;
    const count = (views.get(view) ?? 0) + 1;
    views.set(view, count);
    const owed = content.view === 'asked' ? timesAsked(byId.get(content.record.id), viewer) : 1;
    if (count > owed) broken.push(`The card ${view} was posted ${count} times and ${owed} were owed.`);
  }
  for (const row of outbox) {
    for (const [index, { state }] of row.targets.entries()) {
      if ((state === 'sent') !== messages.has(`${row.id}.${index}`))
        broken.push(`A message is ${state} and ${state === 'sent' ? 'has no' : 'has a'} posting.`);
    }
  }
  for (const call of calls) {
    if ((call.ended === undefined) !== (call.due !== undefined))
      broken.push(
        `${call.number} is ${call.ended?.how ?? 'open'} and due is ${call.due?.what ?? 'nothing'}.`,
      );
  }
  return broken;
}

/** Each time somebody is asked they get the card; who comes without having been asked gets one too. */
function timesAsked(call: HelpRequest | undefined, person: string | undefined): number {
  const events = (call?.timeline ?? []).filter(
    ({ what, people, by }) =>
      (what !== 'unreached' && people?.some((one) => one === person)) || (what === 'coming' && by === person),
  );
  return events.filter(({ what }, index) => what !== 'coming' || index === 0).length;
}

function lostSince(now: DatabaseContent, before: DatabaseContent): string[] {
  const calls = new Map(now.calls.map((call) => [call.id, call]));
  const postings = new Map(now.postings.map((posting) => [posting.id, posting]));
  const broken: string[] = [];
  for (const was of before.calls) {
    const is = calls.get(was.id);
    if (is === undefined) broken.push(`${was.number} was in the database and is gone.`);
    else if (was.ended !== undefined && !isDeepStrictEqual(was.ended, is.ended))
      broken.push(`${was.number} ended and ended again.`);
    else if (!isDeepStrictEqual(is.timeline.slice(0, was.timeline.length), was.timeline))
      broken.push(`The timeline of ${was.number} was changed.`);
  }
  for (const was of before.postings) {
    if (postings.get(was.id)?.message !== was.message) broken.push(`The posting ${was.id} is gone.`);
  }
  return broken;
}
