package dev.aneoracle.api;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.reflect.Parameter;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.http.HttpMethod;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/**
 * Refuses query parameters that an operation does not have, and those that stand twice where one
 * would be left out: a misspelt filter would list everything. Submissions see to their own.
 */
final class KnownParameters implements HandlerInterceptor {

  @Override
  public boolean preHandle(
      HttpServletRequest request, HttpServletResponse response, Object handler) {
    if (handler instanceof HandlerMethod method && !HttpMethod.POST.matches(request.getMethod())) {
      Map<String, Class<?>> known = parametersOf(method);
      QueryParameters.of(request).forEach((name, values) -> require(known, name, values));
    }
    return true;
  }

  private static void require(Map<String, Class<?>> known, String name, List<String> values) {
    Class<?> type = known.get(name);
    if (type == null) {
      throw new ApiException(
          ProblemType.INVALID_REQUEST,
          known.isEmpty()
              ? "There is no parameter '%s'; there are none here.".formatted(name)
              : "There is no parameter '%s'; there are %s."
                  .formatted(name, String.join(", ", known.keySet())));
    }
    if (values.size() > 1 && !type.isArray()) {
      throw new ApiException(
          ProblemType.INVALID_REQUEST,
          "The parameter '%s' stands %d times; it may stand once.".formatted(name, values.size()));
    }
  }

  private static Map<String, Class<?>> parametersOf(HandlerMethod method) {
    Map<String, Class<?>> known = new TreeMap<>();
    for (Parameter parameter : method.getMethod().getParameters()) {
      if (parameter.isAnnotationPresent(RequestParam.class)) {
        known.put(parameter.getName(), parameter.getType());
      }
    }
    return known;
  }
}
