package dev.aneoracle;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;

/** A real PostgreSQL for the tests of one virtual machine, started when it is first asked for. */
public final class PostgresServer {

  private static final PostgresServer RUNNING = new PostgresServer();

  private final EmbeddedPostgres server;
  private final AtomicInteger databases = new AtomicInteger();

  private PostgresServer() {
    try {
      server =
          EmbeddedPostgres.builder()
              .setServerConfig("max_connections", "200")
              .setServerConfig("fsync", "off")
              .start();
    } catch (IOException e) {
      throw new UncheckedIOException("PostgreSQL does not start", e);
    }
  }

  /** Returns the server. */
  public static PostgresServer running() {
    return RUNNING;
  }

  /** Makes an empty database and returns its address. */
  public String newDatabase() {
    return newDatabase("template1");
  }

  /** Makes a copy of a database that nobody is connected to and returns its address. */
  public String newDatabase(String template) {
    String name = "test" + databases.incrementAndGet();
    try (Connection connection = server.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("create database %s template %s".formatted(name, template));
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    return url(name);
  }

  /** Returns the address of a database. */
  public String url(String database) {
    return "jdbc:postgresql://127.0.0.1:%d/%s?user=postgres".formatted(port(), database);
  }

  /** Returns the port that it listens on. */
  public int port() {
    return server.getPort();
  }
}
