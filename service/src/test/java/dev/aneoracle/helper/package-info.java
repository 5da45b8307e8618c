/** Tests of the service's side of the native helper. */
@NullMarked
package dev.aneoracle.helper;

import org.jspecify.annotations.NullMarked;
