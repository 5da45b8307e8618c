package dev.aneoracle.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aneoracle.access.Role;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;

/** What strangers send is not read. */
@TokenServiceTest
class RefusedBodyTests {

  /** More than the buffers of both ends hold; the container would read on for 256 MB. */
  private static final long MOST_BYTES_ON_THE_WAY = 48L << 20;

  private static final String POST =
      "POST /api/v1/evaluations?filename=x.mlmodel HTTP/1.1\r\nHost: x\r\n";

  private final int port;

  RefusedBodyTests(@LocalServerPort int port) {
    this.port = port;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Length: 8000000000\r\n",
        "Content-Length: 100000000\r\nAuthorization: Bearer wrong\r\n",
        "Content-Length: 8000000000\r\nAuthorization: Bearer token-of-the-reader\r\n",
        "Transfer-Encoding: chunked\r\n"
      })
  void connectionIsClosedOnALongBody(String headers) throws IOException {
    try (Socket socket = RawHttp.open(port, POST + headers + "\r\n")) {
      String head = head(socket.getInputStream());
      assertThat(head)
          .containsPattern("^HTTP/1.1 40[13]")
          .containsIgnoringCase("connection: close");
      assertThat(bytesTaken(socket)).isLessThan(MOST_BYTES_ON_THE_WAY);
    }
  }

  @Test
  void shortBodyLeavesTheConnectionOpen() throws IOException {
    try (Socket socket = RawHttp.open(port, POST + "Content-Length: 5\r\n\r\nabcde")) {
      assertThat(head(socket.getInputStream()))
          .startsWith("HTTP/1.1 401")
          .doesNotContainIgnoringCase("connection: close");
      String next =
          "GET /actuator/health/liveness HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(next.getBytes(StandardCharsets.ISO_8859_1));
      assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
          .contains("HTTP/1.1 200");
    }
  }

  @Test
  void clientThatAsksFirstIsNotToldToSendItsBody() throws IOException {
    try (Socket socket =
        RawHttp.open(port, POST + "Content-Length: 8000000000\r\nExpect: 100-continue\r\n\r\n")) {
      assertThat(head(socket.getInputStream())).startsWith("HTTP/1.1 401");
    }
  }

  @Test
  void holderThatAsksFirstIsToldToSendItsBody() throws IOException {
    try (Socket socket =
        RawHttp.open(
            port,
            POST
                + "Content-Length: 3\r\n"
                + "Expect: 100-continue\r\n"
                + "Connection: close\r\n"
                + "Authorization: "
                + TestToken.bearer(Role.SUBMIT)
                + "\r\n\r\n")) {
      assertThat(head(socket.getInputStream())).startsWith("HTTP/1.1 100");
      socket.getOutputStream().write("abc".getBytes(StandardCharsets.ISO_8859_1));
      assertThat(head(socket.getInputStream())).startsWith("HTTP/1.1 4").doesNotContain(" 401");
    }
  }

  private static String head(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = in.read();
      assertThat(next).as("%s", head).isNotNegative();
      head.append((char) next);
    }
    return head.toString();
  }

  /** Sends until the other side has closed. */
  private static long bytesTaken(Socket socket) throws IOException {
    OutputStream out = socket.getOutputStream();
    byte[] block = new byte[64 * 1024];
    long taken = 0;
    try {
      while (taken < 4 * MOST_BYTES_ON_THE_WAY) {
        out.write(block);
        taken += block.length;
      }
    } catch (IOException closed) {
      return taken;
    }
    return taken;
  }
}
