package dev.aneoracle.evaluation;

/**
 * Who asks for a place in the queue.
 *
 * @param submitter whose quota it counts in
 * @param request tells the same request when it comes again, by what is known before its body is
 *     read; others may look the same
 */
public record Applicant(String submitter, String request) {

  /** Returns one whose request is told by the given parts. */
  public static Applicant of(String submitter, String... request) {
    return new Applicant(submitter, Question.hash(String.join("\n", request)));
  }
}
