import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { parseMail, type ReceivedMail } from './smtp-mail.ts';

/** A mail server on loopback that keeps what it takes. */
export interface SmtpStandIn {
  readonly port: number;
  /** For `SMTP_URL`. */
  readonly url: string;
  readonly user: string;
  readonly password: string;
  /** What arrived, oldest first. */
  readonly mails: readonly ReceivedMail[];
  /** The mails to this address. */
  to(address: string): readonly ReceivedMail[];
  /** How many messages were offered, also those that were not taken. */
  readonly offered: number;
  /** Whether somebody is connected. */
  readonly busy: boolean;
  /** From now on: refuses each recipient with this number, or takes a mail and never says so. */
  fail(how: 'hang' | number): void;
  heal(): void;
  /** Nobody listens any more, until `open`. */
  close(): Promise<void>;
  open(): Promise<void>;
  stop(): Promise<void>;
}

export interface SmtpOptions {
  /** Whether it offers STARTTLS, with a certificate that nobody has signed; true unless told. */
  readonly tls?: boolean;
}

export async function startSmtpStandIn({ tls = true }: SmtpOptions = {}): Promise<SmtpStandIn> {
  const user = 'desk';
  const password = 'very-secret-mail';
  const mails: ReceivedMail[] = [];
  let offered = 0;
  let failure: 'hang' | number | undefined;
  let port = 0;
  let server: SMTPServer | undefined;

  const options: SMTPServerOptions = {
    authOptional: true,
    hideSTARTTLS: !tls,
    allowInsecureAuth: true,
    closeTimeout: 10,
    logger: false,
    onAuth({ username, password: given }, _session, done) {
      if (username === user && given === password) done(null, { user });
      else done(Object.assign(new Error('Wrong password'), { responseCode: 535 }));
    },
    onRcptTo(_address, _session, done) {
      offered += 1;
      if (typeof failure === 'number') {
        done(Object.assign(new Error('Refused'), { responseCode: failure }));
      } else done();
    },
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const to = session.envelope.rcptTo.map(({ address }) => address);
        mails.push(parseMail(Buffer.concat(chunks).toString('utf8'), to));
        if (failure !== 'hang') done();
      });
    },
  };

  async function open(): Promise<void> {
    server = new SMTPServer(options);
    // A client that goes away in the middle of something is no fault of the server's.
    server.on('error', () => {});
    server.listen(port, '127.0.0.1');
    await once(server.server, 'listening');
    port = (server.server.address() as AddressInfo).port;
  }

  function close(): Promise<void> {
    return new Promise((resolve) => {
      if (server === undefined) resolve();
      else server.close(() => resolve());
      server = undefined;
    });
  }

  await open();
  return {
    port,
    url: `smtp://${user}:${password}@127.0.0.1:${port}`,
    user,
    password,
    mails,
    to: (address) => mails.filter((mail) => mail.to.includes(address)),
    get offered() {
      return offered;
    },
    get busy() {
      return (server?.connections.size ?? 0) > 0;
    },
    fail(how) {
      failure = how;
    },
    heal() {
      failure = undefined;
    },
    close,
    open,
    stop: close,
  };
}
