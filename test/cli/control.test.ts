import { spawn } from 'node:child_process';
import { mkdir, stat } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { controlPath } from '../../src/cli/control-path.ts';
import { askControl, type ControlHandlers, serveControl } from '../../src/cli/index.ts';
import { temporaryFolder } from './library.ts';

const echo: ControlHandlers = { echo: async (words) => ({ exitCode: 0, lines: words }) };

async function serve(directory: string, handlers: ControlHandlers): Promise<() => Promise<void>> {
  const stop = await serveControl(directory, handlers);
  onTestFinished(stop);
  return stop;
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
    const path = await controlPath(directory);
    const script = `require('node:net').createServer().listen(${JSON.stringify(path)}, () => console.log('up'))`;
    const killed = spawn(process.execPath, ['-e', script]);
    await new Promise((resolve) => killed.stdout.once('data', resolve));
    const gone = new Promise((resolve) => killed.once('close', resolve));
    killed.kill('SIGKILL');
    await gone;
    await expect(stat(path)).resolves.toBeDefined();
    expect(await askControl(directory, 'echo')).toBeUndefined();
    await serve(directory, echo);
    expect(await askControl(directory, 'echo', ['again'])).toMatchObject({ lines: ['again'] });
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
