export { askControl, type CommandResult, type ControlHandlers, serveControl } from './control.ts';
export { createControlHandlers } from './handlers.ts';
