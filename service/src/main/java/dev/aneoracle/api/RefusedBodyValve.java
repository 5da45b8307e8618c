package dev.aneoracle.api;

import jakarta.servlet.ServletException;
import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.ActionCode;
import org.springframework.http.HttpHeaders;

/**
 * Closes the connection of a refused request whose body would be long. The container reads the rest
 * of a body before it closes, so that clients see the answer; for a stranger that is too much.
 */
final class RefusedBodyValve extends ValveBase {

  private static final long SMALL_BYTES = 64 * 1024;

  RefusedBodyValve() {
    super(true);
  }

  @Override
  public void invoke(Request request, Response response) throws IOException, ServletException {
    getNext().invoke(request, response);
    if (request.getAttribute(GuardFilter.REFUSED) != null && longBodyIsLeft(request)) {
      response.setHeader(HttpHeaders.CONNECTION, "close");
      request.getCoyoteRequest().action(ActionCode.DISABLE_SWALLOW_INPUT, null);
    }
  }

  private static boolean longBodyIsLeft(Request request) {
    long length = request.getContentLengthLong();
    boolean known = length >= 0;
    return !request.getCoyoteRequest().isFinished() && !(known && length <= SMALL_BYTES);
  }
}
