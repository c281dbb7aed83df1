export { ServerError, type ServerErrorCode, serverErrors } from './errors.ts'
export { IN_PROCESS, inProcessFetch } from './http/in-process-fetch.ts'
export { type OpenOptions, type OpenWorkspace, openWorkspace } from './workspace/open-workspace.ts'
