import { join } from 'node:path';
import { builtBench, builtProgram } from '../build.ts';
import { report } from '../part.ts';
import { writeLibrary } from '../slack/library.ts';
import { interleaved, percentile, ratio } from '../statistics.ts';
import { startProgram } from '../support/program.ts';
import { inWorkDirectory } from '../support/work-directory.ts';
import { createChats } from '../teams/chats.ts';

// How soon the first message is in a personal chat after somebody wrote to the bot: the whole program, asked who is on
// shift, against the smallest bot of the Bot Framework. Both without authentication, as each on this machine.

const rounds = 5;
const messagesPerRound = 400;
const atOnce = 4;
const chats = 100;

async function ask(say: (chat: number) => Promise<number>): Promise<readonly number[]> {
  const latencies: number[] = [];
  const numbers = Array.from({ length: messagesPerRound }, (_, index) => index % chats).values();
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      // All take from the one iterator.
      for (const chat of numbers) latencies.push(await say(chat));
    }),
  );
  return latencies;
}

await inWorkDirectory(async (directory) => {
  const data = join(directory, 'data');
  await writeLibrary(data);
  const bot = await startProgram([join(builtBench, 'teams', 'echo-bot.js')], {});
  const desk = await startProgram([builtProgram], {
    PORT: '0',
    LOG_LEVEL: 'error',
    DESKBELL_DATA: data,
    DESKBELL_DB: join(directory, 'db'),
    TEAMS_LOCAL: '1',
  });
  const teams = await createChats();
  const latencies = await interleaved(rounds, {
    bot: () => ask((chat) => teams.say(bot.address, chat, 'onshift B001')),
    desk: () => ask((chat) => teams.say(desk.address, chat, 'onshift B001')),
  });
  const p99 = (of: readonly (readonly number[])[]) => of.map((round) => percentile(round, 99));
  report({
    name: 'first answer in a Teams chat, p99, of a bot that only echoes',
    figure: ratio(p99(latencies.desk), p99(latencies.bot)),
    unit: '×',
    target: { atMost: 2 },
  });
  for (const [who, of] of Object.entries(latencies)) {
    report({
      name: `first answer in a Teams chat, ${who}, p50`,
      figure: percentile(of.flat(), 50),
      unit: 'ms',
    });
    report({
      name: `first answer in a Teams chat, ${who}, p99`,
      figure: percentile(of.flat(), 99),
      unit: 'ms',
    });
  }
  await teams.close();
  await Promise.all([bot.stop(), desk.stop()]);
});
