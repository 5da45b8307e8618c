package dev.aneoracle.evaluation;

import dev.aneoracle.bundle.ModelDigest;
import dev.aneoracle.coreml.CoreMlFormatException;
import java.io.IOException;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/** Guards the models of a store that only this process uses. */
final class LocalModelGuard implements ModelGuard {

  private final ReadWriteLock uses = new ReentrantReadWriteLock();

  @Override
  public <T> T using(ModelDigest digest, Use<T> use) throws CoreMlFormatException, IOException {
    uses.readLock().lock();
    try {
      return use.run();
    } finally {
      uses.readLock().unlock();
    }
  }

  @Override
  public void alone(ModelDigest digest, Removal removal) throws IOException {
    uses.writeLock().lock();
    try {
      removal.run();
    } finally {
      uses.writeLock().unlock();
    }
  }
}
