export { discoveryReport } from './discovery-report.ts'
