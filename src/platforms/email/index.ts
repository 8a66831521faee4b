export { createEmail, type EmailOptions } from './email.ts';
