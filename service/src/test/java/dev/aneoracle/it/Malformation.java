package dev.aneoracle.it;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;

/**
 * Ways in which an upload can be wrong. Each makes a whole request, to the last byte, of a model.
 */
enum Malformation {
  NOISE {
    @Override
    byte[] request(Upload upload, Random random) {
      byte[] noise = new byte[random.nextInt(20_000)];
      random.nextBytes(noise);
      return raw(upload.name(), noise);
    }
  },
  BYTES_CHANGED {
    @Override
    byte[] request(Upload upload, Random random) {
      byte[] body = upload.content().clone();
      for (int count = 1 + random.nextInt(64); count > 0; count--) {
        body[random.nextInt(body.length)] = (byte) random.nextInt();
      }
      return raw(upload.name(), body);
    }
  },
  HEAD_CHANGED {
    @Override
    byte[] request(Upload upload, Random random) {
      byte[] body = upload.content().clone();
      int end = Math.min(body.length, 256);
      for (int count = 1 + random.nextInt(4); count > 0; count--) {
        body[random.nextInt(end)] = (byte) random.nextInt();
      }
      return raw(upload.name(), body);
    }
  },
  CUT {
    @Override
    byte[] request(Upload upload, Random random) {
      return raw(upload.name(), cut(upload.content(), random));
    }
  },
  TORN {
    @Override
    byte[] request(Upload upload, Random random) {
      byte[] part = cut(upload.content(), random);
      return join(head(named(upload.name()), TYPE, length(upload.content().length)), part);
    }
  },
  RUN_OVERWRITTEN {
    @Override
    byte[] request(Upload upload, Random random) {
      byte[] body = upload.content().clone();
      int from = random.nextInt(body.length);
      int to = from + random.nextInt(body.length - from);
      Arrays.fill(body, from, to, random.nextBoolean() ? (byte) 0xff : 0);
      return raw(upload.name(), body);
    }
  },
  RUN_REPEATED {
    @Override
    byte[] request(Upload upload, Random random) {
      byte[] content = upload.content();
      int from = random.nextInt(content.length);
      int to = from + random.nextInt(content.length - from);
      return raw(
          upload.name(),
          join(
              Arrays.copyOf(content, to),
              Arrays.copyOfRange(content, from, to),
              Arrays.copyOfRange(content, to, content.length)));
    }
  },
  NAMED_AS_ANOTHER_FORMAT {
    @Override
    byte[] request(Upload upload, Random random) {
      List<String> names =
          List.of("a.mlmodel", "a.zip", "a.tar", "a.tar.gz", "a.onnx", "a.pt", "..", "a%2Fb", "");
      return raw(names.get(random.nextInt(names.size())), cut(upload.content(), random));
    }
  },
  PART_WITHOUT_END {
    @Override
    byte[] request(Upload upload, Random random) {
      return multipart(part("model", upload));
    }
  },
  PART_WITH_ANOTHER_NAME {
    @Override
    byte[] request(Upload upload, Random random) {
      return multipart(join(part("file", upload), END));
    }
  },
  PART_TWICE {
    @Override
    byte[] request(Upload upload, Random random) {
      return multipart(join(part("model", upload), part("model", upload), END));
    }
  },
  PART_WITHOUT_HEADERS {
    @Override
    byte[] request(Upload upload, Random random) {
      return multipart(join(text("--" + BOUNDARY + "\r\n\r\n"), upload.content(), END));
    }
  },
  PART_WITH_CHANGED_FRAME {
    @Override
    byte[] request(Upload upload, Random random) {
      byte[] part = part("model", upload);
      part[random.nextInt(120)] = (byte) random.nextInt();
      return multipart(join(part, END));
    }
  },
  BOUNDARY_MISSING {
    @Override
    byte[] request(Upload upload, Random random) {
      return typed("multipart/form-data", join(part("model", upload), END));
    }
  },
  CHUNKS_WITH_WRONG_SIZES {
    @Override
    byte[] request(Upload upload, Random random) {
      byte[] body = cut(upload.content(), random);
      String size = random.nextBoolean() ? "xyz" : Integer.toHexString(random.nextInt(50_000));
      return join(
          head(named("a.mlmodel"), TYPE, "Transfer-Encoding: chunked"),
          text(size + "\r\n"),
          body,
          text("\r\n0\r\n\r\n"));
    }
  },
  DIGEST_OF_SOMETHING_ELSE {
    @Override
    byte[] request(Upload upload, Random random) {
      byte[] digest = new byte[32];
      random.nextBytes(digest);
      String header =
          "Content-Digest: sha-256=:%s:".formatted(Base64.getEncoder().encodeToString(digest));
      byte[] body = upload.content();
      return join(head(named(upload.name()), TYPE, length(body.length), header), body);
    }
  },
  JSON_THAT_IS_NONE {
    @Override
    byte[] request(Upload upload, Random random) {
      List<String> bodies =
          List.of(
              "{",
              "[]",
              "null",
              "{\"model\":1}",
              "{\"model\":\"sha256:0\"}",
              "{\"model\":null}",
              "[".repeat(1 + random.nextInt(50_000)),
              "{\"model\":\"sha256:" + "0".repeat(64) + "\"}");
      return typed("application/json", text(bodies.get(random.nextInt(bodies.size()))));
    }
  },
  OPTIONS_THAT_MAKE_NO_SENSE {
    @Override
    byte[] request(Upload upload, Random random) {
      List<String> options =
          List.of(
              "target=Z80",
              "target=M1@99",
              "computeUnits=TPU",
              "priority=x",
              "priority=99999",
              "shapes=%7B",
              "function=%00",
              "label=" + "a".repeat(5_000),
              "host=%F0%28",
              "what=1");
      String name = upload.name() + "&" + options.get(random.nextInt(options.size()));
      return raw(name, upload.content());
    }
  },
  FORM_ENCODED {
    @Override
    byte[] request(Upload upload, Random random) {
      return typed("application/x-www-form-urlencoded", upload.content());
    }
  },
  HEADERS_THAT_ARE_NONE {
    @Override
    byte[] request(Upload upload, Random random) {
      List<String> lines =
          List.of(
              "Content-Length: -1",
              "Content-Length: 99999999999999999999",
              "Content-Length: 1\r\nContent-Length: 2",
              "Content-Type: \u0000",
              "Content-Type: a/b/c",
              "Content-Encoding: zstd\r\nContent-Length: 4",
              "Transfer-Encoding: gzip",
              "Prefer: wait=never\r\nContent-Length: 0",
              "X: " + "x".repeat(20_000));
      return join(head(named("a.mlmodel"), lines.get(random.nextInt(lines.size()))), text("body"));
    }
  };

