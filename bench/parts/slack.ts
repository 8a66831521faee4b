import { join } from 'node:path';
import { builtBench } from '../build.ts';
import { report } from '../part.ts';
import { signedCommands } from '../slack/commands.ts';
import { startDesk } from '../slack/desk.ts';
import { writeLibrary } from '../slack/library.ts';
import { createSender, type Load } from '../slack/load.ts';
import { cityLibrary } from '../slack/workspace.ts';
import { interleaved, median, percentile, ratio } from '../statistics.ts';
import { type Program, startProgram } from '../support/program.ts';
import { inWorkDirectory } from '../support/work-directory.ts';

// Slash commands over signed HTTP: the whole program against a Bolt app that only acknowledges. The program, the Bolt
// apps and Slack's Web API are processes of their own; this one makes the load.

const rounds = 7;
const requestsPerRound = 1500;
const connections = 16;

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
  await writeLibrary(join(directory, 'data'));
  const api = await startProgram([join(builtBench, 'slack', 'web-api.js')], {});
  const apiUrl = `${api.address}/api/`;
  const desk = await startDesk(directory, apiUrl, cityLibrary);
  for (const contest of contests) await compare(contest, desk, apiUrl);
  await desk.kill();
  await api.stop();
});
