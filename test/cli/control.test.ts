import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, rm, stat } from 'node:fs/promises';
import { connect, createServer, Server } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { controlPath } from '../../src/cli/control-path.ts';
import { askControl, type ControlHandlers, serveControl } from '../../src/cli/index.ts';
import { createDrivenClock } from '../support/clock.ts';
import { eventually } from '../support/eventually.ts';
import { temporaryFolder } from './library.ts';

const echo: ControlHandlers = { echo: async (words) => ({ exitCode: 0, lines: words }) };
const clock = createDrivenClock('2026-11-22T18:40:00.000Z');
const lookMs = 10_000;

async function serve(
  directory: string,
  handlers: ControlHandlers,
  warnings: string[] = [],
): Promise<() => Promise<void>> {
  const stop = await serveControl(directory, handlers, { clock, warn: (said) => warnings.push(said) });
  onTestFinished(stop);
  return stop;
}

/** Says whose desk answered. */
const named = (name: string): ControlHandlers => ({ echo: async () => ({ exitCode: 0, lines: [name] }) });

/** Leaves a socket there that nobody listens at, as a killed desk does. */
async function leaveSocket(directory: string): Promise<void> {
  const path = await controlPath(directory);
  const script = `require('node:net').createServer().listen(${JSON.stringify(path)}, () => console.log('up'))`;
  const killed = spawn(process.execPath, ['-e', script]);
  await new Promise((resolve) => killed.stdout.once('data', resolve));
  const gone = new Promise((resolve) => killed.once('close', resolve));
  killed.kill('SIGKILL');
  await gone;
  await expect(stat(path)).resolves.toBeDefined();
}

/** Looks again and again, because a look is not over at once. */
async function answers(directory: string, lines: readonly string[]): Promise<void> {
  await eventually(`${lines.join()} answers`, async () => {
    clock.skip(lookMs);
    return (await askControl(directory, 'echo'))?.lines.join() === lines.join();
  });
}

