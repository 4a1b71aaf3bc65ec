/**
 * Thrown when a request's key was answered before: `answerReplay` re-reads `location` as the same caller and
 * answers with the first status. Nothing of the first answer is stored, so no secret can be repeated.
 */
export class Replay extends Error {
  constructor(
    readonly status: number,
    readonly location: string | null,
  ) {
    super("replay");
  }
}
