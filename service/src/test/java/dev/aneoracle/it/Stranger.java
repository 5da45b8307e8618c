package dev.aneoracle.it;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** A program that asks for one address without a token and prints what came of it. */
final class Stranger {

  static final String CLOSED = "closed";

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private Stranger() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).build()) {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(arguments[0])).timeout(PATIENCE).build();
      System.out.println(client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode());
    } catch (ConnectException refused) {
      System.out.println(CLOSED);
    }
  }
}
