/** Paths that are not screens of the console. */
const ELSEWHERE = /^\/(api|cognito|claim-links|outbox|graph)(\/|$)|^\/(config\.json|licences\.txt)$/

/** Whether a path is one of the console's own screens. */
export function isScreen(path: string): boolean {
  return !ELSEWHERE.test(path)
}
