package dev.aneoracle.api;

import dev.aneoracle.access.Caller;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;

/** Decides who may do what. */
interface Guard {

  /** Looks at the head of a request, never at its body. */
  Admission admit(HttpServletRequest request);

  /** What comes of a request. */
  sealed interface Admission {

    /** It goes on. */
    record Admitted(Caller caller) implements Admission {}

    /**
     * It ends here.
     *
     * @param headers what the answer says besides
     */
    record Refused(ProblemType type, String detail, Map<String, List<String>> headers)
        implements Admission {

      Refused(ProblemType type, String detail) {
        this(type, detail, Map.of());
      }
    }
  }
}
