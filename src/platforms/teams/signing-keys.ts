import { createPublicKey } from 'node:crypto';
import { z } from 'zod';
import type { Clock } from '../../clock.ts';
import { dayMs } from '../../time.ts';
import { SendError } from '../platform.ts';
import type { Log } from '../shared/log.ts';
import { parseJson } from '../shared/parse-json.ts';
import type { SigningKey } from './bearer-token.ts';
import { toSendError } from './send-error.ts';

/** For both answers together: whoever writes to us waits for it, and Teams gives up on them after 10 to 15 seconds. */
const timeoutMs = 5000;
/** Microsoft wants them to be read once a day. */
const freshForMs = dayMs;
/** Anybody can send a token that names a key of their own making. */
const pauseMs = 60_000;

const metadata = z.object({ jwks_uri: z.url() });
const keySet = z.object({ keys: z.array(z.unknown()) });
const rsaKey = z.object({
  kty: z.literal('RSA'),
  kid: z.string(),
  n: z.string(),
  e: z.string(),
  endorsements: z.array(z.string()).optional(),
});

/**
 * The keys that Microsoft signs with what comes from Teams. Those that were read last go on counting while they cannot
 * be read again: the SDK would take nothing more from anybody.
 */
export interface SigningKeys {
  /** Reads them, and again until they are there. Resolves after the first try; never rejects. */
  begin(): Promise<void>;
  stop(): void;
  /** Null for one that Microsoft does not have. @throws SendError when that cannot be told. */
  get(id: string): Promise<SigningKey | null>;
  /** Why nothing that Teams sends can be let in, for the operator; undefined when it can. */
  trouble(): string | undefined;
}

/** @param options `address`: of the OpenID metadata, which says where the keys are */
export function createSigningKeys(options: {
  readonly address: string;
  readonly clock: Clock;
  readonly log: Log;
}): SigningKeys {
  const { address, clock, log } = options;
  let known: ReadonlyMap<string, SigningKey> | undefined;
  let readAtMs = 0;
  let reading: Promise<void> | undefined;
  /** Why they could not be read the last time, which was less than a minute ago. */
  let failed: SendError | undefined;
  let trouble: string | undefined;
  let cancelRetry: (() => void) | undefined;
  let stopped = false;

  /** Several requests at once read once. @throws SendError */
  function read(): Promise<void> {
    reading ??= readNow().finally(() => {
      reading = undefined;
    });
    return reading;
  }

  async function readNow(): Promise<void> {
    cancelRetry?.();
    try {
      known = await fetchKeys(address);
      readAtMs = clock.elapsedMs();
      failed = undefined;
      trouble = undefined;
    } catch (thrown) {
      failed = toSendError(thrown);
      if (known === undefined) trouble = toTrouble(failed);
      log.warn({ reason: failed.reason }, 'The keys that Teams signs with could not be read.');
      if (!stopped) cancelRetry = clock.after(pauseMs, readBehind);
      throw failed;
    }
  }

  /** Nobody waits for it. */
  function readBehind(): void {
    // Said in the log already.
    read().catch(() => {});
  }

  return {
    begin: () => read().catch(() => {}),
    stop() {
      stopped = true;
      cancelRetry?.();
    },
    async get(id) {
      if (known === undefined) await read();
      const ageMs = clock.elapsedMs() - readAtMs;
      const found = known?.get(id);
      if (found !== undefined) {
        // Something does come in.
        trouble = undefined;
        if (ageMs >= freshForMs && failed === undefined) readBehind();
        return found;
      }
      if (failed === undefined && ageMs < pauseMs) return null;
      try {
        if (failed !== undefined && reading === undefined) throw failed;
        await read();
      } catch (thrown) {
        // Microsoft may have taken new keys into use.
        trouble = toTrouble(toSendError(thrown));
        throw thrown;
      }
      return known?.get(id) ?? null;
    },
    trouble: () => trouble,
  };
}

function toTrouble({ reason }: SendError): string {
  return `The keys that Teams signs with cannot be read (${reason}), so nothing can come in from Teams; trying again.`;
}

async function fetchKeys(address: string): Promise<ReadonlyMap<string, SigningKey>> {
  const signal = AbortSignal.timeout(timeoutMs);
  const { jwks_uri } = await fetchJson(address, metadata, signal);
  const { keys } = await fetchJson(jwks_uri, keySet, signal);
  const found = new Map(keys.flatMap(toSigningKey));
  if (found.size === 0) throw new SendError('later', 'no_keys');
  return found;
}

async function fetchJson<T>(address: string, schema: z.ZodType<T>, signal: AbortSignal): Promise<T> {
  const response = await fetch(address, { headers: { accept: 'application/json' }, signal });
  const text = await response.text();
  if (!response.ok) throw new SendError('later', `http_${response.status}`);
  const { data } = schema.safeParse(parseJson(text));
  if (data === undefined) throw new SendError('later', 'unreadable_answer');
  return data;
}

/** None where it is of another kind. */
function toSigningKey(raw: unknown): readonly (readonly [string, SigningKey])[] {
  const { data } = rsaKey.safeParse(raw);
  if (data === undefined) return [];
  const { kid, kty, n, e, endorsements } = data;
  const key = createPublicKey({ key: { kty, n, e }, format: 'jwk' }).export({ type: 'spki', format: 'pem' });
  return [[kid, { key: String(key), ...(endorsements === undefined ? {} : { endorsements }) }]];
}
