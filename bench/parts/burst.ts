import { join } from 'node:path';
import { builtBench } from '../build.ts';
import { report } from '../part.ts';
import { signedCommands } from '../slack/commands.ts';
import { startDesk } from '../slack/desk.ts';
import { writeLibrary } from '../slack/library.ts';
import { createSender } from '../slack/load.ts';
import type { Posted } from '../slack/web-api.ts';
import { slackUserOf, staffOf, stateLibrary } from '../slack/workspace.ts';
import { percentile } from '../statistics.ts';
import { readCalls } from '../support/help-store.ts';
import { startProgram } from '../support/program.ts';
import { inWorkDirectory } from '../support/work-directory.ts';

// The worst ten seconds: 5,000 people at 250 branches call for help, 500 of them each second. The program and Slack's
// Web API are processes of their own. Killed right after the last answer, it must have lost none of them.

const perSecond = 500;
const connections = 64;
/** The Slack platform's own pace is 50 a second and as many at once to begin with. */
const mostPostsPerSecond = (10 * 50 + 50) / 10;

function perSecondOf(posts: readonly Posted[]): number {
  const [first, last] = [posts.at(0), posts.at(-1)];
  if (first === undefined || last === undefined) return 0;
  return (posts.length / (last.at - first.at)) * 1000;
}

await inWorkDirectory(async (directory) => {
  const { callers, branches } = stateLibrary;
  await writeLibrary(join(directory, 'data'), stateLibrary);
  const api = await startProgram([join(builtBench, 'slack', 'web-api.js'), String(callers.length)], {});
  const apiUrl = `${api.address}/api/`;
  const desk = await startDesk(directory, apiUrl, stateLibrary);
  const sender = createSender(desk.address, connections);
  const calls = signedCommands('/assist', 'now teen area a man is shouting', callers.length, stateLibrary);
  const { latencies } = await sender.sendAtRate(calls, perSecond, 'H-');
  desk.process.kill('SIGKILL');
  await sender.close();

  const name = `burst of ${perSecond} calls a second, ${callers.length} in all`;
  report({
    name: `${name}, the caller's answer, p99`,
    figure: percentile(latencies, 99),
    unit: 'ms',
    target: { atMost: 250 },
  });
  report({ name: `${name}, the caller's answer, p50`, figure: percentile(latencies, 50), unit: 'ms' });

  const saved = await readCalls(join(directory, 'db'));
  report({
    name: `${name}, saved of those that were answered, after kill -9`,
    figure: new Set(saved.map(({ number }) => number)).size / latencies.length,
    unit: '×',
    target: { atLeast: 1 },
  });

  const posts = (await (await fetch(`${apiUrl}posts`)).json()) as readonly Posted[];
  report({
    name: `${name}, messages sent meanwhile`,
    figure: perSecondOf(posts),
    unit: '/s',
    target: { atMost: mostPostsPerSecond },
  });
  const asked = new Set(branches.flatMap((branch) => staffOf(branch).map(slackUserOf)));
  const reached = posts.filter(({ channel }) => asked.has(channel) || asked.has(channel.replace(/^D/, 'U')));
  report({ name: `${name}, of them to those on shift`, figure: reached.length, unit: '' });
  await api.stop();
});
