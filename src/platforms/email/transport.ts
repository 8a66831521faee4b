import { createTransport } from 'nodemailer';
import { toSendError } from './send-error.ts';

export interface MailServer {
  readonly host: string;
  readonly port: number;
  /** TLS from the first byte. */
  readonly secure: boolean;
  /** Nothing is said to a server that does not offer TLS. */
  readonly requireTls: boolean;
  readonly user?: string;
  readonly password?: string;
}

/** A mail server that says nothing for so long is given up for this try. */
const silentMs = 10_000;

/** A connection for each message. */
export function createMailTransport({ host, port, secure, requireTls, user, password }: MailServer) {
  return createTransport({
    host,
    port,
    secure,
    requireTLS: requireTls,
    // TLS that is only taken when it is offered protects from listeners, whoever signed the certificate: anybody who
    // could forge that could leave the offer out.
    tls: { rejectUnauthorized: secure || requireTls },
    ...(user === undefined ? {} : { auth: { user, pass: password } }),
    dnsTimeout: silentMs,
    connectionTimeout: silentMs,
    greetingTimeout: silentMs,
    socketTimeout: silentMs,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
}

/**
 * Greets the server and logs in, as before a message, and says goodbye: nobody gets anything.
 *
 * @returns why it cannot be used now, such as `ESOCKET ECONNREFUSED`; without an address or a password in it
 */
export async function mailProblem(server: MailServer): Promise<string | undefined> {
  const transport = createMailTransport(server);
  try {
    await transport.verify();
    return undefined;
  } catch (thrown) {
    return toSendError(thrown).reason;
  } finally {
    transport.close();
  }
}
