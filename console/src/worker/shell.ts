/** What the console's own screens never answer: data, signing in, mails, and pages that others make. */
const ELSEWHERE = /^\/(api|cognito|claim-links|outbox|graph)(\/|$)|^\/config\.json$/

/** Whether a path is one of the console's own screens. */
export function isScreen(path: string): boolean {
  return !ELSEWHERE.test(path)
}
