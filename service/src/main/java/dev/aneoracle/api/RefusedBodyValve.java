package dev.aneoracle.api;

import jakarta.servlet.ServletException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.ActionCode;
import org.apache.tomcat.util.net.ApplicationBufferHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;

/**
 * Ends requests that were answered before the whole of a long body had come. A body is read on for
 * a while before the connection closes, so that the client sees the answer, where there is a place
 * for an upload to do it in; one that the guard refused, or that found no place, is not.
 */
final class RefusedBodyValve extends ValveBase {

  private static final Logger log = LoggerFactory.getLogger(RefusedBodyValve.class);

  private static final long SMALL_BYTES = 64 * 1024;

  /** What follows a body that was taken is little, and the container reads it. */
  private static final int REFUSED_FROM = 400;

  private final UploadPlaces places;
  private final long mostBytes;

  /**
   * @param mostBytes how much is read on
   */
  RefusedBodyValve(UploadPlaces places, long mostBytes) {
    super(true);
    this.places = places;
    this.mostBytes = mostBytes;
  }

  @Override
  public void invoke(Request request, Response response) throws IOException, ServletException {
    UnreadBody.ask(request, () -> longBodyIsLeft(request));
    getNext().invoke(request, response);
    if (request.isAsync() || response.getStatus() < REFUSED_FROM || !longBodyIsLeft(request)) {
      return;
    }
    if (response.isCommitted() && !saysThatItCloses(response)) {
      // The client may make its next request on this connection: the container reads on.
      return;
    }
    boolean refused = request.getAttribute(GuardFilter.REFUSED) != null;
    Optional<UploadPlaces.Place> place = refused ? Optional.empty() : places.take();
    response.setHeader(HttpHeaders.CONNECTION, "close");
    request.getCoyoteRequest().action(ActionCode.DISABLE_SWALLOW_INPUT, null);
    if (place.isPresent()) {
      try (UploadPlaces.Place _ = place.get()) {
        response.finishResponse();
        readOn(request);
      }
    }
  }

  private static boolean saysThatItCloses(Response response) {
    return "close".equalsIgnoreCase(response.getHeader(HttpHeaders.CONNECTION));
  }

  private static boolean longBodyIsLeft(Request request) {
    try {
      long length = request.getContentLengthLong();
      boolean known = length >= 0;
      return !request.getCoyoteRequest().isFinished() && !(known && length <= SMALL_BYTES);
    } catch (IllegalArgumentException none) {
      // There are two, or it is no number: the container refused the request, and closes it.
      return false;
    }
  }

  private void readOn(Request request) {
    if (request.getHeader(HttpHeaders.EXPECT) != null) {
      return;
    }
    Ignored ignored = new Ignored();
    try {
      for (long left = mostBytes; left > 0; ) {
        int read = request.getCoyoteRequest().doRead(ignored);
        if (read < 0) {
          return;
        }
        left -= read;
      }
    } catch (IOException e) {
      log.atDebug().setCause(e).log("a client went away before the rest of its body had come");
    }
  }

  /** Takes bytes that nobody looks at. */
  private static final class Ignored implements ApplicationBufferHandler {

    private ByteBuffer buffer = ByteBuffer.allocate(0);

    @Override
    public void setByteBuffer(ByteBuffer newBuffer) {
      buffer = newBuffer;
    }

    @Override
    public ByteBuffer getByteBuffer() {
      return buffer;
    }

    @Override
    public void expand(int size) {}
  }
}
