import type { Words } from '../../chat/words.ts';
import type { Clock } from '../../clock.ts';
import { type Messenger, SendError } from '../platform.ts';
import { plainAddress } from './address.ts';
import { messageToMail } from './message-to-mail.ts';
import { toSendError } from './send-error.ts';
import { createMailTransport, type MailServer, mailProblem } from './transport.ts';

export interface EmailOptions extends MailServer {
  /** A plain address. */
  readonly from: string;
  readonly clock: Clock;
  readonly log: { warn(fields: object, message: string): void };
}

/** One try altogether, in elapsed milliseconds. */
const tryMs = 20_000;

/** E-mail over SMTP: one connection per message, because there are few, and none should wait behind another. */
export function createEmail(options: EmailOptions): Messenger {
  const { from, clock, log } = options;
  const transport = createMailTransport(options);
  let words: Words | undefined;
  let checked: Promise<void> = Promise.resolve();

  /** A wrong password is found at the start, not in the first outage. */
  async function check(): Promise<void> {
    const reason = await mailProblem(options);
    if (reason === undefined) return;
    log.warn(
      { platform: 'email', reason },
      'the mail server of SMTP_URL cannot be used now; e-mail is tried all the same when it is needed',
    );
  }

  return {
    name: 'email',
    // What a small organisation's server takes from one sender without holding it for spam.
    pace: { postsPerConversation: { count: 10, perMs: 10_000 }, posts: { count: 10, perMs: 1_000 } },
    start(port) {
      words = port;
      checked = check();
    },
    async stop() {
      words = undefined;
      transport.close();
      await checked;
    },
    address: ({ email }) =>
      email !== undefined && plainAddress.test(email) ? { id: email, private: true } : undefined,
    async send(to, message, draw) {
      if (words === undefined) throw new SendError('later', 'not_started');
      const tooLong = new AbortController();
      const cancel = clock.after(tryMs, () => tooLong.abort());
      try {
        const mail = messageToMail(message, { from, to: to.id }, words, draw);
        await transport.sendMail({ ...mail, signal: tooLong.signal });
      } catch (thrown) {
        throw toSendError(thrown);
      } finally {
        cancel();
      }
    },
  };
}
