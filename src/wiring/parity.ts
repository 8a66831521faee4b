import { browserDoors } from '../platforms/browser/doors.ts';
import { type Door, type Doors, doors, type Way } from '../platforms/platform.ts';
import { slackDoors } from '../platforms/slack/doors.ts';
import { teamsDoors } from '../platforms/teams/doors.ts';

/** What each platform declares, in the order of the README's columns. */
export const declaredDoors = [
  { platform: 'Slack', doors: slackDoors },
  { platform: 'Teams', doors: teamsDoors },
  { platform: 'The page', doors: browserDoors },
] as const satisfies readonly { readonly platform: string; readonly doors: Doors }[];

/** The README's table of what people can do where, as Markdown without a last line break. */
export function parityTable(): string {
  const ids = Object.keys(doors) as readonly Door[];
  const rows = [
    ['', ...declaredDoors.map(({ platform }) => platform)],
    ['---', ...declaredDoors.map(() => '---')],
    ...ids.map((id) => [doors[id], ...declaredDoors.map((declared) => cell(declared.doors[id]))]),
  ];
  return rows.map((row) => `| ${row.join(' | ')} |`).join('\n');
}

function cell(way: Way): string {
  return typeof way === 'string' ? way : `no. ${way.none}`;
}
