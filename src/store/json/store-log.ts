/** Takes a sentence for the operator; `error` when somebody should act on it. */
export type StoreLog = (line: string, level?: 'info' | 'error') => void;
