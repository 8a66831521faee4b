#!/usr/bin/env node
// The executable: like src/start.ts it only puts things together, and nobody imports it.
import {
  besideDatabase,
  checkData,
  type DataFolder,
  loadData,
  type ReachPlatform,
  reportToLines,
  routesOf,
} from '../admin/index.ts';
import { type Clock, createClock } from '../clock.ts';
import { type Config, readConfig } from '../config.ts';
import { toDeskError } from '../errors.ts';
import { copyDatabase, lookInto, repairStore, restoreBackup } from '../store/json/index.ts';
import { raisingNumbers } from '../wiring/last-numbers.ts';
import { createLog } from '../wiring/log.ts';
import { withWhatStays } from '../wiring/restored-calls.ts';
import { loadRouteChecks } from '../wiring/route-checks.ts';
import { storedFormat } from '../wiring/stores.ts';
import { type CliPorts, runCommand } from './commands.ts';

function openPorts(): CliPorts {
  const config = readConfig(process.env);
  const clock = createClock();
  const { databaseDirectory } = config;
  return {
    databaseDirectory,
    check: async () => {
      const now = clock.now();
      const source = { directory: config.dataDirectory, demo: config.demo };
      const { folder, notes } = await besideStopped(await loadData(source, now), databaseDirectory);
      const report = await checkData(
        folder,
        await reachablePlatforms(config, clock),
        now,
        routesOf(config),
        await loadRouteChecks(config, clock),
      );
      const lines = reportToLines({ ...report, notes: [...report.notes, ...notes] });
      return { exitCode: report.exitCode, lines, isReport: true as const };
    },
    backup: (to) => copyDatabase(databaseDirectory, to),
    restore: async (from) => {
      const { records, replaced, lines } = await restoreBackup(
        from,
        databaseDirectory,
        withWhatStays(clock.now().slice(0, 4)),
        storedFormat,
      );
      const old = replaced === undefined ? [] : [`What was there before is kept in ${replaced}.`];
      return [`${records} records were read.`, ...old, ...lines];
    },
    repair: async (to) => {
      const year = clock.now().slice(0, 4);
      const { records, losses } = await repairStore(databaseDirectory, to, raisingNumbers(year));
      return [`${records} records were saved.`, ...(losses.length === 0 ? ['Nothing was lost.'] : losses)];
    },
  };
}

/** The files as the next start sees them beside the database; as they are where that cannot be read, with a note of it. */
async function besideStopped(
  folder: DataFolder,
  databaseDirectory: string,
): Promise<{ readonly folder: DataFolder; readonly notes: readonly string[] }> {
  try {
    const found = await lookInto(databaseDirectory, storedFormat);
    return { folder: found === undefined ? folder : await besideDatabase(folder, found), notes: [] };
  } catch (thrown) {
    const { message } = toDeskError(thrown);
    const note = `The files were not held against the database, so the start may find more: ${message}`;
    return { folder, notes: [note] };
  }
}

/** The configured platforms, to be asked and never started: nothing is delivered to this process. */
async function reachablePlatforms(config: Config, clock: Clock): Promise<readonly ReachPlatform[]> {
  const log = createLog('silent');
  const platforms: ReachPlatform[] = [];
  if (config.slack !== undefined) {
    const { createSlackPlatform } = await import('../platforms/slack/index.ts');
    platforms.push(createSlackPlatform({ ...config.slack, log, clock }));
  }
  if (config.teams !== undefined && !config.teams.local) {
    const { createTeamsPlatform } = await import('../platforms/teams/index.ts');
    // Nothing is drawn here.
    const drawing = { zone: () => 'UTC', formButtons: new Set<string>(), commandButton: '' };
    platforms.push(createTeamsPlatform({ ...config.teams, ...drawing, log, clock }));
  }
  return platforms;
}

const result = await runCommand(process.argv.slice(2), openPorts);
// What was asked for goes where a file or a mail takes it from, also when it is bad news.
const stream = result.exitCode === 0 || result.isReport ? process.stdout : process.stderr;
// Whoever reads only the beginning, as `head` does, has seen enough.
stream.on('error', (thrown: NodeJS.ErrnoException) => {
  if (thrown.code !== 'EPIPE') throw thrown;
});
stream.write(result.lines.map((line) => `${line}\n`).join(''));
process.exitCode = result.exitCode;
