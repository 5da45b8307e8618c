package dev.aneoracle.it;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** A connection to the service on which anything may be sent, be it HTTP or not. */
final class RawConnection implements AutoCloseable {

  private static final int TIMEOUT_MILLISECONDS = 60_000;

  private final Socket socket;

  RawConnection(int port) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(TIMEOUT_MILLISECONDS);
    socket.setTcpNoDelay(true);
  }

  /** Sends bytes; false where the other side takes no more. */
  boolean send(byte[] bytes) {
    try {
      socket.getOutputStream().write(bytes);
      socket.getOutputStream().flush();
      return true;
    } catch (IOException closed) {
      return false;
    }
  }

  boolean send(String text) {
    return send(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  /** Says that nothing more is sent, and still listens. */
  void closeHalf() throws IOException {
    try {
      socket.shutdownOutput();
    } catch (SocketException closed) {
      // The other side was quicker; its answer may still be there to be read.
    }
  }

  /** Reads to the end; empty where the connection was closed without an answer. */
  Optional<Answer> answer() throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    try {
      socket.getInputStream().transferTo(all);
    } catch (SocketException reset) {
      // What came before the reset counts.
    }
    String text = all.toString(StandardCharsets.UTF_8);
    return text.startsWith("HTTP/1.1 ") ? Optional.of(Answer.parse(text)) : Optional.empty();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  /** The first answer on a connection. */
  record Answer(int status, String head, String body) {

    private static Answer parse(String text) {
      String[] parts = text.split("\r\n\r\n", 2);
      int status = Integer.parseInt(text.substring(9, 12));
      return new Answer(status, parts[0], parts.length == 2 ? parts[1] : "");
    }
  }
}
