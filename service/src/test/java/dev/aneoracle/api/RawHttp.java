package dev.aneoracle.api;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Speaks HTTP by hand, so that a request may be wrong in any way. */
final class RawHttp {

  private static final int TIMEOUT_MILLISECONDS = 30_000;

  private RawHttp() {}

  /** Sends the bytes of the text and reads to the end; the request has to ask for the close. */
  static Reply send(int port, String request) {
    try (Socket socket = open(port, request)) {
      socket.shutdownOutput();
      String all = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return parse(request, all);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Sends the bytes of the text; there may be more to come. */
  static Socket open(int port, String request) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(TIMEOUT_MILLISECONDS);
    socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
    return socket;
  }

  private static Reply parse(String request, String all) {
    String[] first = request.split("\r\n", 2)[0].split(" ", 3);
    String[] headAndBody = all.split("\r\n\r\n", 2);
    List<String> lines = headAndBody[0].lines().toList();
    Map<String, List<String>> headers = new LinkedHashMap<>();
    for (String line : lines.subList(1, lines.size())) {
      String[] header = line.split(":", 2);
      headers.computeIfAbsent(header[0], _ -> new ArrayList<>()).add(header[1].strip());
    }
    String body = headAndBody[1];
    if (headers.containsKey("Transfer-Encoding")) {
      body = body.substring(body.indexOf("\r\n") + 2, body.lastIndexOf("\r\n0\r\n"));
    }
    return new Reply(
        first[0],
        first.length > 1 ? first[1] : "",
        Integer.parseInt(lines.getFirst().split(" ", 3)[1].strip()),
        headers,
        body);
  }
}
