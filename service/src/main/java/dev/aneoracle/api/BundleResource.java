package dev.aneoracle.api;

import dev.aneoracle.bundle.BundleContent;
import java.io.InputStream;
import org.springframework.core.io.AbstractResource;

/** A stored model's bytes, of which a client may ask for a part. */
final class BundleResource extends AbstractResource {

  private final String name;
  private final BundleContent content;

  BundleResource(String name, BundleContent content) {
    this.name = name;
    this.content = content;
  }

  @Override
  public String getDescription() {
    return name;
  }

  @Override
  public String getFilename() {
    return name;
  }

  @Override
  public long contentLength() {
    return content.length();
  }

  @Override
  public InputStream getInputStream() {
    return content.open();
  }
}
