import type { HelpRequest } from '../../../src/desk/help/index.ts';
import type { SlackStandIn } from '../slack/index.ts';
import { type DatabaseContent, readDatabase } from './read-database.ts';

/** What stood in the database and in Slack at one moment. */
export interface Recorded extends DatabaseContent {
  /** What Slack took, by the marker that each message carries: the text of each time. */
  readonly posted: ReadonlyMap<string, readonly string[]>;
}

/** What falls due is handled within this time of its moment; what fell due without a program, of the next start. */
const promptMs = 5000;

export async function recordedIn(database: string, slack: SlackStandIn): Promise<Recorded> {
  const posted = new Map<string, string[]>();
  for (const { args, outcome } of slack.calls('chat.postMessage')) {
    const { metadata, text } = args as { metadata?: { event_payload?: { marker?: string } }; text?: string };
    const marker = metadata?.event_payload?.marker;
    if (outcome === 'ok' && marker !== undefined)
      posted.set(marker, [...(posted.get(marker) ?? []), text ?? '']);
  }
  return { ...(await readDatabase(database)), posted };
}

/**
 * Holds the end of a walked call against what had been recorded and confirmed when the program was killed.
 *
 * @param told the caller's reply, and when the program was ready again, in milliseconds since 1970.
 * @returns a sentence for every promise that was broken.
 */
export function brokenByKill(
  end: Recorded,
  atKill: Recorded | undefined,
  told: { readonly reply: string; readonly restartedAt: number | undefined },
): readonly string[] {
  const [call, ...others] = end.calls;
  if (call === undefined) return ['The call is gone.'];
  return [
    ...others.map(({ number }) => `There is a second call, ${number}.`),
    ...(told.reply.includes(`${call.number} is saved`) ? [] : [`The caller was told: ${told.reply}`]),
    ...brokenTimeline(call),
    ...lateSteps(call, told.restartedAt),
    ...brokenMessages(end, atKill),
    ...(atKill?.calls ?? []).flatMap((was) => lostEvents(was, call)),
  ];
}

/** Each thing happened once, whatever was cut off. */
function brokenTimeline({ timeline, ended }: HelpRequest): string[] {
  const happened = timeline.map(({ what, people, by }) =>
    [what, ...(people ?? []), by ?? ''].join(' ').trim(),
  );
  const wanted = [
    'called staff:priya',
    'asked staff:maria',
    'asked staff:lee',
    'nobody',
    'coming staff:maria',
    'onScene staff:maria',
    'done staff:maria',
  ];
  return happened.join() === wanted.join() && ended?.how === 'done'
    ? []
    : [`It happened otherwise: ${happened.join(', ')}`];
}

function lateSteps({ createdAt, timeline, steps, lastAfterMs }: HelpRequest, restartedAt = 0): string[] {
  const lastStepMs = steps.at(-1)?.afterMs ?? 0;
  const dueMs = { asked: lastStepMs, nobody: Math.max(lastStepMs, lastAfterMs) };
  return timeline.flatMap(({ what, at }) => {
    if (what !== 'asked' && what !== 'nobody') return [];
    // After a restart the last word waits for its own delay.
    const restart = restartedAt + promptMs + (what === 'nobody' ? lastAfterMs : 0);
    const latest = Math.max(Date.parse(createdAt) + dueMs[what] + promptMs, restart);
    return Date.parse(at) > latest ? [`“${what}” came ${Date.parse(at) - latest} ms too late.`] : [];
  });
}

function brokenMessages(end: Recorded, atKill: Recorded | undefined): string[] {
  const broken: string[] = [];
  const owed = end.outbox.flatMap((row) => row.targets.map((target, index) => ({ row, target, index })));
  for (const { row, target, index } of owed) {
    const times = end.posted.get(`${row.id}.${index}`) ?? [];
    if (target.state === 'sent' && times.length === 0) broken.push('A message was recorded and never sent.');
    // Slack can be asked whether a message arrived that was cut off.
    if (times.length > 1) broken.push(`A message was sent ${times.length} times: ${times.at(-1)}`);
  }
  for (const row of atKill?.outbox ?? []) {
    for (const [index, { state }] of row.targets.entries()) {
      const marker = `${row.id}.${index}`;
      const [before, after] = [atKill, end].map((one) => one?.posted.get(marker)?.length ?? 0);
      if (state === 'sent' && before !== after) broken.push('A recorded message was sent again.');
    }
  }
  const known = new Set(owed.map(({ row, index }) => `${row.id}.${index}`));
  for (const marker of end.posted.keys()) if (!known.has(marker)) broken.push('A message has no row.');
  return broken;
}

function lostEvents(was: HelpRequest, is: HelpRequest): string[] {
  const kept = JSON.stringify(is.timeline.slice(0, was.timeline.length)) === JSON.stringify(was.timeline);
  return was.id === is.id && kept ? [] : ['Something that was saved is gone.'];
}
