import { isIPv4 } from 'node:net';

/**
 * Whether a host is this machine and nothing else: an address to listen on, or the host of a web address without its
 * port. Any other name may lead elsewhere, or be made to lead here, and is not.
 */
export function isLoopback(host: string): boolean {
  const name = host.toLowerCase();
  return (
    name === 'localhost' || name === '::1' || name === '[::1]' || (isIPv4(name) && name.startsWith('127.'))
  );
}
