import { createHmac } from 'node:crypto';
import type { Post } from './load.ts';
import { channelOf, cityLibrary, signingSecret, team, type Workspace } from './workspace.ts';

let made = 0;

/**
 * Signed deliveries of one slash command, each by another person, in the channel of another branch. No caller has two
 * calls at one branch: a second one would join the first.
 */
export function signedCommands(
  command: string,
  text: string,
  count: number,
  { branches, callers }: Workspace = cityLibrary,
): readonly Post[] {
  const timestamp = String(Math.floor(Date.now() / 1000));
  return Array.from({ length: count }, () => {
    made += 1;
    const branch = branches[Math.floor(made / callers.length + made) % branches.length] as string;
    const body = new URLSearchParams({
      token: 'deprecated',
      team_id: team,
      team_domain: 'bench',
      channel_id: channelOf(branch),
      channel_name: branch.toLowerCase(),
      user_id: callers[made % callers.length] as string,
      user_name: 'somebody',
      command,
      text,
      api_app_id: 'A0BENCH',
      is_enterprise_install: 'false',
      response_url: 'http://127.0.0.1:9/response',
      trigger_id: `trigger.${process.pid}.${made}`,
    }).toString();
    return {
      body,
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        'x-slack-request-timestamp': timestamp,
        'x-slack-signature': `v0=${createHmac('sha256', signingSecret).update(`v0:${timestamp}:${body}`).digest('hex')}`,
      },
    };
  });
}
