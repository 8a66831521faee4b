import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { builtBench, builtProgram } from '../build.ts';
import { report } from '../part.ts';
import { signedCommands } from '../slack/commands.ts';
import { writeLibrary } from '../slack/library.ts';
import { createSender, type Load } from '../slack/load.ts';
import { botToken, callers, signingSecret } from '../slack/workspace.ts';
import { interleaved, median, percentile, ratio } from '../statistics.ts';
import { type Program, startProgram } from '../support/program.ts';
import { inWorkDirectory } from '../support/work-directory.ts';

// Slash commands over signed HTTP: the whole program against a Bolt app that only acknowledges. The program, the Bolt
// apps and Slack's Web API are processes of their own; this one makes the load.

const rounds = 7;
const requestsPerRound = 1500;
const connections = 16;
const knownTries = 40;

interface Contest {
  readonly command: string;
  readonly text: string;
  /** What the desk's answer says when it has done its work. */
  readonly mustSay: string;
  readonly atLeast: number;
}

const contests: readonly Contest[] = [
  { command: '/onshift', text: '', mustSay: 'in charge', atLeast: 0.8 },
  { command: '/assist', text: 'now teen area a man is shouting', mustSay: 'H-', atLeast: 0.6 },
];

/** Waits until the desk has read everybody in the workspace: whom it does not know yet, it looks up first. */
async function untilKnown(address: string): Promise<void> {
  const sender = createSender(address, 1);
  const onShift = contests[0] as Contest;
  for (let tries = 1; ; tries += 1) {
    try {
      await sender.send(signedCommands(onShift.command, onShift.text, callers.length), onShift.mustSay);
      break;
    } catch (thrown) {
      if (tries === knownTries) throw thrown;
      await pause(500);
    }
  }
  await sender.close();
}

/** Only the one whose turn it is runs: what the desk still has to send must not slow the other down. */
async function alone(program: Program, task: () => Promise<Load>): Promise<Load> {
  program.process.kill('SIGCONT');
  const load = await task();
  program.process.kill('SIGSTOP');
  return load;
}

async function compare(contest: Contest, desk: Program, apiUrl: string): Promise<void> {
  const { command, text, mustSay, atLeast } = contest;
  const bolt = await startProgram([join(builtBench, 'slack', 'bare-bolt.js'), command, apiUrl], {});
  const toDesk = createSender(desk.address, connections);
  const toBolt = createSender(bolt.address, connections);
  const commands = () => signedCommands(command, text, requestsPerRound);
  const loads = await interleaved(rounds, {
    bolt: () => alone(bolt, () => toBolt.send(commands(), '')),
    desk: () => alone(desk, () => toDesk.send(commands(), mustSay)),
  });
  const rate = (of: readonly Load[]) => of.map((load) => load.perSecond);
  const name = `${command} ${text.split(' ')[0]}`.trim();
  const figure = ratio(rate(loads.desk), rate(loads.bolt));
  report({
    name: `${name}, throughput of a bare Bolt app that only acks`,
    figure,
    unit: '×',
    target: { atLeast },
  });
  for (const [who, of] of [
    ['the desk', loads.desk],
    ['bare Bolt', loads.bolt],
  ] as const) {
    const latencies = of.flatMap((load) => load.latencies);
    report({ name: `${name}, ${who}`, figure: median(rate(of)), unit: '/s' });
    report({ name: `${name}, ${who}, p50`, figure: percentile(latencies, 50), unit: 'ms' });
    report({ name: `${name}, ${who}, p99`, figure: percentile(latencies, 99), unit: 'ms' });
  }
  for (const program of [bolt, desk]) program.process.kill('SIGCONT');
  await Promise.all([toDesk.close(), toBolt.close()]);
  await bolt.stop();
}

await inWorkDirectory(async (directory) => {
  const data = join(directory, 'data');
  await writeLibrary(data);
  const api = await startProgram([join(builtBench, 'slack', 'web-api.js')], {});
  const apiUrl = `${api.address}/api/`;
  const desk = await startProgram([builtProgram], {
    PORT: '0',
    LOG_LEVEL: 'warn',
    DESKBELL_DATA: data,
    DESKBELL_DB: join(directory, 'db'),
    SLACK_BOT_TOKEN: botToken,
    SLACK_SIGNING_SECRET: signingSecret,
    SLACK_API_URL: apiUrl,
  });
  await untilKnown(desk.address);
  for (const contest of contests) await compare(contest, desk, apiUrl);
  desk.process.kill('SIGKILL');
  await api.stop();
});
