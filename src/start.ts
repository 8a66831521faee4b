import { randomBytes } from 'node:crypto';
import {
  besideDatabase,
  checkData,
  checkFolder,
  filesWithErrors,
  followData,
  importAtStart,
  keptSentence,
  loadData,
  type Problem,
  problemToSentence,
  reportToLines,
  routesOf,
} from './admin/index.ts';
import { createControlHandlers, serveControl } from './cli/index.ts';
import type { Clock } from './clock.ts';
import type { Config } from './config.ts';
import { createHttpServer } from './http/server.ts';
import type { Platform } from './platforms/platform.ts';
import { createDesk } from './wiring/desk.ts';
import { createLog, type Log } from './wiring/log.ts';
import { isChat, loadMessengers, loadPlatforms } from './wiring/platforms.ts';
import { loadRouteChecks } from './wiring/route-checks.ts';
import { openStore } from './wiring/stores.ts';

/** A desk that runs. */
export interface Running {
  /** What to open or to point a platform at, such as `http://127.0.0.1:3000`. */
  readonly address: string;
  /** The address of the page with its one-time key, while the page is on. */
  readonly page?: string;
  /** Finishes what is under way, saves a snapshot and lets go of everything. */
  stop(): Promise<void>;
}

/**
 * Starts everything: config, store, desk, delivery, platforms. Wiring only.
 *
 * @throws DeskError with a sentence for the operator: settings, files, the database, a platform's credentials.
 */
export async function start(
  config: Config,
  clock: Clock,
  log: Log = createLog(config.logLevel),
): Promise<Running> {
  const stops: (() => void | Promise<void>)[] = [];
  const stop = async () => {
    for (const one of stops.splice(0).reverse()) await one();
  };
  try {
    for (const warning of config.warnings) log.warn(warning);
    const source = { directory: config.dataDirectory, demo: config.demo, routes: routesOf(config) };
    const files = await loadData(source, clock.now());
    const store = await openStore(config, files.data.organisation?.name, log);
    stops.push(() => store.close());
    const folder = await besideDatabase(files, store);
    logProblems(log, folder.problems, await checkFolder(folder, clock.now(), source.routes));
    await importAtStart(store, source, folder, clock.now());
    let refused = filesWithErrors(folder.problems);
    stops.push(
      followData(store, source, clock, files.asRead, (change) => {
        if ('failed' in change)
          log.error({ reason: change.failed.message }, 'the changed files could not be taken over');
        else {
          refused = filesWithErrors(change.problems);
          logProblems(log, change.problems, change.risks);
          for (const { file, written, removed } of change.imported) {
            log.info({ file, written, removed }, 'a changed file was taken over');
          }
        }
      }),
    );

    // With a chat platform beside it, the page could impersonate people there: its data needs the printed key.
    const key = config.browser && isChat(config) ? randomBytes(18).toString('base64url') : undefined;
    const desk = await createDesk({
      store,
      clock,
      log,
      platforms: (reads) => loadPlatforms({ config, clock, log, key, reads }),
      messengers: await loadMessengers({ config, clock, log }),
      refusedFiles: () => refused,
    });
    stops.push(() => desk.stop());

    const server = await createHttpServer({
      host: config.host,
      port: config.port,
      routes: desk.routes,
      health: desk.health,
      log,
    });
    stops.push(() => server.close());
    // Before nothing listens any more: Slack by HTTP, Teams and the page come in by it.
    stops.push(() => desk.finish());
    await desk.start();
    const check = async () => {
      const now = clock.now();
      const folder = await besideDatabase(await loadData(source, now), store);
      const report = await checkData(
        folder,
        reachable(desk.platforms),
        now,
        source.routes,
        await loadRouteChecks(config, clock),
      );
      return { exitCode: report.exitCode, lines: reportToLines(report), isReport: true as const };
    };
    stops.push(
      await serveControl(config.databaseDirectory, createControlHandlers(store, check), {
        clock,
        warn: (sentence) => log.warn(sentence),
      }),
    );
    // The first thing that a stop does: what comes in from then on would not be carried through.
    stops.push(() => desk.takeNoMore());
    const page = config.browser
      ? { page: key === undefined ? server.address : `${server.address}/?key=${key}` }
      : {};
    return { address: server.address, ...page, stop };
  } catch (thrown) {
    await stop();
    throw thrown;
  }
}

/** @param risks what the files say against a call being answered, though each of them is right. */
function logProblems(log: Log, inFiles: readonly Problem[], risks: readonly Problem[]): void {
  for (const problem of [...inFiles, ...risks])
    log[problem.severity === 'hint' ? 'info' : 'warn'](problemToSentence(problem));
  const kept = keptSentence(inFiles);
  if (kept !== undefined) log.warn(kept);
}

/** The platforms that the administrator's files name people and channels on, and that can be asked about them. */
function reachable(platforms: readonly Platform[]) {
  return platforms.flatMap(({ name, directory }) =>
    directory === undefined || name === 'browser' ? [] : [{ name, directory }],
  );
}
