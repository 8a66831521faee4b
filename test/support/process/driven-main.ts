// The compiled program by an entry of the tests' own, which hands it a clock that they drive. Run through tsx, with the
// program's main.js as its argument; messages from the parent move the clock.
import diagnostics from 'node:diagnostics_channel';
import type { Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import type { readConfig } from '../../../src/config.ts';
import type { start } from '../../../src/start.ts';
import { createDrivenClock } from '../clock.ts';
import type { ClockMove } from './driven-program.ts';

/** How much time goes on at once: short of every delay that matters. */
const pieceMs = 5000;
/** As long as anybody on loopback takes to answer; whoever takes longer is meant to hang. */
const answerMs = 200;

/** What is under way to others. */
const underWay = new Set<unknown>();
diagnostics.subscribe('undici:request:create', (message) => {
  underWay.add((message as { readonly request: unknown }).request);
});
for (const end of ['undici:request:trailers', 'undici:request:error']) {
  diagnostics.subscribe(end, (message) => {
    underWay.delete((message as { readonly request: unknown }).request);
  });
}
const mailPort = Number(new URL(process.env.SMTP_URL ?? 'smtp://localhost:25').port);
diagnostics.subscribe('net.client.socket', (message) => {
  const { socket } = message as { readonly socket: Socket };
  socket.once('connect', () => {
    if (socket.remotePort === mailPort) underWay.add(socket);
  });
  socket.once('close', () => underWay.delete(socket));
});

/** Lets what is under way end first: to the program a minute that passes at once would be an answer a minute late. */
async function letEnd(): Promise<void> {
  const until = performance.now() + answerMs;
  for (let calm = 0; calm < 2 && performance.now() < until; calm = underWay.size === 0 ? calm + 1 : 0)
    await pause(3);
}

async function pass(ms: number): Promise<void> {
  for (let left = ms; left > 0; left -= pieceMs) {
    await letEnd();
    clock.skip(Math.min(left, pieceMs));
  }
  await letEnd();
}

const main = pathToFileURL(process.argv[2] as string);
const program = (await import(new URL('start.js', main).href)) as { readonly start: typeof start };
const settings = (await import(new URL('config.js', main).href)) as {
  readonly readConfig: typeof readConfig;
};
const clock = createDrivenClock(process.env.CLOCK_STARTS_AT as string);
const running = await program.start(settings.readConfig(process.env), clock);

process.on('message', ({ passMs }: ClockMove) => {
  void pass(passMs).then(() => process.send?.(clock.now()));
});
process.once('SIGTERM', () => void running.stop().then(() => process.exit(0)));
process.stdout.write(`Deskbell is ready: ${running.page ?? running.address}\n`);
