import type { Clock } from '../../clock.ts';
import { type Platform, SendError } from '../../platforms/platform.ts';
import type { HealthPart } from './health-part.ts';

/** Connections come and go: shorter ones are nobody's business. */
const patienceMs = 60_000;
/** How often a platform that seems well is asked whether it is. */
const probeMs = 5 * 60_000;

/** What is known of one platform beyond what it says itself. */
interface Known {
  wasReady: boolean;
  /** Elapsed milliseconds when it was first seen not to be ready. */
  downMs?: number;
  /** Why it did not answer the last time it was asked. */
  silent?: string;
  probedMs: number;
  isProbing: boolean;
}

export interface PlatformWatch {
  /** One part for each platform. One that has not been ready since the start is red at once. */
  parts(): readonly HealthPart[];
  /** Those that cannot be used for longer than connections usually need to come back. */
  troubles(): readonly HealthPart[];
  /** Whether it is not ready, and still may come back by itself. */
  mayPass(name: string): boolean;
  /** Asks those that have not been asked for a while, or did not answer the last time. Nothing waits for it. */
  probe(): void;
}

export function createPlatformWatch(options: {
  readonly platforms: readonly Platform[];
  readonly clock: Clock;
}): PlatformWatch {
  const { platforms, clock } = options;
  const known = new Map<Platform, Known>(
    platforms.map((one) => [one, { wasReady: false, probedMs: clock.elapsedMs(), isProbing: false }]),
  );

  /** @returns undefined when it is ready. */
  function trouble(platform: Platform, of: Known): { reason?: string; mayPass: boolean } | undefined {
    const own = platform.health();
    if (own.ready && of.silent === undefined) {
      of.wasReady = true;
      delete of.downMs;
      return undefined;
    }
    const now = clock.elapsedMs();
    of.downMs ??= now;
    const silent = `It does not answer (${of.silent}); it is asked again every minute.`;
    const reason = own.ready ? silent : own.reason;
    const mayPass = own.lasting !== true && now - of.downMs <= patienceMs;
    return { mayPass, ...(reason === undefined ? {} : { reason }) };
  }

  function parts(
    isRed: (trouble: { readonly mayPass: boolean }, of: Known) => boolean,
  ): readonly HealthPart[] {
    return [...known].map(([platform, of]) => {
      const found = trouble(platform, of);
      if (found === undefined || !isRed(found, of)) return { part: platform.name, ready: true };
      const { reason } = found;
      return { part: platform.name, ready: false, ...(reason === undefined ? {} : { reason }) };
    });
  }

  /** Never rejects. */
  async function ask(platform: Platform, of: Known): Promise<void> {
    of.isProbing = true;
    of.probedMs = clock.elapsedMs();
    try {
      await platform.probe?.();
      delete of.silent;
    } catch (thrown) {
      // Whoever says "not so fast" is there.
      const reason = thrown instanceof SendError ? thrown.reason : 'unexpected';
      if (reason === 'ratelimited') delete of.silent;
      else of.silent = reason;
    } finally {
      of.isProbing = false;
    }
  }

  return {
    parts: () => parts(({ mayPass }, { wasReady }) => !(mayPass && wasReady)),
    troubles: () => parts(({ mayPass }) => !mayPass).filter(({ ready }) => !ready),
    mayPass: (name) =>
      [...known].some(([platform, of]) => platform.name === name && trouble(platform, of)?.mayPass === true),
    probe() {
      for (const [platform, of] of known) {
        const isDue = of.silent !== undefined || clock.elapsedMs() - of.probedMs >= probeMs;
        if (platform.probe === undefined || of.isProbing || !isDue) continue;
        void ask(platform, of);
      }
    },
  };
}
