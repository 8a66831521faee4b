import type { RouteCheck } from '../admin/index.ts';
import type { Clock } from '../clock.ts';
import type { Config } from '../config.ts';
import { createLog } from './log.ts';
import { loadMessengers } from './platforms.ts';

/** What `deskbell check` asks of the later routes that are configured. None of it sends a message. */
export async function loadRouteChecks(config: Config, clock: Clock): Promise<readonly RouteCheck[]> {
  const messengers = await loadMessengers({ config, clock, log: createLog('silent') });
  const problemOf = {
    email: async () => {
      const { mailProblem } = await import('../platforms/email/index.ts');
      return config.email && mailProblem(config.email);
    },
    webhook: async () => {
      const { webhookProblem } = await import('../platforms/webhook/index.ts');
      return config.webhook && webhookProblem(config.webhook.url, clock);
    },
  };
  return messengers.map(({ name, address }) => ({
    name,
    reaches: ({ email, phone }) =>
      address({
        ...(email === undefined ? {} : { email }),
        ...(phone === undefined ? {} : { phone }),
      }) !== undefined,
    problem: problemOf[name],
  }));
}