describe('the control socket', () => {
  it('takes a command to the running desk and its answer back', async () => {
    const directory = await temporaryFolder();
    await serve(directory, echo);
    const words = ['/a folder', 'é\n"quoted"', 'x'.repeat(100_000)];
    expect(await askControl(directory, 'echo', words)).toEqual({ exitCode: 0, lines: words });
  });

  it('says that no desk runs: none ever did, or it has stopped', async () => {
    const directory = await temporaryFolder();
    expect(await askControl(directory, 'echo')).toBeUndefined();
    expect(await askControl(join(directory, 'nowhere'), 'echo')).toBeUndefined();
    const stop = await serve(directory, echo);
    await stop();
    expect(await askControl(directory, 'echo')).toBeUndefined();
  });

  it('is left behind by a killed desk, and replaced by the next', async () => {
    const directory = await temporaryFolder();
    await leaveSocket(directory);
    expect(await askControl(directory, 'echo')).toBeUndefined();
    await serve(directory, echo);
    expect(await askControl(directory, 'echo', ['again'])).toMatchObject({ lines: ['again'] });
  });

  it('is made again when it was removed with its folder, and once the folder is there again', async () => {
    const directory = await temporaryFolder();
    const warnings: string[] = [];
    await serve(directory, named('first'), warnings);
    await rm(directory, { recursive: true });
    await eventually('it says so', async () => {
      clock.skip(lookMs);
      return warnings.length > 0;
    });
    expect(warnings).toEqual([expect.stringContaining(directory)]);
    await mkdir(directory);
    await answers(directory, ['first']);
    expect(warnings).toHaveLength(1);
  });

  it('keeps no desk from starting where none can be made, and is made once it can', async () => {
    const directory = await temporaryFolder();
    const path = await controlPath(directory);
    // In the way, as a drive is that takes no sockets.
    await mkdir(join(path, 'taken'), { recursive: true });
    const warnings: string[] = [];
    await serve(directory, named('first'), warnings);
    expect(warnings).toEqual([
      expect.stringMatching(
        /^Commands such as backup do not reach this desk: .*control\.sock.*[^.]\. It goes on trying\. Until then they work while the desk is stopped\.$/,
      ),
    ]);
    await rm(path, { recursive: true });
    await answers(directory, ['first']);
    expect(warnings).toHaveLength(1);
  });

  it('that could not be made at first is left to another desk that has taken the place since', async () => {
    const directory = await temporaryFolder();
    const path = await controlPath(directory);
    await mkdir(join(path, 'taken'), { recursive: true });
    await serve(directory, named('first'));
    await rm(path, { recursive: true });
    await serve(directory, named('second'));
    clock.skip(lookMs);
    expect(await askControl(directory, 'echo')).toMatchObject({ lines: ['second'] });
    clock.skip(lookMs);
    expect(await askControl(directory, 'echo')).toMatchObject({ lines: ['second'] });
  });

  it('of another desk that took the place is left alone, also when this one ends', async () => {
    const directory = await temporaryFolder();
    const stop = await serve(directory, named('first'));
    await rm(await controlPath(directory));
    await serve(directory, named('second'));
    clock.skip(lookMs);
    expect(await askControl(directory, 'echo')).toMatchObject({ lines: ['second'] });
    clock.skip(lookMs);
    await stop();
    expect(await askControl(directory, 'echo')).toMatchObject({ lines: ['second'] });
  });

  it('is taken again from another desk that was killed', async () => {
    const directory = await temporaryFolder();
    await serve(directory, named('first'));
    await rm(await controlPath(directory));
    await leaveSocket(directory);
    await answers(directory, ['first']);
  });

  it('goes on when a connection cannot be taken, and says why', async () => {
    const directory = await temporaryFolder();
    const listening = vi.spyOn(Server.prototype, 'listen');
    onTestFinished(() => listening.mockRestore());
    const warnings: string[] = [];
    await serve(directory, echo, warnings);
    const [server] = listening.mock.contexts as Server[];
    server?.emit('error', new Error('accept ENOBUFS'));
    expect(warnings).toEqual(['A command could not come in to this desk: accept ENOBUFS.']);
    expect(await askControl(directory, 'echo', ['still'])).toMatchObject({ lines: ['still'] });
  });

  it('is for the user who runs the desk alone', async () => {
    const directory = await temporaryFolder();
    await serve(directory, echo);
    expect((await stat(await controlPath(directory))).mode & 0o777).toBe(0o600);
  });

  it('works where the database lies deeper than a socket may', async () => {
    const deep = join(await temporaryFolder(), 'd'.repeat(60), 'd'.repeat(60));
    await mkdir(deep, { recursive: true });
    await serve(deep, echo);
    expect(await askControl(deep, 'echo', ['deep'])).toMatchObject({ lines: ['deep'] });
    const path = await controlPath(deep);
    expect(path.startsWith(deep)).toBe(false);
    expect((await stat(join(path, '..'))).mode & 0o777).toBe(0o700);
  });

  it('survives what is no command, and a command that fails', async () => {
    const directory = await temporaryFolder();
    const broken = async () => {
      throw new Error('The disk is full.');
    };
    await serve(directory, { ...echo, broken });
    expect(await askControl(directory, 'broken')).toEqual({ exitCode: 1, lines: ['The disk is full.'] });
    expect(await askControl(directory, 'toString')).toMatchObject({ exitCode: 1 });

    const socket = connect(await controlPath(directory));
    const answered = new Promise<string>((resolve) => socket.once('data', (chunk) => resolve(String(chunk))));
    socket.write('GET / HTTP/1.1\r\n');
    expect(JSON.parse(await answered)).toMatchObject({ exitCode: 1 });
    socket.destroy();
    expect(await askControl(directory, 'echo', ['still here'])).toMatchObject({ lines: ['still here'] });
  });

  it('tells of a desk that takes no command at all', async () => {
    const directory = await temporaryFolder();
    // As the system does for a desk that is stopped or stuck: it connects, and nobody reads.
    const stuck = createServer().listen(await controlPath(directory));
    onTestFinished(() => void stuck.close());
    const patience = createDrivenClock('2026-11-22T18:40:00.000Z');
    let said = '';
    const asked = askControl(directory, 'backup', ['/copy'], patience).catch((thrown: Error) => {
      said = thrown.message;
    });
    await eventually('it gives up', () => {
      patience.skip(10_000);
      return said !== '';
    });
    await asked;
    expect(said).toContain('has not answered for 30 seconds');
  });

  it('waits as long as a command takes', async () => {
    const directory = await temporaryFolder();
    let finish = () => {};
    const long = async () => {
      await new Promise<void>((resolve) => {
        finish = resolve;
      });
      return { exitCode: 0 as const, lines: ['done'] };
    };
    await serve(directory, { ...echo, long });
    const patience = createDrivenClock('2026-11-22T18:40:00.000Z');
    const asked = askControl(directory, 'long', [], patience);
    for (let seconds = 0; seconds < 90; seconds += 3) {
      patience.skip(3_000);
      expect(await askControl(directory, 'echo', ['meanwhile'])).toMatchObject({ lines: ['meanwhile'] });
    }
    finish();
    expect(await asked).toMatchObject({ lines: ['done'] });
  });

  it('survives that whoever gave a command is gone before it is read', async () => {
    const directory = await temporaryFolder();
    let answered = 0;
    await serve(directory, {
      ...echo,
      count: async () => {
        answered += 1;
        return { exitCode: 0, lines: ['x'.repeat(1_000_000)] };
      },
    });
    // Interrupted at any moment: the line is there, and nobody takes the answer.
    for (let time = 0; time < 20; time += 1) {
      const socket = connect(await controlPath(directory));
      await once(socket, 'connect');
      socket.write('{"command":"count","words":[]}\n', () => socket.destroy());
    }
    await eventually('all are answered', () => answered === 20);
    expect(await askControl(directory, 'echo', ['still here'])).toMatchObject({ lines: ['still here'] });
  });

  it('tells of a desk that stops before it has answered', async () => {
    const directory = await temporaryFolder();
    let reached = () => {};
    const underWay = new Promise<void>((resolve) => {
      reached = resolve;
    });
    const stop = await serve(directory, {
      wait: () => {
        reached();
        return new Promise(() => {});
      },
    });
    const asked = askControl(directory, 'wait');
    await underWay;
    await stop();
    await expect(asked).rejects.toMatchObject({
      message: expect.stringContaining('stopped before it answered'),
    });
  });
});
