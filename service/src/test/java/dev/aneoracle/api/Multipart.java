package dev.aneoracle.api;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;

/** A form as {@code curl -F} makes it. */
final class Multipart {

  private static final String BOUNDARY = "----boundary";

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  static Multipart of(ExampleModel model) {
    return new Multipart().model(model);
  }

  Multipart model(ExampleModel model) {
    return part("name=\"model\"; filename=\"" + model.fileName() + "\"", model.bytes());
  }

  Multipart options(String json) {
    return part("name=\"options\"", json.getBytes(StandardCharsets.UTF_8));
  }

  Multipart part(String disposition, byte[] content) {
    write("--" + BOUNDARY + "\r\nContent-Disposition: form-data; " + disposition + "\r\n\r\n");
    bytes.writeBytes(content);
    write("\r\n");
    return this;
  }

  private void write(String text) {
    bytes.writeBytes(text.getBytes(StandardCharsets.UTF_8));
  }

  String contentType() {
    return "multipart/form-data; boundary=" + BOUNDARY;
  }

  BodyPublisher body() {
    return BodyPublishers.ofByteArray(whole());
  }

  byte[] whole() {
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    whole.writeBytes(bytes.toByteArray());
    whole.writeBytes(("--" + BOUNDARY + "--\r\n").getBytes(StandardCharsets.UTF_8));
    return whole.toByteArray();
  }

  /** Returns the body without its end. */
  BodyPublisher cut() {
    byte[] all = bytes.toByteArray();
    return BodyPublishers.ofByteArray(all, 0, all.length / 2);
  }
}
