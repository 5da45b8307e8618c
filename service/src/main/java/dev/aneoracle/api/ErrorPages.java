package dev.aneoracle.api;

import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Answers what failed outside the controllers with a problem document too. */
@Hidden
@RestController
class ErrorPages implements ErrorController {

  @RequestMapping("${spring.web.error.path:/error}")
  ResponseEntity<ProblemDetail> error(HttpServletRequest request) {
    ProblemType type =
        request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer status
            ? Problems.typeOf(status)
            : ProblemType.NOT_FOUND;
    ProblemDetail problem = Problems.document(type, type.explanation());
    if (request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI) instanceof String address) {
      problem.setInstance(Problems.instance(address));
    }
    HttpStatus status = type.status();
    return ResponseEntity.status(status)
        .contentType(MediaType.APPLICATION_PROBLEM_JSON)
        .body(problem);
  }
}
