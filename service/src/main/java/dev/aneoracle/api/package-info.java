/** The HTTP API: controllers, request and response records, problem documents, OpenAPI. */
@NullMarked
package dev.aneoracle.api;

import org.jspecify.annotations.NullMarked;
