package dev.aneoracle.api;

import jakarta.servlet.http.HttpServletRequest;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.springframework.web.util.UriComponentsBuilder;
import org.springframework.web.util.UriUtils;

/**
 * Reads parameters out of the query alone: asking the container for them could consume the body.
 */
final class QueryParameters {

  private QueryParameters() {}

  static MultiValueMap<String, String> of(HttpServletRequest request) {
    MultiValueMap<String, String> decoded = new LinkedMultiValueMap<>();
    UriComponentsBuilder.newInstance()
        .query(request.getQueryString())
        .build()
        .getQueryParams()
        .forEach((name, values) ->
            values.forEach(value -> decoded.add(decode(name), value == null ? "" : decode(value))));
    return decoded;
  }

  private static String decode(String text) {
    try {
      byte[] bytes =
          UriUtils.decode(text.replace('+', ' '), StandardCharsets.ISO_8859_1)
              .getBytes(StandardCharsets.ISO_8859_1);
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (IllegalArgumentException | CharacterCodingException e) {
      throw new ApiException(ProblemType.INVALID_REQUEST, "The query cannot be decoded as UTF-8.");
    }
  }
}
