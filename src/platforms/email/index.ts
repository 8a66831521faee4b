export { createEmail, type EmailOptions } from './email.ts';
export { mailProblem } from './transport.ts';
