import type { Notice, Recipient } from '../src/chat/notice.ts';
import { watchdogNotices } from '../src/delivery/index.ts';
import { escalationNotices } from '../src/desk/escalation/index.ts';
import { helpNotices } from '../src/desk/help/index.ts';
import { incidentNotices } from '../src/desk/incidents/index.ts';
import { loneNotices } from '../src/desk/lone/index.ts';
import { reachNotices } from '../src/desk/reach/index.ts';
import { browserDoors } from '../src/platforms/browser/doors.ts';
import { type Door, type Doors, doors, type Way } from '../src/platforms/platform.ts';
import { slackDoors } from '../src/platforms/slack/doors.ts';
import { teamsDoors } from '../src/platforms/teams/doors.ts';

/** What each platform declares, in the order of the README's columns. */
export const declaredDoors = [
  { platform: 'Slack', doors: slackDoors },
  { platform: 'Teams', doors: teamsDoors },
  { platform: 'The page', doors: browserDoors },
] as const satisfies readonly { readonly platform: string; readonly doors: Doors }[];

/** Every kind of message that goes to somebody without their asking. */
export const declaredNotices: readonly Notice[] = [
  ...helpNotices,
  ...loneNotices,
  ...incidentNotices,
  ...escalationNotices,
  ...reachNotices,
  ...watchdogNotices,
];

const undelivered = 'when no platform delivers';

/** E-mail and text messages are a way to people, and for people alone. */
const messengerWays: Readonly<Record<Recipient, Way>> = {
  person: undelivered,
  channel: { none: 'Those who are asked get their own.' },
  administrators: { none: 'A channel has no address there.' },
};

/** The README's table of what people can do where, as Markdown without a last line break. */
export function parityTable(): string {
  const ids = Object.keys(doors) as readonly Door[];
  return table([
    ['', ...declaredDoors.map(({ platform }) => platform)],
    ...ids.map((id) => [doors[id], ...declaredDoors.map((declared) => cell(declared.doors[id]))]),
  ]);
}

/** The README's table of the messages that go to somebody, as Markdown without a last line break. */
export function noticeTable(): string {
  return table([
    ['', ...declaredDoors.map(({ platform }) => platform), 'E-mail and text message'],
    ...declaredNotices.map((notice) => [
      notice.what,
      ...declaredDoors.map((declared) => cell(platformWay(notice, declared.doors))),
      cell(messengerWay(notice)),
    ]),
  ]);
}

/** How a message goes out on a platform, or why it does not. */
export function platformWay({ to }: Notice, declared: Doors): Way {
  const way = declared[to === 'person' ? 'ringing' : to];
  if (to === 'person') return typeof way === 'string' ? 'rings' : 'shown';
  return typeof way === 'string' ? 'posted' : way;
}

/** How a message goes out by e-mail and the webhook, or why it does not. */
export function messengerWay({ to, onPlatformsOnly, awaitsAnswer }: Notice): Way {
  if (onPlatformsOnly !== undefined) return { none: onPlatformsOnly };
  return awaitsAnswer ? `${undelivered}, or nobody answers` : messengerWays[to];
}

function table(rows: readonly (readonly string[])[]): string {
  const [head = [], ...body] = rows;
  return [head, head.map(() => '---'), ...body].map((row) => `| ${row.join(' | ')} |`).join('\n');
}

function cell(way: Way): string {
  return typeof way === 'string' ? way : `no. ${way.none}`;
}
