import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { builtProgram } from '../build.ts';
import { type Program, startProgram } from '../support/program.ts';
import { signedCommands } from './commands.ts';
import { createSender } from './load.ts';
import { botToken, signingSecret, type Workspace } from './workspace.ts';

const knownTries = 60;

/**
 * Starts the program on the library in `data` and the database in `db` of a directory, and waits until it has read
 * everybody in the workspace: whom it does not know yet, it looks up first.
 */
export async function startDesk(directory: string, apiUrl: string, workspace: Workspace): Promise<Program> {
  const desk = await startProgram([builtProgram], {
    PORT: '0',
    LOG_LEVEL: 'warn',
    DESKBELL_DATA: join(directory, 'data'),
    DESKBELL_DB: join(directory, 'db'),
    SLACK_BOT_TOKEN: botToken,
    SLACK_SIGNING_SECRET: signingSecret,
    SLACK_API_URL: apiUrl,
  });
  const sender = createSender(desk.address, 1);
  for (let tries = 1; ; tries += 1) {
    try {
      await sender.send(signedCommands('/onshift', '', workspace.callers.length, workspace), 'in charge');
      break;
    } catch (thrown) {
      if (tries === knownTries) throw thrown;
      await pause(500);
    }
  }
  await sender.close();
  return desk;
}
