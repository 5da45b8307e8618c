package dev.aneoracle.it;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;

/**
 * Stands between a service and its database. Cut off, it takes connections and bytes and passes
 * none on, as a network does that drops packets; nobody is told.
 */
final class TcpProxy implements AutoCloseable {

  private static final int BUFFER = 1 << 14;

  private final ServerSocket listener;
  private final int target;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private volatile CountDownLatch gate = new CountDownLatch(0);

  private TcpProxy(ServerSocket listener, int target) {
    this.listener = listener;
    this.target = target;
  }

  /** Starts one before a port of this machine. */
  static TcpProxy before(int target) throws IOException {
    TcpProxy proxy = new TcpProxy(new ServerSocket(0, 0, InetAddress.getLoopbackAddress()), target);
    Thread.ofVirtual().name("proxy").start(proxy::listen);
    return proxy;
  }

  int port() {
    return listener.getLocalPort();
  }

  /** From now on nothing gets through. */
  void cut() {
    gate = new CountDownLatch(1);
  }

  /** New connections get through again; those of before are gone. */
  void heal() {
    closeSockets();
    CountDownLatch closed = gate;
    gate = new CountDownLatch(0);
    closed.countDown();
  }

  private void listen() {
    try {
      while (true) {
        Socket client = listener.accept();
        sockets.add(client);
        Thread.ofVirtual().start(() -> connect(client));
      }
    } catch (IOException closed) {
      closeSockets();
    }
  }

  private void connect(Socket client) {
    try {
      gate.await();
      Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
      sockets.add(server);
      Thread.ofVirtual().start(() -> pass(server, client));
      pass(client, server);
    } catch (IOException e) {
      close(client);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void pass(Socket from, Socket to) {
    byte[] buffer = new byte[BUFFER];
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        gate.await();
        out.write(buffer, 0, count);
      }
    } catch (IOException gone) {
      // The other end is told below.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      close(from);
      close(to);
    }
  }

  private void closeSockets() {
    sockets.forEach(this::close);
  }

  private void close(Socket socket) {
    sockets.remove(socket);
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
    heal();
  }
}
