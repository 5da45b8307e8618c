package dev.aneoracle.api;

import io.swagger.v3.oas.annotations.Hidden;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.HtmlUtils;

/** Explains each problem type on a page of its own. */
@Hidden
@RestController
@RequestMapping(path = "/problems", produces = MediaType.TEXT_HTML_VALUE)
class ProblemController {

  @GetMapping
  String all() {
    return Arrays.stream(ProblemType.values())
        .map(type ->
            "<li><a href=\"%s\">%s</a>: %s</li>"
                .formatted(type.uri(), type.slug(), HtmlUtils.htmlEscape(type.title())))
        .collect(Collectors.joining("\n", page("Problems") + "<ul>", "</ul>"));
  }

  @GetMapping("/{slug}")
  String one(@PathVariable String slug) {
    ProblemType type =
        Arrays.stream(ProblemType.values())
            .filter(candidate -> candidate.slug().equals(slug))
            .findFirst()
            .orElseThrow(() ->
                new ApiException(
                    ProblemType.NOT_FOUND, "There is no problem type '%s'.".formatted(slug)));
    return page(type.title())
        + "<p>%s</p><p>HTTP status %d. Trying again %s.</p><p><a href=\"/problems\">All problems</a></p>"
            .formatted(
                HtmlUtils.htmlEscape(type.explanation()),
                type.status().value(),
                type.retryable() ? "can help" : "does not help");
  }

  private static String page(String title) {
    String escaped = HtmlUtils.htmlEscape(title);
    return "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>%s</title><h1>%s</h1>"
        .formatted(escaped, escaped);
  }
}
