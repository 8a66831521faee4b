import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
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
// Web API are processes of their own. Killed right after the last answer, it must have lost
// none of them, and asks everybody after its next start.

const perSecond = 500;
const connections = 64;
/** The Slack platform's own, a second; as many go out at once to begin with. */
const pace = 50;
const afterwardsMs = 60_000;

await inWorkDirectory(async (directory) => {
  const { callers, branches } = stateLibrary;
  await writeLibrary(join(directory, 'data'), stateLibrary);
  const api = await startProgram([join(builtBench, 'slack', 'web-api.js'), String(callers.length)], {});
  const apiUrl = `${api.address}/api/`;
  const desk = await startDesk(directory, apiUrl, stateLibrary);
  const sender = createSender(desk.address, connections);
  const calls = signedCommands('/assist', 'now teen area a man is shouting', callers.length, stateLibrary);
  const began = performance.now();
  const { latencies } = await sender.sendAtRate(calls, perSecond, 'H-');
  await desk.kill();
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

  const again = await startDesk(directory, apiUrl, stateLibrary);
  await pause(afterwardsMs);
  await again.kill();
  const posts = (await (await fetch(`${apiUrl}posts`)).json()) as readonly Posted[];
  report({
    name: `${name}, messages sent`,
    figure: posts.length / ((performance.now() - began) / 1000),
    unit: '/s',
    target: { atMost: pace * 1.1 },
  });
  const onShift = new Set(branches.flatMap((branch) => staffOf(branch).map(slackUserOf)));
  const asks = posts.filter(({ channel }) => onShift.has(channel.replace(/^D/, 'U')));
  const lists = asks.filter(({ text }) => text.includes('in one message'));
  report({
    name: `${name}, people on shift who were asked within a minute of the start after it`,
    figure: new Set(asks.map(({ channel }) => channel.replace(/^D/, 'U'))).size / onShift.size,
    unit: '×',
    target: { atLeast: 1 },
  });
  report({ name: `${name}, messages to them`, figure: asks.length, unit: '' });
  report({ name: `${name}, of which list what had waited`, figure: lists.length, unit: '' });
  await api.stop();
});
