package dev.aneoracle.api;

import dev.aneoracle.bundle.BundleRejectedException;
import dev.aneoracle.bundle.BundleStore;
import dev.aneoracle.bundle.StagedBundle;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.apache.tomcat.util.http.fileupload.FileItemHeaders;
import org.apache.tomcat.util.http.fileupload.FileItemIterator;
import org.apache.tomcat.util.http.fileupload.FileItemStream;
import org.apache.tomcat.util.http.fileupload.FileUpload;
import org.apache.tomcat.util.http.fileupload.FileUploadException;
import org.apache.tomcat.util.http.fileupload.servlet.ServletRequestContext;
import org.jspecify.annotations.Nullable;

/**
 * Reads an upload out of a request as a stream. A multipart body is taken apart while it comes in:
 * the container's own handling would write every part to disk before the first byte is looked at.
 */
final class UploadReader {

  private static final String MODEL_PART = "model";
  private static final String OPTIONS_PART = "options";
  private static final int MAXIMUM_OPTIONS_BYTES = 64 * 1024;

  private final BundleStore bundles;
  private final SubmissionParser parser;

  UploadReader(BundleStore bundles, SubmissionParser parser) {
    this.bundles = bundles;
    this.parser = parser;
  }

  /** Reads a body that is the model itself. */
  Upload raw(InputStream body, @Nullable String filename)
      throws BundleRejectedException, IOException {
    return new Upload(bundles.receive(body, filename), SubmissionOptions.none());
  }

  /** Reads a multipart body: a part named {@code model} and perhaps one named {@code options}. */
  Upload multipart(HttpServletRequest request, InputStream body)
      throws BundleRejectedException, IOException {
    StagedBundle staged = null;
    try {
      SubmissionOptions options = SubmissionOptions.none();
      FileItemIterator parts = new FileUpload().getItemIterator(new Body(request, body));
      while (parts.hasNext()) {
        FileItemStream part = parts.next();
        switch (String.valueOf(part.getFieldName())) {
          case MODEL_PART -> {
            if (staged != null) {
              throw new ApiException(
                  ProblemType.INVALID_REQUEST,
                  "There are two parts named 'model'; send one model a request.");
            }
            staged = receive(part);
          }
          case OPTIONS_PART -> options = parser.json(text(part.openStream()));
          default ->
              throw new ApiException(
                  ProblemType.INVALID_REQUEST,
                  "There is no part '%s'; there are 'model' and 'options'."
                      .formatted(part.getFieldName()));
        }
      }
      if (staged == null) {
        throw new ApiException(
            ProblemType.INVALID_REQUEST,
            "The part 'model' is missing; send it with `curl -F model=@FILE`.");
      }
      Upload upload = new Upload(staged, options);
      staged = null;
      return upload;
    } catch (FileUploadException e) {
      throw new ApiException(
          ProblemType.INVALID_REQUEST, "The multipart body is damaged: " + e.getMessage());
    } finally {
      if (staged != null) {
        staged.close();
      }
    }
  }

  private StagedBundle receive(FileItemStream part) throws BundleRejectedException, IOException {
    try (VerifiedStream body = new VerifiedStream(part.openStream(), digestsOf(part))) {
      return verified(body, () -> bundles.receive(body, part.getName()));
    }
  }

  private static ExpectedDigests digestsOf(FileItemStream part) {
    FileItemHeaders headers = part.getHeaders();
    return headers == null
        ? ExpectedDigests.of(null, null)
        : ExpectedDigests.of(
            headers.getHeader(ExpectedDigests.CONTENT_DIGEST),
            headers.getHeader(ExpectedDigests.REPR_DIGEST));
  }

  /**
   * Receives something and then compares its bytes with their digests; a transfer that went wrong
   * is told before what came of it.
   */
  static <T extends AutoCloseable> T verified(VerifiedStream body, Receiving<T> receiving)
      throws BundleRejectedException, IOException {
    T received;
    try {
      received = receiving.receive();
    } catch (BundleRejectedException e) {
      body.verifyRefused();
      throw e;
    }
    try {
      body.verify();
      return received;
    } catch (ApiException | IOException e) {
      close(received);
      throw e;
    }
  }

  private static void close(AutoCloseable received) {
    try {
      received.close();
    } catch (Exception e) {
      throw new IllegalStateException("A staged upload closes without a fault", e);
    }
  }

  /** Reads a small JSON body or part. */
  static String text(InputStream body) throws IOException {
    byte[] bytes = body.readNBytes(MAXIMUM_OPTIONS_BYTES + 1);
    if (bytes.length > MAXIMUM_OPTIONS_BYTES) {
      throw new ApiException(
          ProblemType.INVALID_REQUEST,
          "The options are larger than %d bytes.".formatted(MAXIMUM_OPTIONS_BYTES));
    }
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /** A received model and the options that came in its body. */
  record Upload(StagedBundle staged, SubmissionOptions options) implements AutoCloseable {
    @Override
    public void close() {
      staged.close();
    }
  }

  /** Receives what stands in a body. */
  interface Receiving<T> {
    T receive() throws BundleRejectedException, IOException;
  }

  /** A request whose body is read through another stream. */
  private static final class Body extends ServletRequestContext {

    private final InputStream body;

    Body(HttpServletRequest request, InputStream body) {
      super(request);
      this.body = body;
    }

    @Override
    public InputStream getInputStream() {
      return body;
    }
  }
}