  private static final String TYPE = "Content-Type: application/octet-stream";
  private static final String BOUNDARY = "d1v1d3r";
  private static final byte[] END = text("--" + BOUNDARY + "--\r\n");

  /** Returns the bytes of a request that is wrong in this way. */
  abstract byte[] request(Upload upload, Random random);

  private static byte[] raw(String name, byte[] body) {
    return join(head(named(name), TYPE, length(body.length)), body);
  }

  private static byte[] multipart(byte[] body) {
    return typed("multipart/form-data; boundary=" + BOUNDARY, body);
  }

  private static byte[] typed(String type, byte[] body) {
    return join(head("", "Content-Type: " + type, length(body.length)), body);
  }

  private static byte[] head(String query, String... headers) {
    return text(
        "POST /api/v1/evaluations%s HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n%s\r\n\r\n"
            .formatted(query, String.join("\r\n", headers)));
  }

  private static String named(String filename) {
    return filename.isEmpty() ? "" : "?filename=" + filename;
  }

  private static String length(int bytes) {
    return "Content-Length: " + bytes;
  }

  private static byte[] part(String field, Upload upload) {
    String head =
        "--%s\r\nContent-Disposition: form-data; name=\"%s\"; filename=\"%s\"\r\n\r\n"
            .formatted(BOUNDARY, field, upload.name());
    return join(text(head), upload.content(), text("\r\n"));
  }

  private static byte[] cut(byte[] content, Random random) {
    return Arrays.copyOf(content, random.nextInt(content.length));
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static byte[] join(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }

  /** A file that is well. */
  static final class Upload {

    private final String name;
    private final byte[] content;

    Upload(String name, byte[] content) {
      this.name = name;
      this.content = content;
    }

    String name() {
      return name;
    }

    byte[] content() {
      return content;
    }
  }
}
