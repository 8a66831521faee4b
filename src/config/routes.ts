import { z } from 'zod';
import { isLoopback } from '../loopback.ts';
import { type Setting, secret, setting } from './setting.ts';

/** A mail server, and who the desk is there. */
export interface MailSettings {
  readonly host: string;
  readonly port: number;
  /** TLS from the first byte; else it is asked for, and needed before a password is told to another machine. */
  readonly secure: boolean;
  readonly requireTls: boolean;
  readonly from: string;
  readonly user?: string;
  readonly password?: string;
}

export interface WebhookSettings {
  readonly url: string;
  readonly secret: string;
}

/** The rows of the settings table. */
export const routesTable: readonly Setting[] = [
  secret(
    'SMTP_URL',
    'Your mail server, such as smtps://user:password@mail.example.org. E-mail is the route after the chat platforms. Port 465 for smtps, 587 for smtp unless given; a password goes by smtp only after STARTTLS, except to this machine.',
  ),
  setting('SMTP_FROM', '', 'The address that e-mail comes from, such as desk@example.org.'),
  setting(
    'NOTIFY_WEBHOOK_URL',
    '',
    'An https address that sends text messages for you. It is the route after e-mail.',
  ),
  secret('NOTIFY_WEBHOOK_SECRET', 'What each call of that address is signed with; at least 16 characters.'),
];

/** One plain address: no list, no name beside it, nothing that could end a header. */
const plainAddress = /^[^\s@<>()[\]\\,;:"\p{Cc}]+@[^\s@<>()[\]\\,;:"\p{Cc}]+$/u;

export const routesEnvironment = {
  SMTP_URL: z
    .string()
    .refine(
      (url) => parseMailUrl(url) !== undefined,
      'is not the address of a mail server. Set smtp://user:password@host:port or smtps://…, with nothing after the port and special characters in the password written as %40.',
    )
    .optional(),
  SMTP_FROM: z
    .string()
    .regex(plainAddress, 'is not an e-mail address. Set one such as desk@example.org, without a name.')
    .optional(),
  NOTIFY_WEBHOOK_URL: z
    .string()
    .refine(
      isSafeWebAddress,
      'is not an https address. Set one such as https://sms.example.org/send, without a password in it.',
    )
    .optional(),
  NOTIFY_WEBHOOK_SECRET: z
    .string()
    .min(16, 'is too short. Set at least 16 random characters, and the same at the gateway.')
    .optional(),
};

type Environment = z.output<z.ZodObject<typeof routesEnvironment>>;

/** Undefined while e-mail is not configured. */
export function mailSettings({ SMTP_URL, SMTP_FROM: from }: Environment): MailSettings | undefined {
  const server = SMTP_URL === undefined ? undefined : parseMailUrl(SMTP_URL);
  return server === undefined || from === undefined ? undefined : { ...server, from };
}

/** Undefined while the webhook is not configured. */
export function webhookSettings(settings: Environment): WebhookSettings | undefined {
  const { NOTIFY_WEBHOOK_URL: url, NOTIFY_WEBHOOK_SECRET: secret } = settings;
  return url === undefined || secret === undefined ? undefined : { url, secret };
}

/** Settings that only make sense together, as sentences. */
export function routesProblems(given: Readonly<Record<string, string>>): string[] {
  const pairs = [
    ['SMTP_URL', 'SMTP_FROM', 'the address that e-mail comes from'],
    ['SMTP_FROM', 'SMTP_URL', 'the mail server'],
    ['NOTIFY_WEBHOOK_URL', 'NOTIFY_WEBHOOK_SECRET', 'what its calls are signed with'],
    ['NOTIFY_WEBHOOK_SECRET', 'NOTIFY_WEBHOOK_URL', 'the address that is called'],
  ] as const;
  return pairs
    .filter(([one, other]) => given[one] !== undefined && given[other] === undefined)
    .map(([one, other, what]) => `${one} is set, but ${other} is not. Set ${what} as well.`);
}

function parseMailUrl(text: string): Omit<MailSettings, 'from'> | undefined {
  if (!/^smtps?:\/\//i.test(text) || !URL.canParse(text)) return undefined;
  const url = new URL(text);
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1');
  if (host === '' || !/^\/?$/.test(url.pathname) || url.search !== '' || url.hash !== '') return undefined;
  const [user, password] = [decode(url.username), decode(url.password)];
  if (user === undefined || password === undefined || (user === '') !== (password === '')) return undefined;
  const secure = url.protocol.toLowerCase() === 'smtps:';
  return {
    host,
    port: url.port === '' ? (secure ? 465 : 587) : Number(url.port),
    secure,
    requireTls: !secure && user !== '' && !isLoopback(host),
    ...(user === '' ? {} : { user, password }),
  };
}

function decode(part: string): string | undefined {
  try {
    return decodeURIComponent(part);
  } catch {
    return undefined;
  }
}

function isSafeWebAddress(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname, username, password } = new URL(text);
  const host = hostname.replace(/^\[(.*)\]$/, '$1');
  return (
    username === '' &&
    password === '' &&
    (protocol === 'https:' || (protocol === 'http:' && isLoopback(host)))
  );
}
