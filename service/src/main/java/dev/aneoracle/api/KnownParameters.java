package dev.aneoracle.api;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.reflect.Parameter;
import java.util.Arrays;
import java.util.List;
import org.springframework.http.HttpMethod;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/**
 * Refuses query parameters that an operation does not have: a misspelt filter would list
 * everything. Submissions see to their own.
 */
final class KnownParameters implements HandlerInterceptor {

  @Override
  public boolean preHandle(
      HttpServletRequest request, HttpServletResponse response, Object handler) {
    if (handler instanceof HandlerMethod method && !HttpMethod.POST.matches(request.getMethod())) {
      List<String> known = namesOf(method);
      for (String name : QueryParameters.of(request).keySet()) {
        if (!known.contains(name)) {
          throw new ApiException(
              ProblemType.INVALID_REQUEST,
              known.isEmpty()
                  ? "There is no parameter '%s'; there are none here.".formatted(name)
                  : "There is no parameter '%s'; there are %s."
                      .formatted(name, String.join(", ", known)));
        }
      }
    }
    return true;
  }

  private static List<String> namesOf(HandlerMethod method) {
    return Arrays.stream(method.getMethod().getParameters())
        .filter(parameter -> parameter.isAnnotationPresent(RequestParam.class))
        .map(Parameter::getName)
        .sorted()
        .toList();
  }
}
